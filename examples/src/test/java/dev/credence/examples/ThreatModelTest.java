package dev.credence.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the threat model to the tests that it names: each promise has some, and they exist. */
class ThreatModelTest {
  private static final Path DOCS = Path.of("").toAbsolutePath().getParent().resolve("docs");
  private static final Path PAGE = DOCS.resolve("threat-model.md");
  private static final Pattern LINK = Pattern.compile("\\[`(\\w+)`]\\(([^)]+)\\)");

  /** A test that the page names. */
  record Named(String test, String file) {
    @Override
    public String toString() {
      return test;
    }
  }

  private static List<String> promises() throws IOException {
    return Files.readAllLines(PAGE).stream()
        .filter(line -> line.startsWith("| ") && !line.startsWith("| promise "))
        .toList();
  }

  static List<Named> tests() throws IOException {
    List<Named> tests = new ArrayList<>();
    for (String promise : promises()) {
      for (MatchResult link : LINK.matcher(promise).results().toList()) {
        tests.add(new Named(link.group(1), link.group(2)));
      }
    }
    return tests;
  }

  @Test
  void every_promise_names_a_test() throws IOException {
    assertThat(promises())
        .hasSizeGreaterThan(20)
        .allSatisfy(promise -> assertThat(promise).containsPattern(LINK));
  }

  @ParameterizedTest
  @MethodSource("tests")
  void a_test_that_is_named_exists(Named named) throws IOException {
    Path file = DOCS.resolve(named.file()).normalize();
    assertThat(file).isRegularFile();
    List<String> lines = Files.readAllLines(file);
    assertThat(lines).anyMatch(line -> line.contains(" void " + named.test() + "("));
    assertThat(lines).noneMatch(line -> line.contains("@Disabled"));
  }
}
