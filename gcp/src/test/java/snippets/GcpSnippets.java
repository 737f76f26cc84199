package snippets;

import com.google.auth.oauth2.GoogleCredentials;
import dev.credence.ambient.AmbientIdTokens;
import dev.credence.ambient.IdTokenSource;
import dev.credence.ambient.IdTokenUnavailableException;
import dev.credence.audit.Slf4jAuditListener;
import dev.credence.cloud.CloudExchangeException;
import dev.credence.gcp.GcpFederation;
import dev.credence.gcp.WorkloadIdentityProvider;
import java.util.function.Consumer;

/** The snippets of the API documentation and of the cookbook, compiled. */
final class GcpSnippets {
  private GcpSnippets() {}

  static void federation(Consumer<GoogleCredentials> client) throws IdTokenUnavailableException {
    // @start region="federation"
    WorkloadIdentityProvider provider =
        WorkloadIdentityProvider.of(123456789012L, "ci-pool", "github");
    IdTokenSource ci = AmbientIdTokens.detect(provider.audience());
    try (GcpFederation google =
        GcpFederation.builder()
            .provider(provider)
            .serviceAccount("deploy@my-project.iam.gserviceaccount.com")
            .idTokens(ci)
            .audit(Slf4jAuditListener.create())
            .build()) {
      client.accept(google.credentials());
    }
    // @end
  }

  static IdTokenSource provider() throws IdTokenUnavailableException {
    // @start region="provider"
    WorkloadIdentityProvider provider =
        WorkloadIdentityProvider.of(123456789012L, "ci-pool", "github");
    IdTokenSource ci = AmbientIdTokens.detect(provider.audience());
    // @end
    return ci;
  }

  static void failure(Runnable deploy, Consumer<String> log) {
    // @start region="failure"
    try {
      deploy.run();
    } catch (CloudExchangeException e) {
      log.accept(e.getMessage()); // which condition to look at, and what the token says for it
      throw e;
    }
    // @end
  }
}
