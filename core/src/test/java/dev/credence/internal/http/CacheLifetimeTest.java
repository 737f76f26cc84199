package dev.credence.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CacheLifetimeTest {
  private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "Cache-Control: max-age=600 | 600",
        "Cache-Control: public, max-age=600, must-revalidate | 600",
        "Cache-Control: MAX-AGE=600 | 600",
        "Cache-Control: max-age=\"600\" | 600",
        "Cache-Control: max-age = 600 | 600",
        "Cache-Control: max-age=0 | 0",
        "Cache-Control: s-maxage=900, max-age=600 | 600",
        "Cache-Control: x-max-age=5, max-age=600 | 600",
        // the first of two
        "Cache-Control: max-age=600, max-age=60 | 600",
        "Cache-Control: max-age=60; Cache-Control: max-age=600 | 60",
        // no reuse
        "Cache-Control: no-store | 0",
        "Cache-Control: no-cache | 0",
        "Cache-Control: no-cache=\"Set-Cookie\", max-age=600 | 0",
        "Cache-Control: max-age=600; Cache-Control: No-Store | 0",
        // what can't be read is no time at all
        "Cache-Control: max-age | 0",
        "Cache-Control: max-age= | 0",
        "Cache-Control: max-age=-1 | 0",
        "Cache-Control: max-age=6e2 | 0",
        "Cache-Control: max-age=600.5 | 0",
        "Cache-Control: max-age=\u0666\u0660 | 0",
        // overflow saturates
        "Cache-Control: max-age=2147483648 | 2147483648",
        "Cache-Control: max-age=2147483649 | 2147483648",
        "Cache-Control: max-age=99999999999999999999999999 | 2147483648",
        // age
        "Cache-Control: max-age=600; Age: 100 | 500",
        "Cache-Control: max-age=600; Age: 600 | 0",
        "Cache-Control: max-age=600; Age: 9999999999999999999 | 0",
        "Cache-Control: max-age=600; Age: -5 | 600",
        "Cache-Control: max-age=600; Age: soon | 600",
        "Cache-Control: max-age=600; Age: 100; Age: 200 | 500",
        // Expires
        "Expires: Mon, 01 Jun 2026 12:10:00 GMT | 600",
        "Expires: Mon, 01 Jun 2026 12:10:00 GMT; Date: Mon, 01 Jun 2026 12:05:00 GMT | 300",
        "Expires: Mon, 01 Jun 2026 12:10:00 GMT; Date: yesterday | 600",
        "Expires: Mon, 01 Jun 2026 12:10:00 GMT; Age: 60 | 540",
        "Expires: Mon, 01 Jun 2026 11:00:00 GMT | 0",
        "Expires: Fri, 31 Dec 9999 23:59:59 GMT | 2147483648",
        "Expires: 0 | 0",
        "Expires: -1 | 0",
        "Expires: Mon, 01 Jun 2026 12:10:00 GMT; Cache-Control: max-age=60 | 60",
        "Expires: Mon, 01 Jun 2026 12:10:00 GMT; Cache-Control: public | 600",
      })
  void lifetime_follows_the_headers(String headers, long seconds) {
    assertThat(CacheLifetime.of(response(headers), NOW)).contains(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @CsvSource({"''", "Cache-Control: public", "Age: 100", "'Cache-Control: , ,'"})
  void headers_that_say_nothing_give_no_lifetime(String headers) {
    assertThat(CacheLifetime.of(response(headers), NOW)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'\"abc\"', '\"abc\"'",
    "'W/\"abc\"', 'W/\"abc\"'",
    "'\"\"', '\"\"'",
    "'\"!~\"', '\"!~\"'",
    "'\"\u007f\"',",
    "abc,",
    "'\"abc',",
    "'\"',",
    "'W/abc',",
    "'w/\"abc\"',",
    "'\"a\"b\"',",
    "'\"a b\"',",
    "'\"a\u0001b\"',",
    "'\"\u00e9\"',"
  })
  void entity_tag_is_taken_only_if_it_can_be_sent_back(String tag, String expected) {
    assertThat(EntityTag.of(response("ETag: " + tag))).isEqualTo(expected);
  }

  @Test
  void entity_tag_has_a_limit() {
    assertThat(EntityTag.of(response("ETag: \"" + "a".repeat(254) + "\""))).hasSize(256);
    assertThat(EntityTag.of(response("ETag: \"" + "a".repeat(255) + "\""))).isNull();
    assertThat(EntityTag.of(response(""))).isNull();
  }

  private static FetchResult response(String text) {
    Map<String, List<String>> fields = new TreeMap<>();
    for (String line : text.isEmpty() ? new String[0] : text.split(";(?= [A-Z])")) {
      int colon = line.indexOf(':');
      fields
          .computeIfAbsent(line.substring(0, colon).strip(), name -> new ArrayList<>())
          .add(line.substring(colon + 1).strip());
    }
    return new FetchResult(200, false, new byte[0], HttpHeaders.of(fields, (n, v) -> true));
  }
}
