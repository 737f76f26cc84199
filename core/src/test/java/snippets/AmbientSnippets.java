package snippets;

import dev.credence.ambient.AmbientEnvironment;
import dev.credence.ambient.AmbientIdTokens;
import dev.credence.ambient.ClientAuthentication;
import dev.credence.ambient.ClientKey;
import dev.credence.ambient.IdToken;
import dev.credence.ambient.IdTokenSource;
import dev.credence.ambient.IdTokenUnavailableException;
import dev.credence.ambient.OAuthIdTokens;
import java.util.Map;
import java.util.function.Consumer;

/** The snippets of the API documentation of tokens inside a job, compiled. */
final class AmbientSnippets {
  private AmbientSnippets() {}

  static void detect(Consumer<String> sendTo, Consumer<String> log) {
    // @start region="detect"
    try {
      IdTokenSource ci = AmbientIdTokens.detect("https://deploy.example.com");
      IdToken token = ci.idToken(); // a new one at each call, where the CI can make it
      sendTo.accept("Bearer " + token.reveal());
    } catch (IdTokenUnavailableException e) {
      log.accept(e.getMessage()); // what is missing, and the YAML that grants it
    }
    // @end
  }

  static IdTokenSource environment() throws IdTokenUnavailableException {
    // @start region="environment"
    AmbientEnvironment gitLab =
        AmbientEnvironment.builder()
            .variables(Map.of("GITLAB_CI", "true", "DEPLOY_TOKEN", "eyJhbGciOi..."))
            .tokenVariable("DEPLOY_TOKEN")
            .build();
    IdTokenSource ci = AmbientIdTokens.detect("https://deploy.example.com", gitLab);
    // @end
    return ci;
  }

  static IdTokenSource oauth(String privateKeyPem) {
    // @start region="oauth"
    ClientKey key = ClientKey.fromPem(privateKeyPem).withId("deploy-2026");
    IdTokenSource tokens =
        OAuthIdTokens.builder("https://login.example.com/realms/ci", "https://deploy.example.com")
            .client(ClientAuthentication.privateKeyJwt("payments-production", key))
            .scope("deploy")
            .clientCredentials();
    // @end
    return tokens;
  }
}
