package dev.credence.internal.text;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Base64UrlTest {

  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

  /** The vectors of RFC 4648 §10, without their padding. */
  @ParameterizedTest
  @CsvSource({
    "'',''",
    "f,Zg",
    "fo,Zm8",
    "foo,Zm9v",
    "foob,Zm9vYg",
    "fooba,Zm9vYmE",
    "foobar,Zm9vYmFy"
  })
  void vector_of_the_rfc_reads_and_writes(String plain, String encoded) {
    assertThat(Base64Url.decode(encoded)).isEqualTo(plain.getBytes(US_ASCII));
    assertThat(Base64Url.encode(plain.getBytes(US_ASCII))).isEqualTo(encoded);
  }

  @Test
  void example_of_rfc_7515_appendix_c_reads() {
    assertThat(Base64Url.decode("A-z_4ME"))
        .isEqualTo(new byte[] {3, (byte) 236, (byte) 255, (byte) 224, (byte) 193});
  }

  /** Each of them is "foob" with one defect; the JDK's decoder takes the paddings. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        " Zm9vYg", "Zm9vYg ", "Zm9vYg\n", "Zm9vYg\r\n", "Zm9v\nYg", "\tZm9vYg", "Zm9vYg\0",
        "Zm9vYg==", "Zm9vYg=", "=Zm9vYg", "Zm9v.Yg", "Zm9vYg.", "Zm9!YgAA", "Zm9v\u00e9g",
        "Zm9v\u0159g", "\uFF3Am9vYg", "Zm9v\uD83D\uDE00", "Zm9v\u0159", "Zm9vY\u0167", "\"Zm9vYg\""
      })
  void character_outside_the_alphabet_is_refused(String defective) {
    assertThat(Base64Url.decode("Zm9vYg")).isEqualTo("foob".getBytes(US_ASCII));
    assertThat(Base64Url.decode(defective)).isNull();
  }

  @ParameterizedTest
  @CsvSource({"--__,++//", "-_8,+/8", "-w,+w"})
  void standard_alphabet_is_refused(String url, String standard) {
    assertThat(Base64Url.decode(url)).isNotNull();
    assertThat(Base64Url.decode(standard)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"A", "Zm9vY", "Zm9vYmFyA"})
  void length_of_one_over_a_multiple_of_four_is_refused(String impossible) {
    assertThat(Base64Url.decode(impossible + "A")).isNotNull();
    assertThat(Base64Url.decode(impossible)).isNull();
  }

  /** QQ is the letter A; QR to Qf are its other spellings, which the JDK's decoder takes. */
  @Test
  void unused_bits_of_two_characters_are_refused_unless_zero() {
    for (char last : ALPHABET.toCharArray()) {
      byte[] decoded = Base64Url.decode("Q" + last);
      if ("AQgw".indexOf(last) >= 0) {
        assertThat(decoded).as("Q%s", last).hasSize(1);
      } else {
        assertThat(decoded).as("Q%s", last).isNull();
      }
    }
  }

  @Test
  void unused_bits_of_three_characters_are_refused_unless_zero() {
    for (char last : ALPHABET.toCharArray()) {
      byte[] decoded = Base64Url.decode("QU" + last);
      if (ALPHABET.indexOf(last) % 4 == 0) {
        assertThat(decoded).as("QU%s", last).hasSize(2);
      } else {
        assertThat(decoded).as("QU%s", last).isNull();
      }
    }
  }

  @Test
  void every_other_character_is_refused_at_every_place() {
    String plain = "A".repeat(15); // read as eight at once, then four, then three
    for (int place = 0; place < plain.length(); place++) {
      for (int c = 0; c <= 0xFFFF; c++) {
        StringBuilder text = new StringBuilder(plain);
        text.setCharAt(place, (char) c);
        if (ALPHABET.indexOf(c) < 0 && Base64Url.decode(text.toString()) != null) {
          assertThat(c).as("accepted at place %d", place).isNull();
        }
      }
    }
    assertThat(Base64Url.decode(plain)).isEqualTo(new byte[11]);
  }

  @Test
  void part_of_a_text_reads_without_its_neighbours() {
    byte[] token = "!Zm9v.Zm9vYg.Zm8!".getBytes(US_ASCII);
    assertThat(Base64Url.decode(token, 1, 5)).isEqualTo("foo".getBytes(US_ASCII));
    assertThat(Base64Url.decode(token, 6, 12)).isEqualTo("foob".getBytes(US_ASCII));
    assertThat(Base64Url.decode(token, 13, 16)).isEqualTo("fo".getBytes(US_ASCII));
    assertThat(Base64Url.decode(token, 5, 5)).isEmpty();
    assertThat(Base64Url.decode(token, 0, 5)).isNull();
    assertThat(Base64Url.decode(token, 13, 17)).isNull();
  }

  @ParameterizedTest
  @CsvSource({"-1,2", "2,1", "0,5", "5,5"})
  void range_outside_the_text_is_a_bug_of_the_caller(int from, int to) {
    assertThatThrownBy(() -> Base64Url.decode("Zm9v".getBytes(US_ASCII), from, to))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Property
  void encoding_decodes_to_the_same_bytes(@ForAll @Size(max = 300) byte[] bytes) {
    assertThat(Base64Url.decode(Base64Url.encode(bytes))).isEqualTo(bytes);
  }

  @Property
  void encoding_agrees_with_the_jdk(@ForAll @Size(max = 300) byte[] bytes) {
    String expected = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    assertThat(Base64Url.encode(bytes)).isEqualTo(expected);
    assertThat(Base64Url.decode(expected)).isEqualTo(bytes);
  }

  @Property(tries = 5_000)
  void accepted_text_is_the_one_spelling_of_its_bytes(@ForAll("nearlyBase64Url") String text) {
    byte[] decoded = Base64Url.decode(text);
    if (decoded != null) {
      assertThat(Base64.getUrlEncoder().withoutPadding().encodeToString(decoded)).isEqualTo(text);
    }
  }

  @Property(tries = 5_000)
  void refused_text_is_no_spelling_of_any_bytes(@ForAll("nearlyBase64Url") String text) {
    if (Base64Url.decode(text) == null) {
      assertThat(spellingByTheJdk(text)).isNotEqualTo(text);
    }
  }

  @Property(tries = 5_000)
  void accepted_edit_of_one_character_decodes_to_other_bytes(
      @ForAll @Size(min = 1, max = 60) byte[] bytes,
      @ForAll @IntRange(max = 1_000) int place,
      @ForAll("nearlyInTheAlphabet") char replacement) {
    StringBuilder edited = new StringBuilder(Base64Url.encode(bytes));
    int index = place % edited.length();
    boolean same = edited.charAt(index) == replacement;
    edited.setCharAt(index, replacement);

    byte[] decoded = Base64Url.decode(edited.toString());

    if (same) {
      assertThat(decoded).isEqualTo(bytes);
    } else if (decoded != null) {
      assertThat(decoded).isNotEqualTo(bytes);
    }
  }

  @Property
  void part_reads_like_the_same_text_alone(
      @ForAll("nearlyBase64Url") String before,
      @ForAll("nearlyBase64Url") String text,
      @ForAll("nearlyBase64Url") String after) {
    int from = before.length();
    assertThat(
            Base64Url.decode(
                (before + text + after).getBytes(ISO_8859_1), from, from + text.length()))
        .isEqualTo(Base64Url.decode(text));
  }

  @Provide
  Arbitrary<String> nearlyBase64Url() {
    Arbitrary<String> clean = Arbitraries.strings().withChars(ALPHABET).ofMaxLength(40);
    Arbitrary<String> unclean =
        Arbitraries.strings().withChars(ALPHABET + "=+/ .\n\u00e9").ofMaxLength(12);
    Arbitrary<String> shortest = Arbitraries.strings().withChars(ALPHABET).ofMaxLength(4);
    return Arbitraries.oneOf(clean, unclean, shortest);
  }

  @Provide
  Arbitrary<Character> nearlyInTheAlphabet() {
    return Arbitraries.oneOf(Arbitraries.chars().with(ALPHABET), Arbitraries.chars().all());
  }

  /** What the JDK reads from a text, spelled again; null if it reads nothing. */
  private static String spellingByTheJdk(String text) {
    try {
      byte[] decoded = Base64.getUrlDecoder().decode(text);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(decoded);
    } catch (IllegalArgumentException notBase64) {
      return null;
    }
  }
}
