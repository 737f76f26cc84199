package dev.credence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credence.claim.Claim;
import dev.credence.document.PolicyDocument;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Ten thousand policies in one document. */
class PolicyDocumentSizeTest {
  private static final int POLICIES = 10_000;

  @Test
  void ten_thousand_policies_read_and_decide() throws Exception {
    Issuer issuer = Issuer.of(TokenForge.ISSUER);
    List<TrustPolicy> policies = new ArrayList<>();
    for (int i = 0; i < POLICIES; i++) {
      policies.add(
          TrustPolicy.named("repository-" + i)
              .issuer(issuer)
              .audience(TokenForge.AUDIENCE)
              .require(
                  Claim.string("repository_id").is(Integer.toString(i)),
                  Claim.string("environment").is("production"),
                  Claim.string("ref").matches("refs/heads/*"))
              .grants("deploy-" + i)
              .build());
    }
    String json = PolicyDocument.write(TrustPolicySet.of(policies));

    TrustPolicySet set =
        PolicyDocument.read(json)
            .withKeys(TokenForge.ISSUER, TokenForge.keys())
            .withClock(TokenForge.CLOCK);
    assertThat(set.policies()).hasSize(POLICIES);
    assertThat(set.verify(TokenForge.sign(TokenForge.claims())).grants())
        .containsExactly("deploy-74");
  }
}
