package dev.credence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MismatchWordsTest {
  private static final Mismatch.Words WORDS =
      new Mismatch.Words("is \"a\"", "\"A\"", NearMiss.CASE);

  @Test
  void words_are_made_when_somebody_asks_and_once() {
    AtomicInteger made = new AtomicInteger();
    Mismatch mismatch =
        Mismatch.inWordsOf(
            "iss",
            () -> {
              made.incrementAndGet();
              return WORDS;
            });

    assertThat(mismatch.claim()).isEqualTo("iss");
    assertThat(made).hasValue(0);

    assertThat(mismatch.required()).isEqualTo("is \"a\"");
    assertThat(mismatch.found()).isEqualTo("\"A\"");
    assertThat(mismatch.nearMiss()).contains(NearMiss.CASE);
    assertThat(made).hasValue(1);
  }

  @Test
  void a_mismatch_in_later_words_equals_one_in_the_same_words() {
    Mismatch later = Mismatch.inWordsOf("iss", () -> WORDS);
    Mismatch now = new Mismatch("iss", "is \"a\"", "\"A\"", NearMiss.CASE, null);

    assertThat(later).isEqualTo(now).hasSameHashCodeAs(now).hasToString(now.toString());
    assertThat(later).isNotEqualTo(new Mismatch("iss", "is \"a\"", "\"b\""));
  }
}
