package dev.credence.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the threat model to the tests that it names: each promise has some, and they exist. */
class ThreatModelTest {
  private static List<String> promises() throws IOException {
    return NamedTest.rows("threat-model.md", "promise");
  }

  static Stream<NamedTest> tests() throws IOException {
    return promises().stream().flatMap(NamedTest::in);
  }

  @Test
  void every_promise_names_a_test() throws IOException {
    assertThat(promises())
        .hasSizeGreaterThan(20)
        .allSatisfy(promise -> assertThat(promise).containsPattern(NamedTest.LINK));
  }

  @ParameterizedTest
  @MethodSource("tests")
  void a_test_that_is_named_exists(NamedTest named) throws IOException {
    named.assertThatItExists();
  }
}
