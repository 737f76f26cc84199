package dev.credence;

import static dev.credence.TestClaims.quoted;
import static dev.credence.TokenForge.claims;
import static org.assertj.core.api.Assertions.assertThat;

import dev.credence.audit.AuditEvent;
import dev.credence.internal.json.JsonLimits;
import dev.credence.internal.json.StrictJson;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Nothing that the audit renders holds a piece of a token. */
class AuditLeakTest {
  private static final int PIECE = 16;

  private final List<AuditEvent> events = new ArrayList<>();
  private final TrustPolicy policy = TestPolicies.builder().audit(events::add).build();

  @Test
  void no_piece_of_a_token_is_in_any_rendering() throws Exception {
    String good = TokenForge.sign(claims());
    String[] parts = good.split("\\.");
    List<String> tokens =
        List.of(
            good,
            good + "\n",
            "Bearer " + good,
            good + "." + parts[0],
            parts[0] + "." + parts[1],
            parts[0] + "." + parts[1] + "." + parts[2].substring(4) + "AAAA",
            TokenForge.sign(claims().with("iss", quoted("https://evil.example"))),
            TokenForge.sign(claims().with("exp", 1)),
            TokenForge.sign(claims().with("ref", quoted("x"))),
            TokenForge.sign("{\"alg\":\"none\",\"kid\":\"key-1\"}", "{}"));
    for (String token : tokens) {
      events.clear();
      TestPolicies.evaluate(policy, token);
      assertThat(events).hasSize(1);
      AuditEvent event = events.get(0);
      String rendered = event + event.toJson() + event.token().map(Object::toString).orElse("");
      for (int from = 0; from + PIECE <= token.length(); from++) {
        assertThat(rendered).doesNotContain(token.substring(from, from + PIECE));
      }
      assertThat(StrictJson.parseObject(event.toJson(), JsonLimits.TOKEN_CLAIMS))
          .containsEntry("kind", "DECISION");
    }
  }

  @Test
  void no_claim_that_identifies_no_job_is_in_any_rendering() {
    String marker = "canary-0123456789abcdef";
    TestPolicies.evaluate(policy, TokenForge.sign(claims().with("other", quoted(marker))));
    TestPolicies.evaluate(
        policy, TokenForge.sign(claims().with("other", quoted(marker)).with("ref", quoted("x"))));
    assertThat(events).hasSize(2);
    assertThat(events).allSatisfy(e -> assertThat(e + e.toJson()).doesNotContain(marker));
  }
}
