package dev.credence;

import static dev.credence.TestPolicies.evaluate;
import static dev.credence.TestPolicies.rejection;
import static dev.credence.TokenForge.claims;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A header that came before decides as it did when it was read. */
class KnownHeadersTest {
  /** A member that nobody minds, so that the header is one that never came before. */
  private static String header(String members, int length) {
    String filler = UUID.randomUUID() + "x".repeat(length);
    return "{\"typ\":\"JWT\",\"alg\":\"RS256\"" + members + ",\"x\":\"" + filler + "\"}";
  }

  private static String token(String header) {
    return TokenForge.sign(header, claims().toJson());
  }

  @Test
  void header_is_read_and_then_known() {
    for (int length : new int[] {0, 200, 600}) {
      String header = header(",\"kid\":\"key-1\"", length);
      assertThat(evaluate(token(header)).isTrusted()).isTrue();
      assertThat(evaluate(token(header)).isTrusted()).isTrue();
    }
  }

  @Test
  void header_without_key_id_stays_without() {
    String header = header("", 0);
    for (int time = 0; time < 2; time++) {
      assertThat(rejection(token(header)))
          .returns(RejectionReason.KEY_UNKNOWN, Rejection::reason)
          .returns(Stage.KEY, Rejection::stage);
    }
  }

  @Test
  void header_that_is_refused_is_refused_again() {
    String header = header(",\"kid\":\"key-1\",\"crit\":[]", 0);
    for (int time = 0; time < 2; time++) {
      assertThat(rejection(token(header)).reason()).isEqualTo(RejectionReason.HEADER_FORBIDDEN);
    }
  }

  /** Thousands of headers for a few places: each is told from the one in its place. */
  @Test
  void headers_are_never_taken_for_each_other() {
    String sound = header(",\"kid\":\"key-1\"", 0);
    for (int i = 0; i < 500; i++) {
      String other = header(",\"kid\":\"key-" + (i + 2) + "\"", 0);
      assertThat(rejection(token(other)).reason()).isEqualTo(RejectionReason.KEY_UNKNOWN);
      if (i % 100 == 0) {
        assertThat(evaluate(token(sound)).isTrusted()).isTrue();
      }
    }
  }
}
