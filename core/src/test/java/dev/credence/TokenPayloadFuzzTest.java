package dev.credence;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.nimbusds.jwt.JWTClaimsSet;
import java.util.Date;
import java.util.List;

/** Any text as the payload of a token that its issuer signs: what only an issuer can reach. */
class TokenPayloadFuzzTest {
  private static final String HEADER = TokenForge.encode(TokenForge.HEADER);

  private final TrustPolicy policy = TestPolicies.policy();
  private final SignedWhereNeeded tokens = new SignedWhereNeeded(policy);
  private final TrustPolicySet set =
      TrustPolicySet.of(policy, TestPolicies.forEnvironment("staging", policy.issuer()));

  @FuzzTest
  @DictionaryEntries({
    "\"exp\":null",
    "\"exp\":1e400",
    "\"nbf\":9223372036854775807",
    "\"aud\":[",
    "\"aud\":{",
    "\"SUB\":",
    "\"\u017fub\":",
    "\"is\\u017f\":",
    "\"ref\":[\"refs/heads/main\"]",
    "\\u0072ef",
    "253402300800",
    "-0.0",
    ".9",
    "E99",
    "null",
    "true",
    "{}",
    "[]",
    "\\ud800",
    "\\u0000",
    "\u202e"
  })
  void payload_is_accepted_only_if_another_parser_finds_what_is_required(byte[] input)
      throws Exception {
    String payload = FuzzedText.of(input);
    String encoded = TokenForge.encode(payload);
    Decision decision = tokens.evaluate(TokenForge.HEADER, encoded);
    if (decision.isTrusted()) {
      requireTheClaims(JWTClaimsSet.parse(payload));
      assertThat(set.evaluate(TokenForge.signParts(HEADER, encoded)).isTrusted()).isTrue();
    } else {
      Rejection rejection = TestPolicies.rejection(decision);
      FuzzedText.requireHarmless(rejection.explain(), true);
      assertThat(rejection.stage()).isNotIn(Stage.KEY, Stage.SIGNATURE);
    }
  }

  private static void requireTheClaims(JWTClaimsSet claims) throws Exception {
    Date lately = Date.from(TokenForge.NOW.minus(Expectations.DEFAULT_CLOCK_SKEW));
    Date soon = Date.from(TokenForge.NOW.plus(Expectations.DEFAULT_CLOCK_SKEW));
    assertThat(claims.getIssuer()).isEqualTo(TokenForge.ISSUER);
    assertThat(claims.getAudience()).isEqualTo(List.of(TokenForge.AUDIENCE));
    assertThat(claims.getSubject()).isNotBlank();
    assertThat(claims.getExpirationTime()).isAfter(lately).isAfter(claims.getIssueTime());
    assertThat(claims.getIssueTime()).isBeforeOrEqualTo(soon);
    if (claims.getClaim("nbf") != null) {
      assertThat(claims.getNotBeforeTime()).isBeforeOrEqualTo(soon);
    }
    assertThat(claims.getClaim("repository_id")).isEqualTo("74");
    assertThat(claims.getClaim("environment")).isEqualTo("production");
    assertThat(claims.getClaim("ref")).isEqualTo("refs/heads/main");
  }
}
