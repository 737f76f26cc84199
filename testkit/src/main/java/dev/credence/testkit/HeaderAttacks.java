package dev.credence.testkit;

import static dev.credence.RejectionReason.HEADER_FORBIDDEN;
import static dev.credence.RejectionReason.JSON_INVALID;
import static dev.credence.keys.SignatureAlgorithm.ED25519;
import static dev.credence.keys.SignatureAlgorithm.ES256;
import static dev.credence.keys.SignatureAlgorithm.RS256;

import dev.credence.testkit.Attack.Expectation;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Family H, second half: what a header brings along, or says of the token. */
final class HeaderAttacks {
  private HeaderAttacks() {}

  static List<AttackRow> rows() {
    return List.of(
        embeddedKey(),
        keyUrl(),
        chain(),
        presence(),
        critical(),
        oddCritical(),
        duplicates(),
        duplicateNone(),
        type(),
        nested(),
        compressed(),
        text());
  }

  private static AttackRow embeddedKey() {
    return AttackRow.of(
            "H7",
            HEADER_FORBIDDEN,
            "Signed with a key that the header brings along",
            "CVE-2018-0114",
            "CVE-2026-27962",
            "RFC 7515 §4.1.3")
        .under(RS256, ES256, ED25519)
        .attack("public-key", scene -> scene.strangersToken().header("jwk", stranger(scene)))
        .attack(
            "public-key-without-key-id",
            scene -> scene.strangersToken().withoutHeader("kid").header("jwk", stranger(scene)))
        .attack(
            "public-key-under-its-own-id",
            scene ->
                scene
                    .strangersToken()
                    .header("kid", scene.keys().stranger().id())
                    .header("jwk", stranger(scene)))
        .attack(
            "private-key",
            scene -> {
              Map<String, Object> jwk = new LinkedHashMap<>(stranger(scene));
              jwk.putAll(scene.keys().stranger().privateMembers());
              return scene.strangersToken().header("jwk", jwk);
            });
  }

  private static Map<String, Object> stranger(AttackScene scene) {
    return AttackKeys.jwk(scene.keys().stranger());
  }

  private static AttackRow keyUrl() {
    return AttackRow.of(
            "H8",
            HEADER_FORBIDDEN,
            "Signed with a key that the header points to",
            "CVE-2026-48522",
            "RFC 8725 §3.10",
            "RFC 7515 §4.1.2",
            "RFC 7515 §4.1.5")
        .expecting(Expectation.MUST_NOT_CALL_OUT)
        .attack("jku", scene -> pointing(scene, "jku"))
        .attack("x5u", scene -> pointing(scene, "x5u"))
        .attack("jku-without-key-id", scene -> pointing(scene, "jku").withoutHeader("kid"))
        .attack(
            "jku-of-the-issuer-at-the-attacker",
            scene ->
                scene
                    .strangersToken()
                    .header("jku", scene.canary().url() + "?" + scene.issuer() + "/jwks"));
  }

  private static ForgedToken pointing(AttackScene scene, String member) {
    return scene.strangersToken().header(member, scene.canary().url().toString());
  }

  private static AttackRow chain() {
    return AttackRow.of(
            "H9",
            HEADER_FORBIDDEN,
            "Signed with the key of a certificate that the header brings along",
            "RFC 7515 §4.1.6",
            "RFC 8725 §3.10")
        .attack("self-issued", scene -> scene.strangersToken().header("x5c", selfIssued(scene)))
        .attack(
            "self-issued-without-key-id",
            scene -> scene.strangersToken().withoutHeader("kid").header("x5c", selfIssued(scene)));
  }

  private static List<String> selfIssued(AttackScene scene) {
    CertificateAuthority authority = new CertificateAuthority("Nobody's authority");
    Instant start = scene.now().minus(Duration.ofHours(1));
    X509Certificate leaf =
        authority.issue(
            scene.keys().stranger().publicKey(),
            List.of("ci.example.com"),
            start,
            start.plus(Duration.ofDays(1)));
    return List.of(encoded(leaf), encoded(authority.certificate()));
  }

  private static String encoded(X509Certificate certificate) {
    try {
      return Base64.getEncoder().encodeToString(certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("What was just made can be encoded", e);
    }
  }

  private static AttackRow presence() {
    return AttackRow.of(
            "H8",
            HEADER_FORBIDDEN,
            "A sound token whose header brings or points to keys",
            "RFC 8725 §3.10")
        .strict()
        .expecting(Expectation.MUST_NOT_CALL_OUT)
        .attack(
            "jku-present", scene -> scene.token().header("jku", scene.canary().url().toString()))
        .attack(
            "x5u-present", scene -> scene.token().header("x5u", scene.canary().url().toString()))
        .attack("jwk-present", scene -> scene.token().header("jwk", stranger(scene)))
        .attack("jwk-null", scene -> scene.token().header("jwk", null))
        .attack("x5c-present", scene -> scene.token().header("x5c", List.of("bm8gY2VydA==")));
  }

  private static AttackRow critical() {
    return AttackRow.of(
            "H12",
            HEADER_FORBIDDEN,
            "An extension that is critical and that nobody knows",
            "RFC 7515 §4.1.11",
            "CVE-2025-59420",
            "CVE-2026-32597",
            "CVE-2026-35042")
        .under(RS256, ES256)
        .attack(
            "one",
            scene ->
                scene
                    .token()
                    .header("https://example.com/bound-to", "another service")
                    .header("crit", List.of("https://example.com/bound-to")))
        .attack(
            "beside-one-that-is-known",
            scene ->
                scene
                    .token()
                    .header("b64", true)
                    .header("x", 1)
                    .header("crit", List.of("b64", "x")));
  }

  private static AttackRow oddCritical() {
    return AttackRow.of(
            "H13", HEADER_FORBIDDEN, "A crit as no issuer may write it", "RFC 7515 §4.1.11")
        .strict()
        .attack("empty", scene -> scene.token().header("crit", List.of()))
        .attack("null", scene -> scene.token().header("crit", null))
        .attack("string", scene -> scene.token().header("crit", "exp"))
        .attack("object", scene -> scene.token().header("crit", Map.of()))
        .attack("absent-extension", scene -> scene.token().header("crit", List.of("b64")))
        .attack("registered-header", scene -> scene.token().header("crit", List.of("alg")))
        .attack(
            "twice-the-same",
            scene -> scene.token().header("b64", true).header("crit", List.of("b64", "b64")));
  }

  private static AttackRow duplicates() {
    return AttackRow.of(
            "H14", JSON_INVALID, "A member of the header twice", "RFC 7515 §4", "RFC 8725 §2.6")
        .strict()
        .attack(
            "algorithm", scene -> scene.token().headerText(text -> first(text, "\"alg\":\"none\"")))
        .attack(
            "algorithm-null-first",
            scene -> scene.token().headerText(t -> first(t, "\"alg\":null")))
        .attack(
            "key-id", scene -> scene.token().headerText(text -> first(text, "\"kid\":\"other\"")))
        .attack(
            "key-id-by-an-escape",
            scene -> scene.token().headerText(text -> first(text, "\"\\u006bid\":\"other\"")));
  }

  private static AttackRow duplicateNone() {
    return AttackRow.of("H14", JSON_INVALID, "Two algorithms of which one is none", "RFC 7515 §4")
        .attack(
            "none-first-by-a-stranger",
            scene -> scene.strangersToken().headerText(text -> first(text, "\"alg\":\"none\"")))
        .attack(
            "none-last-by-a-stranger",
            scene -> scene.strangersToken().headerText(text -> last(text, "\"alg\":\"none\"")));
  }

  static String first(String object, String member) {
    return "{" + member + "," + object.substring(1);
  }

  static String last(String object, String member) {
    return object.substring(0, object.length() - 1) + "," + member + "}";
  }

  private static AttackRow type() {
    AttackRow row =
        AttackRow.of(
                "H15",
                HEADER_FORBIDDEN,
                "Another kind of token",
                "RFC 8725 §3.11",
                "RFC 9068 §4",
                "RFC 7515 §4.1.9")
            .strict();
    for (String type : List.of("at+jwt", "logout+jwt", "secevent+jwt", "dpop+jwt")) {
      row.attack(type.replace('+', '-'), scene -> scene.token().header("typ", type));
    }
    return row.attack(
            "application-at-jwt", scene -> scene.token().header("typ", "application/at+jwt"))
        .attack("number", scene -> scene.token().header("typ", 1))
        .attack("letter-with-caron", scene -> scene.token().header("typ", "JW\u0165"))
        .accepted("jwt-in-lower-case", scene -> scene.token().header("typ", "jwt"))
        .accepted("application-jwt", scene -> scene.token().header("typ", "application/jwt"))
        .accepted("no-type", scene -> scene.token().withoutHeader("typ"));
  }

  private static AttackRow nested() {
    return AttackRow.of(
            "H16", HEADER_FORBIDDEN, "A token that says it holds another", "RFC 7519 §5.2")
        .strict()
        .attack("jwt", scene -> scene.token().header("cty", "JWT"));
  }

  private static AttackRow compressed() {
    return AttackRow.of(
            "H17", HEADER_FORBIDDEN, "A signed token that says it is compressed", "RFC 7516 §4.1.3")
        .strict()
        .attack("deflate", scene -> scene.token().header("zip", "DEF"));
  }

  private static AttackRow text() {
    return AttackRow.of(
            "H18", JSON_INVALID, "A header that is no strict JSON", "RFC 7515 §5.2", "RFC 8259")
        .strict()
        .attack("byte-order-mark", scene -> scene.token().headerText(text -> "\ufeff" + text))
        .attack("second-object", scene -> scene.token().headerText(text -> text + "{}"))
        .attack("comment", scene -> scene.token().headerText(text -> "/**/" + text))
        .attack("trailing-comma", scene -> scene.token().headerText(text -> last(text, "")))
        .attack("single-quotes", scene -> scene.token().headerText(text -> text.replace('"', '\'')))
        .attack("array", scene -> scene.token().headerText(text -> "[" + text + "]"))
        .attack("utf-16", scene -> scene.token().headerOctets(HeaderAttacks::inUtf16))
        .attack(
            "invalid-utf-8",
            scene ->
                scene
                    .token()
                    .header("x", "\u00e9")
                    .headerOctets(octets ->
                        new String(octets, StandardCharsets.UTF_8)
                            .getBytes(StandardCharsets.ISO_8859_1)));
  }

  private static byte[] inUtf16(byte[] utf8) {
    return new String(utf8, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_16BE);
  }
}
