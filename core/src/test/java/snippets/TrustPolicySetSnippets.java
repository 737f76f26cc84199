package snippets;

import dev.credence.Decision;
import dev.credence.TrustPolicy;
import dev.credence.TrustPolicySet;
import dev.credence.ci.GitHubActions;
import java.util.Set;

/** The snippets of the API documentation of sets of policies, compiled. */
final class TrustPolicySetSnippets {
  private TrustPolicySetSnippets() {}

  static Set<String> set(TrustPolicy deploy, String token) throws Exception {
    // @start region="set"
    TrustPolicy preview =
        TrustPolicy.named("preview")
            .issuer(GitHubActions.issuer())
            .audience("https://deploy.example.com")
            .require(
                GitHubActions.repository("octo-org/octo-repo").id(74).ownerId(65),
                GitHubActions.REF.matches("refs/heads/preview/*"))
            .grants("preview:write")
            .build();
    TrustPolicySet roles = TrustPolicySet.of(deploy, preview);

    Decision.Trusted job = roles.verify(token); // or an exception with the nearest miss
    Set<String> granted = job.grants();
    // @end
    return granted;
  }
}
