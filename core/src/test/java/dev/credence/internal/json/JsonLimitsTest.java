package dev.credence.internal.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class JsonLimitsTest {

  @Test
  void limit_of_zero_is_refused() {
    assertThat(new JsonLimits(1, 1, 1, 1, 1, 1).maxLength()).isEqualTo(1);
    assertRefused("maxLength must be between 1 and 16777216, but is 0", 0, 1, 1, 1, 1, 1);
    assertRefused("maxDepth must be between 1 and 64, but is 0", 1, 0, 1, 1, 1, 1);
    assertRefused("maxMembers must be between 1 and 2147483647, but is 0", 1, 1, 0, 1, 1, 1);
    assertRefused("maxNumberLength must be between 1 and 1000, but is 0", 1, 1, 1, 0, 1, 1);
    assertRefused("maxStringLength must be between 1 and 2147483647, but is 0", 1, 1, 1, 1, 0, 1);
    assertRefused("maxArrayLength must be between 1 and 2147483647, but is -1", 1, 1, 1, 1, 1, -1);
  }

  @Test
  void limit_that_endangers_the_process_is_refused() {
    assertThat(new JsonLimits(1 << 24, 64, 1, 1_000, 1, 1).maxDepth()).isEqualTo(64);
    assertRefused(
        "maxLength must be between 1 and 16777216, but is 16777217", 16_777_217, 1, 1, 1, 1, 1);
    assertRefused("maxDepth must be between 1 and 64, but is 65", 1, 65, 1, 1, 1, 1);
    assertRefused("maxNumberLength must be between 1 and 1000, but is 1001", 1, 1, 1, 1_001, 1, 1);
  }

  private static void assertRefused(
      String message, int length, int depth, int members, int number, int string, int array) {
    assertThatThrownBy(() -> new JsonLimits(length, depth, members, number, string, array))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}
