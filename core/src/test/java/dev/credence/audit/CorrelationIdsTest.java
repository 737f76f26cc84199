package dev.credence.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Ids of decisions. */
class CorrelationIdsTest {
  @Test
  void a_random_id_is_128_bits_in_base64url() {
    CorrelationIds ids = new RandomCorrelationIds(bytes -> Arrays.fill(bytes, (byte) 0xff));
    assertThat(ids.next()).isEqualTo("_____________________w");
    assertThat(CorrelationIds.random().next()).hasSize(22).matches(CorrelationIds::isUsable);
  }

  @Test
  void random_ids_differ() {
    assertThat(CorrelationIds.random().next()).isNotEqualTo(CorrelationIds.random().next());
  }

  @Test
  void usual_request_ids_can_be_used() {
    for (String id :
        new String[] {
          "6f4762ed-0758-4ccb-808d-ee3af5d723a8",
          "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
          "Root=1-67891233-abcdef012345678912345678",
          "a".repeat(64)
        }) {
      assertThat(CorrelationIds.isUsable(id)).as(id).isTrue();
    }
  }

  @Test
  void what_could_harm_whoever_reads_it_cannot_be_used() {
    for (String id : new String[] {"", " ", "<b>", "a\r\nb", "a\"b", "é", "a".repeat(65)}) {
      assertThat(CorrelationIds.isUsable(id)).as(id).isFalse();
    }
  }
}
