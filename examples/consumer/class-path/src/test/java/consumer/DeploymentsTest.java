package consumer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.credence.RejectionReason;
import dev.credence.TokenRejectedException;
import dev.credence.TrustPolicy;
import dev.credence.ambient.IdToken;
import dev.credence.ambient.IdTokenSource;
import dev.credence.testkit.CiIssuer;
import dev.credence.testkit.GitHubActionsIssuer;
import org.junit.jupiter.api.Test;

class DeploymentsTest {
  private static final String AUDIENCE = "https://deploy.example.com";

  @Test
  void clouds_take_tokens_for_their_audiences() {
    assertNotNull(Deployments.aws(source("sts.amazonaws.com")));
    assertNotNull(Deployments.azure(source("api://AzureADTokenExchange")));
    assertNotNull(
        Deployments.google(
            source(
                "https://iam.googleapis.com/projects/123456789/locations/global"
                    + "/workloadIdentityPools/ci-pool/providers/github")));
  }

  @Test
  void job_is_trusted_and_a_recycled_name_is_not() throws Exception {
    try (GitHubActionsIssuer github = CiIssuer.gitHubActions().audience(AUDIENCE)) {
      TrustPolicy policy = Deployments.policy().withKeys(github.keys());

      assertNotNull(policy.verify(github.pushToMain().sign()));
      assertEquals(
          RejectionReason.CLAIM_MISMATCH,
          assertThrows(
                  TokenRejectedException.class,
                  () -> policy.verify(github.recycledNamespace().sign()))
              .reason());
    }
  }

  private static IdTokenSource source(String audience) {
    return new IdTokenSource() {
      @Override
      public IdToken idToken() {
        throw new IllegalStateException("Nothing is asked for a token here");
      }

      @Override
      public String audience() {
        return audience;
      }
    };
  }
}
