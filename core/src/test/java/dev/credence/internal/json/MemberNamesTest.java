package dev.credence.internal.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Whatever was remembered before, a name is spelled as it is written. */
class MemberNamesTest {
  private static MemberNames.Name name(String text) {
    byte[] within = ("{\"" + text + "\":" + "1".repeat(40) + "}").getBytes(StandardCharsets.UTF_8);
    return MemberNames.of(within, 2, 2 + text.length());
  }

  @Property(tries = 300)
  void names_of_any_length_are_spelled_as_they_are(@ForAll("names") List<String> names) {
    for (int time = 0; time < 2; time++) {
      for (String text : names) {
        assertThat(name(text).text()).isEqualTo(text);
        assertThat(name(text).hasCapitals())
            .isEqualTo(text.chars().anyMatch(c -> c >= 'A' && c <= 'Z'));
      }
    }
  }

  @Provide
  Arbitrary<List<String>> names() {
    return Arbitraries.strings().withCharRange(' ', '~').ofMaxLength(30).list().ofMaxSize(200);
  }

  @Test
  void a_short_name_that_came_before_is_the_same_object() {
    assertThat(name("repository_id")).isSameAs(name("repository_id"));
    assertThat(name("a".repeat(24))).isSameAs(name("a".repeat(24)));
    assertThat(name("a".repeat(25))).isNotSameAs(name("a".repeat(25)));
  }

  @Test
  void names_that_differ_by_a_zero_octet_or_by_length_are_others() {
    assertThat(name("a").text()).isEqualTo("a");
    assertThat(name("a\0").text()).isEqualTo("a\0");
    assertThat(name("").text()).isEmpty();
    assertThat(name("\0").text()).isEqualTo("\0");
  }

  @Test
  void a_name_at_the_very_end_of_the_text_is_not_read_beyond_it() {
    byte[] text = "name".getBytes(StandardCharsets.UTF_8);
    assertThat(MemberNames.of(text, 0, 4).text()).isEqualTo("name");
    assertThat(MemberNames.of(text, 4, 4).text()).isEmpty();
  }
}
