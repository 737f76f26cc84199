package dev.credence.internal.text;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StrictUtf8Test {

  private static final HexFormat HEX = HexFormat.of();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "main",
        "\0",
        "\u007f",
        "\u0080",
        "\u07ff",
        "\u0800",
        "\ud7ff",
        "\ue000",
        "\uffff",
        "\ud800\udc00",
        "\udbff\udfff",
        "caf\u00e9",
        "\u65e5\u672c\u8a9e",
        "\ufeff{}",
        "\ufffd",
        "a\ufffdb\u00e9"
      })
  void well_formed_text_reads_back(String text) {
    assertThat(StrictUtf8.decode(text.getBytes(UTF_8))).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "overlong slash in two bytes,     c0af",
    "overlong slash in three bytes,   e080af",
    "overlong slash in four bytes,    f08080af",
    "modified UTF-8 of U+0000,        c080",
    "highest overlong of two bytes,   c1bf",
    "highest overlong of three bytes, e09fbf",
    "highest overlong of four bytes,  f08fbfbf",
    "high surrogate,                  eda080",
    "low surrogate,                   edbfbf",
    "CESU-8 pair,                     eda081edb080",
    "above U+10FFFF,                  f4908080",
    "five bytes,                      f888808080",
    "six bytes,                       fc8480808080",
    "FE,                              fe",
    "FF,                              ff",
    "stray continuation,              80",
    "truncated two,                   c3",
    "truncated three,                 e697",
    "truncated four,                  f09f98",
    "Latin-1 e acute,                 e9",
    "genuine U+FFFD before a bad one, efbfbdff",
    "bad one before a genuine U+FFFD, ffefbfbd",
    "truncated U+FFFD,                efbf"
  })
  void malformed_bytes_are_refused(String defect, String hex) {
    byte[] malformed = HEX.parseHex(hex);
    assertThat(StrictUtf8.decode(malformed)).as(defect).isNull();
    assertThat(StrictUtf8.decode(between("{\"a\":\"", malformed, "\"}"))).as(defect).isNull();
    assertThat(StrictUtf8.decode(between("{\"a\":\"", new byte[0], "\"}"))).isNotNull();
  }

  @Test
  void other_encoding_never_reads_as_the_json_that_it_spells() {
    String json = "{\"sub\":\"\u00e9\"}";
    for (Charset other : List.of(UTF_16BE, UTF_16LE, Charset.forName("UTF-32BE"))) {
      assertThat(StrictUtf8.decode(json.getBytes(other))).as(other.name()).isNotEqualTo(json);
    }
    assertThat(StrictUtf8.decode(json.getBytes(UTF_8))).isEqualTo(json);
  }

  @Test
  void every_sequence_of_one_or_two_bytes_agrees_with_a_reporting_decoder() {
    for (int first = 0; first < 256; first++) {
      assertAgrees(new byte[] {(byte) first});
      for (int second = 0; second < 256; second++) {
        assertAgrees(new byte[] {(byte) first, (byte) second});
      }
    }
  }

  @Property(tries = 2_000)
  void arbitrary_bytes_agree_with_a_reporting_decoder(@ForAll @Size(max = 12) byte[] bytes) {
    assertAgrees(bytes);
  }

  @Property(tries = 10_000)
  void nearly_well_formed_bytes_agree_with_a_reporting_decoder(
      @ForAll("nearlyWellFormed") byte[] bytes) {
    assertAgrees(bytes);
  }

  @Property
  void text_without_lone_surrogates_reads_back(@ForAll("codePoints") String text) {
    assertThat(StrictUtf8.decode(text.getBytes(UTF_8))).isEqualTo(text);
  }

  @Provide
  Arbitrary<byte[]> nearlyWellFormed() {
    return Arbitraries.of(
            "61",
            "7b",
            "c3a9",
            "c080",
            "c1bf",
            "e697a5",
            "e09fbf",
            "eda080",
            "edb080",
            "ed9fbf",
            "efbfbd",
            "efbfbf",
            "efbbbf",
            "f09f9880",
            "f08fbfbf",
            "f48fbfbf",
            "f4908080",
            "80",
            "bf",
            "c3",
            "e6",
            "e697",
            "f0",
            "f09f",
            "f09f98",
            "ff",
            "fe",
            "f5808080")
        .list()
        .ofMaxSize(8)
        .map(parts -> HEX.parseHex(String.join("", parts)));
  }

  @Provide
  Arbitrary<String> codePoints() {
    return Arbitraries.integers()
        .between(0, Character.MAX_CODE_POINT)
        .filter(codePoint -> codePoint < 0xD800 || codePoint > 0xDFFF)
        .list()
        .ofMaxSize(30)
        .map(all -> {
          StringBuilder text = new StringBuilder();
          all.forEach(text::appendCodePoint);
          return text.toString();
        });
  }

  private static void assertAgrees(byte[] bytes) {
    String expected;
    try {
      expected =
          UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(bytes))
              .toString();
    } catch (CharacterCodingException malformed) {
      expected = null;
    }
    assertThat(StrictUtf8.decode(bytes)).as(HEX.formatHex(bytes)).isEqualTo(expected);
  }

  private static byte[] between(String before, byte[] bytes, String after) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(before.getBytes(UTF_8));
    all.writeBytes(bytes);
    all.writeBytes(after.getBytes(UTF_8));
    return all.toByteArray();
  }
}
