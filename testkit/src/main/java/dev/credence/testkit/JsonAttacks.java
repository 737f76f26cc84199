package dev.credence.testkit;

import static dev.credence.RejectionReason.CLAIM_AMBIGUOUS;
import static dev.credence.RejectionReason.ISSUER_UNKNOWN;
import static dev.credence.RejectionReason.JSON_INVALID;
import static dev.credence.RejectionReason.TOO_LARGE;

import dev.credence.testkit.Attack.Expectation;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Family J: payloads that are no strict JSON object, or that two parsers read differently. */
final class JsonAttacks {
  private static final int DEEP = 100_000;
  private static final int COLLIDING = 4_096;
  private static final int MOST_COLLIDING = 200_000;

  private JsonAttacks() {}

  static List<AttackRow> rows() {
    return List.of(
        duplicates(),
        nestedDuplicates(),
        escapes(),
        twins(),
        notObject(),
        emptyText(),
        deep(),
        deepSigned(),
        nesting(),
        syntax(),
        octets(),
        characters(),
        collidingNames(),
        numbers(),
        longArray(),
        types());
  }

  private static AttackRow duplicates() {
    return row("J1", "A claim twice", "RFC 7519 §4", "RFC 8725 §2.6")
        .attack("subject-first", text(json -> HeaderAttacks.first(json, "\"sub\":\"other\"")))
        .attack("subject-last", text(json -> HeaderAttacks.last(json, "\"sub\":\"other\"")))
        .attack("by-an-escape", text(json -> HeaderAttacks.last(json, "\"\\u0073ub\":\"other\"")))
        .attack("null-first", text(json -> HeaderAttacks.first(json, "\"sub\":null")))
        .attack("required-claim", text(json -> HeaderAttacks.first(json, "\"ref\":\"other\"")));
  }

  private static AttackRow nestedDuplicates() {
    return row("J2", "A member of a nested object twice", "RFC 8259 §4", "RFC 7493 §2.3")
        .attack("object-in-object", claim("k8s", "{\"a\":{\"namespace\":1,\"namespace\":2}}"))
        .attack("object-in-array", claim("list", "[{\"a\":1,\"a\":2}]"));
  }

  /** A parser that looks at the low eight bits of a digit only reads each of these as an s. */
  private static AttackRow escapes() {
    return row("J1", "A claim twice, by an escape with digits that are none", "RFC 8259 §7")
        .attack("digit-with-a-dot", text(json -> twin(json, "\\u0\u013073ub")))
        .attack("digit-of-another-block", text(json -> twin(json, "\\u00\u043773ub")))
        .attack("fullwidth-digits", text(json -> twin(json, "\\u\uff10\uff10\uff17\uff13ub")))
        .attack("arabic-digits", text(json -> twin(json, "\\u\u0660\u0660\u0667\u0663ub")))
        .attack("sign-for-a-digit", text(json -> twin(json, "\\u+073ub")))
        .attack("capital-u", text(json -> twin(json, "\\U0073ub")));
  }

  private static String twin(String json, String name) {
    return HeaderAttacks.last(json, "\"" + name + "\":\"other\"");
  }

  private static AttackRow twins() {
    AttackRow row =
        AttackRow.of(
                "J3",
                CLAIM_AMBIGUOUS,
                "A second claim whose name differs only by case",
                "CVE-2026-19194",
                "RFC 7519 §7.3")
            .strict();
    Map<String, String> names = new LinkedHashMap<>();
    names.put("subject-in-capitals", "SUB");
    names.put("subject-with-a-capital", "Sub");
    names.put("subject-with-a-long-s", "\u017fub");
    names.put("issuer-with-a-dotless-i", "\u0131ss");
    names.put("issuer-with-long-s", "i\u017f\u017f");
    names.put("audience-in-capitals", "AUD");
    names.put("expiry-in-capitals", "EXP");
    names.put("required-claim-in-capitals", "REF");
    names.forEach((name, twin) -> row.attack(name, scene -> scene.token().claim(twin, "other")));
    return row.accepted("unrelated-name", scene -> scene.token().claim("subs", "other"));
  }

  private static AttackRow notObject() {
    return AttackRow.of(
            "J4", JSON_INVALID, "A payload that is no object", "CVE-2026-107723", "RFC 7519 §7.2")
        .attack("array-of-the-object", text(json -> "[" + json + "]"))
        .attack("empty-array", text(json -> "[]"))
        .attack("string", text(json -> "\"x\""))
        .attack("number", text(json -> "1"))
        .attack("null", text(json -> "null"))
        .attack("true", text(json -> "true"));
  }

  private static AttackRow emptyText() {
    return AttackRow.of("J4", JSON_INVALID, "A payload without claims", "RFC 7519 §7.2")
        .attack("white-space", text(json -> " "))
        .because(ISSUER_UNKNOWN)
        .attack("empty-object", text(json -> "{}"));
  }

  private static AttackRow deep() {
    return overflowing().attack("arrays-100000-deep-and-open", text(json -> "[".repeat(DEEP)));
  }

  private static AttackRow deepSigned() {
    return overflowing()
        .strict()
        .attack("arrays-100000-deep", claim("deep", "[".repeat(DEEP) + "]".repeat(DEEP)))
        .attack(
            "objects-100000-deep", claim("deep", "{\"a\":".repeat(DEEP) + "1" + "}".repeat(DEEP)));
  }

  private static AttackRow overflowing() {
    return AttackRow.of(
            "J5", TOO_LARGE, "Nesting that overflows the stack", "CVE-2025-53864", "CWE-674")
        .expecting(Expectation.MUST_FINISH_WITHIN);
  }

  private static AttackRow nesting() {
    return row("J5", "More nesting than any issuer writes", "RFC 8259 §9")
        .attack("arrays-1000-deep", claim("deep", "[".repeat(1_000) + "]".repeat(1_000)))
        .attack("arrays-100-deep", claim("deep", "[".repeat(100) + "]".repeat(100)))
        .accepted("arrays-4-deep", claim("deep", "[[[[1]]]]"));
  }

  private static AttackRow syntax() {
    return row("J6", "JSON with what JSON does not have", "RFC 8259", "RFC 7519 §7.2")
        .attack("second-object", text(json -> json + "{}"))
        .attack("trailing-letter", text(json -> json + "x"))
        .attack("block-comment", text(json -> "/**/" + json))
        .attack("line-comment", text(json -> json + "// end"))
        .attack("trailing-comma", text(json -> HeaderAttacks.last(json, "")))
        .attack("single-quotes", text(json -> json.replace('"', '\'')))
        .attack("name-without-quotes", text(json -> json.replace("\"jti\"", "jti")))
        .attack("not-a-number", claim("n", "NaN"))
        .attack("infinity", claim("n", "Infinity"))
        .attack("leading-zero", claim("n", "01"))
        .attack("leading-plus", claim("n", "+1"))
        .attack("leading-point", claim("n", ".5"))
        .attack("trailing-point", claim("n", "5."))
        .attack("hexadecimal", claim("n", "0x10"))
        .attack("control-character-in-a-string", claim("s", "\"\u0001\""))
        .attack("unknown-escape", claim("s", "\"\\x41\""))
        .attack("form-feed-for-white-space", text(json -> "\f" + json));
  }

  private static AttackRow octets() {
    return row("J7", "A payload that is not UTF-8", "RFC 8725 §3.7", "RFC 8259 §8.1", "RFC 3629 §3")
        .attack("byte-order-mark", text(json -> "\ufeff" + json))
        .attack("utf-16", encoded("UTF-16BE"))
        .attack("utf-16-little-endian", encoded("UTF-16LE"))
        .attack("utf-32", encoded("UTF-32BE"))
        .attack("overlong-slash", octets(0xc0, 0xaf))
        .attack("surrogates", octets(0xed, 0xa0, 0xbd, 0xed, 0xb8, 0x80))
        .attack("never-an-octet", octets(0xff))
        .attack("cut-short", octets(0xe2, 0x82))
        .attack("continuation-alone", octets(0x80))
        .attack("beyond-unicode", octets(0xf4, 0x90, 0x80, 0x80));
  }

  private static AttackRow characters() {
    return row("J8", "A string that is no text", "RFC 7493 §2.1", "RFC 8259 §8.2")
        .attack("high-surrogate-alone", claim("s", "\"\\ud800\""))
        .attack("low-surrogate-alone", claim("s", "\"\\udc00\""))
        .attack("surrogates-in-the-wrong-order", claim("s", "\"\\udc00\\ud800\""))
        .attack("nul", claim("s", "\"\\u0000\""))
        .attack("nul-in-a-name", text(json -> twin(json, "sub\\u0000")))
        .accepted("pair-of-surrogates", claim("s", "\"\\ud83d\\ude00\""));
  }

  private static AttackRow collidingNames() {
    return row("J9", "Thousands of names of one hash code", "CWE-407")
        .expecting(Expectation.MUST_FINISH_WITHIN)
        .because(TOO_LARGE)
        .attack("strings-of-java", text(json -> withCollidingNames(json, COLLIDING)))
        .attack("two-hundred-thousand", text(json -> withCollidingNames(json, MOST_COLLIDING)));
  }

  /** The names are made of {@code Aa} and {@code BB}, which hash alike in Java. */
  private static String withCollidingNames(String json, int number) {
    List<String> names = List.of("");
    while (names.size() < number) {
      names = names.stream().flatMap(name -> Stream.of(name + "Aa", name + "BB")).toList();
    }
    return HeaderAttacks.last(
        json,
        names.stream()
            .limit(number)
            .map(name -> "\"" + name + "\":0")
            .collect(Collectors.joining(",")));
  }

  private static AttackRow numbers() {
    return row("J10", "A number that costs more than it says", "CWE-400", "RFC 8259 §6")
        .attack("exponent-of-a-billion", claim("n", "1e1000000000"))
        .attack("negative-exponent-of-a-billion", claim("n", "1e-1000000000"))
        .attack("a-thousand-digits", claim("n", "9".repeat(1_000)));
  }

  private static AttackRow longArray() {
    return row("J11", "An audience among ten thousand", "RFC 7519 §4.1.3")
        .because(TOO_LARGE)
        .attack(
            "ours-last",
            scene -> {
              List<String> audiences = new ArrayList<>(Collections.nCopies(10_000, "a"));
              audiences.add(scene.audience());
              return scene.token().claim("aud", audiences);
            });
  }

  private static AttackRow types() {
    return AttackRow.of(
            "J12",
            JSON_INVALID,
            "A claim that names a Java class",
            "CVE-2017-7525",
            "CVE-2019-12384")
        .accepted(
            "is-a-string-and-no-more", scene -> scene.token().claim("@class", "java.lang.Object"))
        .accepted(
            "in-an-array", claim("x", "[\"java.lang.ProcessBuilder\",{\"command\":[\"id\"]}]"));
  }

  private static AttackRow row(String id, String title, String... references) {
    return AttackRow.of(id, JSON_INVALID, title, references).strict();
  }

  private static Function<AttackScene, ForgedToken> text(UnaryOperator<String> change) {
    return scene -> scene.token().payloadText(change);
  }

  private static Function<AttackScene, ForgedToken> claim(String name, String json) {
    return scene -> scene.token().claimJson(name, json);
  }

  private static Function<AttackScene, ForgedToken> encoded(String charset) {
    return scene ->
        scene
            .token()
            .payloadOctets(octets ->
                new String(octets, StandardCharsets.UTF_8).getBytes(Charset.forName(charset)));
  }

  /** Octets inside of a string. */
  private static Function<AttackScene, ForgedToken> octets(int... octets) {
    byte[] inserted = new byte[octets.length];
    for (int i = 0; i < octets.length; i++) {
      inserted[i] = (byte) octets[i];
    }
    return scene ->
        scene
            .token()
            .payloadText(json -> HeaderAttacks.last(json, "\"s\":\""))
            .payloadOctets(sound ->
                ForgedToken.joined(
                    Arrays.copyOf(sound, sound.length - 1), inserted, ForgedToken.utf8("\"}")));
  }
}
