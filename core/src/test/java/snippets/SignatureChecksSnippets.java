package snippets;

import dev.credence.Issuer;
import dev.credence.SignatureChecks;
import dev.credence.ci.GitHubActions;
import java.security.Provider;

/** The snippets of the API documentation of how signatures are checked, compiled. */
final class SignatureChecksSnippets {
  private SignatureChecksSnippets() {}

  static Issuer provider(Provider accp) {
    // @start region="provider"
    SignatureChecks fast = SignatureChecks.builder().provider(accp).build();
    Issuer github = GitHubActions.issuer().withSignatureChecks(fast);
    // @end
    return github;
  }

  static Issuer remember() {
    // @start region="remember"
    SignatureChecks remembering = SignatureChecks.builder().rememberTokens(10_000).build();
    Issuer github = GitHubActions.issuer().withSignatureChecks(remembering);
    // @end
    return github;
  }
}
