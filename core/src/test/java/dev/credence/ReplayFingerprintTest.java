package dev.credence;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Two uses have one fingerprint only if one token would be used twice. */
class ReplayFingerprintTest {
  private static final String ISSUER = "https://ci.example.com";

  private static String byId(String issuer, String id) {
    return ReplayCheck.fingerprint(issuer, id, ByteBuffer.allocate(0));
  }

  private static String byContent(String content) {
    byte[] octets = content.getBytes(StandardCharsets.UTF_8);
    return ReplayCheck.fingerprint(ISSUER, null, ByteBuffer.wrap(octets));
  }

  @Test
  void same_id_of_the_same_issuer_is_the_same_whatever_else_is_signed() {
    assertThat(byId(ISSUER, "1"))
        .isEqualTo(ReplayCheck.fingerprint(ISSUER, "1", ByteBuffer.allocate(9)))
        .isNotEqualTo(byId(ISSUER, "2"))
        .matches("[A-Za-z0-9_-]{43}");
  }

  @Test
  void id_of_another_issuer_is_another() {
    assertThat(byId(ISSUER, "1")).isNotEqualTo(byId("https://other.example.com", "1"));
  }

  @Test
  void issuer_and_id_do_not_run_into_each_other() {
    assertThat(byId(ISSUER + "/a", "b")).isNotEqualTo(byId(ISSUER + "/", "ab"));
  }

  @Test
  void content_is_told_by_itself() {
    assertThat(byContent("a.b")).isEqualTo(byContent("a.b")).isNotEqualTo(byContent("a.c"));
  }

  /** Who chooses what is signed must not be able to use up an id, nor the other way round. */
  @Test
  void no_content_is_taken_for_an_id() {
    String id = byId(ISSUER, "1");
    assertThat(byContent(ISSUER + "\0" + "1")).isNotEqualTo(id);
    assertThat(byContent("\0" + ISSUER + "\0" + "1")).isNotEqualTo(id);
    assertThat(byId("\1" + ISSUER, "1")).isNotEqualTo(byContent(ISSUER + "\0" + "1"));
  }
}
