package dev.credence.ambient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AudienceTest {

  @Property
  void encoding_is_undone_by_decoding(
      @ForAll @StringLength(min = 1, max = 50) @CharRange(from = ' ', to = '~') String value) {
    String encoded = Audience.of(value).percentEncoded();

    assertThat(encoded).matches("([A-Za-z0-9._~-]|%[0-9A-F]{2})+");
    assertThat(URLDecoder.decode(encoded, StandardCharsets.UTF_8)).isEqualTo(value);
  }

  @Test
  void text_beyond_ascii_is_encoded_as_utf8() {
    assertThat(Audience.of("é\uD83D\uDE00 +").percentEncoded())
        .isEqualTo("%C3%A9%F0%9F%98%80%20%2B");
  }

  @Test
  void quotes_are_escaped_and_nothing_is_cut() {
    assertThat(Audience.of("a\"b\\c" + "d".repeat(200)))
        .hasToString("\"a\\\"b\\\\c" + "d".repeat(200) + "\"");
  }

  @Test
  void length_is_limited() {
    assertThat(Audience.of("a".repeat(2_048)).value()).hasSize(2_048);
    assertThatThrownBy(() -> Audience.of("a".repeat(2_049)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "https://h/p, https://h/p?audience=x",
    "https://h/p?, https://h/p?audience=x",
    "https://h/p?a=b, https://h/p?a=b&audience=x",
    "https://h/p?a=b&, https://h/p?a=b&audience=x",
    "https://h/p?a=%26b, https://h/p?a=%26b&audience=x",
    "https://h/p?audience=a&b=c&audience=d, https://h/p?b=c&audience=x",
    "https://h/p?audience, https://h/p?audience=x",
    "https://h/p?audiences=a, https://h/p?audiences=a&audience=x"
  })
  void parameter_joins_the_query(URI before, URI after) {
    assertThat(RequestUrl.withParameter(before, "audience", "x")).isEqualTo(after);
  }
}
