package dev.credence.testkit;

import dev.credence.Decision;
import dev.credence.Issuer;
import dev.credence.TrustPolicy;
import dev.credence.claim.Claim;
import dev.credence.claim.StringClaim;
import dev.credence.keys.KeysUnavailableException;
import dev.credence.keys.SignatureAlgorithm;
import java.time.InstantSource;

/** What an application trusts: an issuer, a subject and an audience, each exactly. Immutable. */
final class EntraFederatedCredential {
  private static final StringClaim SUBJECT = Claim.string("sub");

  private final CiIssuer<?> issuer;
  private final String subject;
  private final String audience;

  EntraFederatedCredential(CiIssuer<?> issuer, String subject, String audience) {
    this.issuer = issuer;
    this.subject = subject;
    this.audience = audience;
  }

  String issuer() {
    return issuer.identifier();
  }

  String subject() {
    return subject;
  }

  String audience() {
    return audience;
  }

  /** Verifies a token that matches: RS256 is the only algorithm that Entra takes. */
  Decision verify(String assertion, InstantSource clock) {
    TrustPolicy policy =
        TrustPolicy.named("federated credential")
            .issuer(
                Issuer.builder(issuer.identifier())
                    .algorithms(SignatureAlgorithm.RS256)
                    .tokenTypes("JWT", "at+jwt")
                    .keys(issuer.keys())
                    .build())
            .audience(audience)
            .require(SUBJECT.is(subject))
            .clock(clock)
            .build();
    try {
      return policy.evaluate(assertion);
    } catch (KeysUnavailableException e) {
      throw new IllegalStateException("The keys of a fake CI are at hand", e);
    }
  }
}
