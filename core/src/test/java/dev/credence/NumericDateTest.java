package dev.credence;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumericDateTest {
  @ParameterizedTest
  @CsvSource({
    "0, 1970-01-01T00:00:00Z",
    "0.0, 1970-01-01T00:00:00Z",
    "1, 1970-01-01T00:00:01Z",
    "1.795262400e9, 2026-11-21T12:00:00Z",
    "253402300799, 9999-12-31T23:59:59Z",
    "0.00000000000000000000, 1970-01-01T00:00:00Z",
    "0e20, 1970-01-01T00:00:00Z",
  })
  void whole_seconds_are_read_whatever_their_spelling(String seconds, Instant expected) {
    for (RoundingMode mode : new RoundingMode[] {RoundingMode.FLOOR, RoundingMode.CEILING}) {
      assertThat(NumericDate.of(new BigDecimal(seconds), mode)).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-1",
        "-0.5",
        "253402300800",
        "253402300799.5",
        "1e12",
        "0.000000000000000000000",
        "0e21",
        "1e-21",
        "1e400"
      })
  void what_lies_outside_or_is_spelled_at_absurd_length_is_no_time(String seconds) {
    assertThat(NumericDate.of(new BigDecimal(seconds), RoundingMode.FLOOR)).isNull();
  }

  @ParameterizedTest
  @CsvSource({"FLOOR, 1970-01-01T00:00:07Z", "CEILING, 1970-01-01T00:00:08Z"})
  void fraction_is_rounded_to_the_side_that_is_asked_for(RoundingMode mode, Instant expected) {
    assertThat(NumericDate.of(new BigDecimal("7.01"), mode)).isEqualTo(expected);
  }
}
