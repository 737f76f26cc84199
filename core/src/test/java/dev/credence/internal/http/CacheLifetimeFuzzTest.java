package dev.credence.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.credence.FuzzedText;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Any header fields that an HTTP client lets through, one a line. */
class CacheLifetimeFuzzTest {
  private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
  private static final Duration LONGEST = Duration.ofSeconds(1L << 31);

  @FuzzTest
  @DictionaryEntries({
    "Cache-Control: ",
    "Expires: ",
    "Age: ",
    "Date: ",
    "max-age=",
    "no-store",
    "no-cache",
    "s-maxage",
    "99999999999999999999",
    "-1",
    "\"600\"",
    "Mon, 01 Jun 2026 12:10:00 GMT",
    "\\x0a",
    ", ",
    "=\""
  })
  void lifetime_is_bounded_and_no_header_can_only_lengthen_it(byte[] input) {
    Map<String, List<String>> fields = fields(FuzzedText.of(input));
    Optional<Duration> lifetime = lifetime(fields);

    assertThat(lifetime.orElse(Duration.ZERO)).isBetween(Duration.ZERO, LONGEST);
    if (!fields.containsKey("Cache-Control") && !fields.containsKey("Expires")) {
      assertThat(lifetime).isEmpty();
    }
    assertThat(lifetime(with(fields, "Cache-Control", "no-store"))).contains(Duration.ZERO);
    assertThat(lifetime(with(fields, "Cache-Control", "No-Cache"))).contains(Duration.ZERO);
    assertThat(lifetime(with(fields, "Cache-Control", "private"))).isEqualTo(lifetime);
    if (!fields.containsKey("Age")) {
      Duration aged = lifetime(with(fields, "Age", "60")).orElse(Duration.ZERO);
      Duration expected = lifetime.orElse(Duration.ZERO).minusSeconds(60);
      assertThat(aged).isEqualTo(expected.isNegative() ? Duration.ZERO : expected);
    }
  }

  private static Optional<Duration> lifetime(Map<String, List<String>> fields) {
    HttpHeaders headers = HttpHeaders.of(fields, (name, value) -> true);
    return CacheLifetime.of(new FetchResult(200, false, new byte[0], headers), NOW);
  }

  private static Map<String, List<String>> with(
      Map<String, List<String>> fields, String name, String value) {
    Map<String, List<String>> more = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    more.putAll(fields);
    List<String> values = new ArrayList<>(more.getOrDefault(name, List.of()));
    values.add(value);
    more.put(name, values);
    return more;
  }

  private static Map<String, List<String>> fields(String text) {
    Map<String, List<String>> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String line : text.split("\n")) {
      int colon = line.indexOf(':');
      if (colon > 0 && isToken(line.substring(0, colon))) {
        String name = line.substring(0, colon);
        fields.computeIfAbsent(name, unused -> new ArrayList<>()).add(line.substring(colon + 1));
      }
    }
    return fields;
  }

  private static boolean isToken(String name) {
    return name.chars().allMatch(c -> c == '-' || (c < 0x80 && Character.isLetterOrDigit(c)));
  }
}
