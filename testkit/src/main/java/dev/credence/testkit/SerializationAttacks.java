package dev.credence.testkit;

import static dev.credence.RejectionReason.HEADER_FORBIDDEN;
import static dev.credence.RejectionReason.MALFORMED;
import static dev.credence.RejectionReason.TOO_LARGE;
import static dev.credence.keys.SignatureAlgorithm.ED25519;
import static dev.credence.keys.SignatureAlgorithm.ES256;
import static dev.credence.keys.SignatureAlgorithm.RS256;

import dev.credence.testkit.Attack.Expectation;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Family S: what is no compact JWS, or is one in a second spelling. */
final class SerializationAttacks {
  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

  private static final int MANY_DOTS = 1_000_000;
  private static final int MOST_DOTS = 20_000_000;
  private static final int HUGE = 10_000_000;

  private SerializationAttacks() {}

  static List<AttackRow> rows() {
    return List.of(
        around(),
        junk(),
        standardAlphabet(),
        padding(),
        trailingBits(),
        junkSigned(),
        parts(),
        dots(),
        jsonSerialization(),
        encrypted(),
        passwordBased(),
        huge(),
        wrapped(),
        unencoded(),
        unencodedSigned());
  }

  private static AttackRow around() {
    return encoding("S1", "White space or control characters around the token")
        .text("leading-space", scene -> " " + scene.token().sign())
        .text("trailing-space", scene -> scene.token().sign() + " ")
        .text("trailing-newline", scene -> scene.token().sign() + "\n")
        .text("trailing-crlf", scene -> scene.token().sign() + "\r\n")
        .text("trailing-nul", scene -> scene.token().sign() + "\0")
        .text("leading-byte-order-mark", scene -> "\ufeff" + scene.token().sign())
        .text("trailing-no-break-space", scene -> scene.token().sign() + "\u00a0");
  }

  private static AttackRow junk() {
    return encoding("S2", "Characters outside of the alphabet in the signature")
        .attack("exclamation-marks-first", signature(part -> "!!" + part))
        .attack("newline-in-the-middle", signature(part -> inTheMiddle(part, "\n")))
        .attack("space-in-the-middle", signature(part -> inTheMiddle(part, " ")))
        .attack("letter-with-accent-in-the-middle", signature(part -> inTheMiddle(part, "\u00e9")))
        .attack("emoji-last", signature(part -> part + "\ud83d\ude00"))
        .attack("percent-sign-last", signature(part -> part + "%"))
        .attack("fullwidth-digit-last", signature(part -> part + "\uff11"));
  }

  private static AttackRow standardAlphabet() {
    return encoding("S3", "The standard alphabet of base64 in place of the URL's")
        .text("signature", SerializationAttacks::inStandardAlphabet);
  }

  /** Takes tokens until one has a character that the alphabets differ in. */
  private static String inStandardAlphabet(AttackScene scene) {
    while (true) {
      String token = scene.token().sign();
      int signature = token.lastIndexOf('.');
      String other = token.substring(signature).replace('-', '+').replace('_', '/');
      if (!token.endsWith(other)) {
        return token.substring(0, signature) + other;
      }
    }
  }

  private static AttackRow padding() {
    return encoding("S4", "Padding")
        .attack("one-sign-on-the-signature", signature(part -> part + "="))
        .attack("two-signs-on-the-signature", signature(part -> part + "=="))
        .attack(
            "on-the-header-and-signed-so", scene -> scene.token().headerPart(part -> padded(part)))
        .attack(
            "on-the-payload-and-signed-so",
            scene -> scene.token().payloadPart(part -> padded(part)));
  }

  private static String padded(String part) {
    int missing = (4 - part.length() % 4) % 4;
    return part + "=".repeat(missing == 0 ? 4 : missing);
  }

  private static AttackRow trailingBits() {
    return encoding("S5", "Another spelling of the same octets by the unused last bits")
        .attack("signature", signature(SerializationAttacks::withTrailingBits));
  }

  private static String withTrailingBits(String part) {
    int last = part.length() - 1;
    return part.substring(0, last) + ALPHABET.charAt(ALPHABET.indexOf(part.charAt(last)) | 1);
  }

  private static AttackRow junkSigned() {
    return encoding("S6", "Characters outside of the alphabet in a part that is signed so")
        .attack(
            "space-in-the-header",
            scene -> scene.token().headerPart(part -> inTheMiddle(part, " ")))
        .attack(
            "newline-in-the-payload",
            scene -> scene.token().payloadPart(part -> inTheMiddle(part, "\n")))
        .attack(
            "exclamation-mark-in-the-payload",
            scene -> scene.token().payloadPart(part -> inTheMiddle(part, "!")));
  }

  private static AttackRow parts() {
    return AttackRow.of(
            "S7", MALFORMED, "Too few or too many parts", "RFC 7515 §3.1", "RFC 7519 §7.2")
        .text("no-text", scene -> "")
        .text("one-part", scene -> part(scene, 0))
        .text("two-parts", scene -> part(scene, 0) + "." + part(scene, 1))
        .text("empty-signature", scene -> part(scene, 0) + "." + part(scene, 1) + ".")
        .text("empty-header", scene -> "." + part(scene, 1) + "." + part(scene, 2))
        .text("empty-payload", scene -> part(scene, 0) + ".." + part(scene, 2))
        .text("two-dots-only", scene -> "..")
        .text("fourth-part", scene -> scene.token().sign() + ".AAAA")
        .text("fourth-part-empty", scene -> scene.token().sign() + ".")
        .text("six-parts", scene -> scene.token().sign() + "." + scene.token().sign())
        .text("leading-dot", scene -> "." + scene.token().sign());
  }

  private static AttackRow dots() {
    return AttackRow.of(
            "S7",
            TOO_LARGE,
            "So many dots that splitting costs",
            "CVE-2025-27144",
            "CVE-2025-30204")
        .expecting(Expectation.MUST_FINISH_WITHIN)
        .text("a-million-dots", scene -> ".".repeat(MANY_DOTS))
        .text("twenty-million-dots", scene -> ".".repeat(MOST_DOTS));
  }

  private static AttackRow jsonSerialization() {
    return AttackRow.of(
            "S8", MALFORMED, "The JSON serialization", "RFC 7519 §1", "GHSA-5p8v-58qm-c7fp")
        .strict()
        .text("flattened", scene -> flattened(scene))
        .text("general", scene -> general(scene))
        .text("compact-token-in-json", scene -> "{\"token\":\"" + scene.token().sign() + "\"}");
  }

  private static String flattened(AttackScene scene) {
    String[] parts = parts(scene);
    return JsonText.of(Map.of("protected", parts[0], "payload", parts[1], "signature", parts[2]));
  }

  private static String general(AttackScene scene) {
    String[] parts = parts(scene);
    return JsonText.of(
        Map.of(
            "payload",
            parts[1],
            "signatures",
            List.of(Map.of("protected", parts[0], "signature", parts[2]))));
  }

  private static AttackRow encrypted() {
    return AttackRow.of(
            "S9",
            MALFORMED,
            "An encrypted token, for which the issuer's public key is enough",
            "CVE-2026-29000",
            "CVE-2023-51774")
        .text("unsigned-token-inside", scene -> EncryptedToken.of(scene, unsigned(scene)))
        .text("claims-inside", scene -> EncryptedToken.of(scene, claims(scene)));
  }

  private static String unsigned(AttackScene scene) {
    String token = scene.token().header("alg", "none").withoutHeader("kid").sign();
    return token.substring(0, token.lastIndexOf('.') + 1);
  }

  private static String claims(AttackScene scene) {
    StringBuilder text = new StringBuilder();
    var unused =
        scene
            .token()
            .payloadText(claims -> {
              text.append(claims);
              return claims;
            })
            .sign();
    return text.toString();
  }

  private static AttackRow passwordBased() {
    return AttackRow.of(
            "S10",
            MALFORMED,
            "A password-based key of two billion rounds",
            "CVE-2023-52428",
            "RFC 7518 §8.1")
        .expecting(Expectation.MUST_FINISH_WITHIN)
        .text("in-five-parts", scene -> part(passwordBased(scene), 0) + ".AAAA.AAAA.AAAA.AAAA")
        .because(HEADER_FORBIDDEN)
        .attack("in-three-parts", SerializationAttacks::passwordBased);
  }

  private static ForgedToken passwordBased(AttackScene scene) {
    return scene
        .strangersToken()
        .header("alg", "PBES2-HS256+A128KW")
        .header("enc", "A128GCM")
        .header("p2c", Integer.MAX_VALUE)
        .header("p2s", "AAAAAAAAAAAAAAAA");
  }

  private static AttackRow huge() {
    return AttackRow.of("S11", TOO_LARGE, "A token of 10 MB", "CWE-400")
        .strict()
        .attack("in-a-claim", scene -> scene.token().claim("filler", "x".repeat(HUGE)));
  }

  private static AttackRow wrapped() {
    return AttackRow.of(
            "S12", MALFORMED, "What a caller has left around the token", "RFC 6750 §2.1")
        .strict()
        .text("bearer", scene -> "Bearer " + scene.token().sign())
        .text("quotes", scene -> "\"" + scene.token().sign() + "\"")
        .text("percent-encoded-dots", scene -> scene.token().sign().replace(".", "%2E"));
  }

  private static AttackRow unencoded() {
    return AttackRow.of(
            "S13",
            HEADER_FORBIDDEN,
            "A payload that is signed unencoded",
            "RFC 7797 §7",
            "GHSA-w7vc-732c-9m39")
        .strict()
        .attack(
            "by-b64-that-is-critical",
            scene ->
                scene
                    .token()
                    .header("b64", false)
                    .header("crit", List.of("b64"))
                    .signingInput(SerializationAttacks::unencoded))
        .attack(
            "by-b64-that-is-not-critical",
            scene ->
                scene.token().header("b64", false).signingInput(SerializationAttacks::unencoded));
  }

  private static AttackRow unencodedSigned() {
    return AttackRow.of(
            "S13", HEADER_FORBIDDEN, "A header that speaks of unencoded payloads", "RFC 7797 §7")
        .strict()
        .attack("b64-false", scene -> scene.token().header("b64", false))
        .attack("b64-true", scene -> scene.token().header("b64", true))
        .attack("b64-null", scene -> scene.token().header("b64", null))
        .attack(
            "b64-true-that-is-critical",
            scene -> scene.token().header("b64", true).header("crit", List.of("b64")));
  }

  private static String unencoded(String signingInput) {
    int dot = signingInput.indexOf('.');
    byte[] payload = Base64.getUrlDecoder().decode(signingInput.substring(dot + 1));
    return signingInput.substring(0, dot + 1) + new String(payload, StandardCharsets.UTF_8);
  }

  private static AttackRow encoding(String id, String title) {
    return AttackRow.of(id, MALFORMED, title, "RFC 7515 §2", "RFC 4648 §3", "RFC 7515 §5.2")
        .strict()
        .under(RS256, ES256, ED25519);
  }

  private static Function<AttackScene, ForgedToken> signature(UnaryOperator<String> change) {
    return scene -> scene.token().signaturePart(change);
  }

  private static String inTheMiddle(String part, String junk) {
    int middle = part.length() / 2;
    return part.substring(0, middle) + junk + part.substring(middle);
  }

  private static String part(AttackScene scene, int index) {
    return parts(scene)[index];
  }

  private static String part(ForgedToken token, int index) {
    return token.sign().split("\\.", -1)[index];
  }

  private static String[] parts(AttackScene scene) {
    return scene.token().sign().split("\\.", -1);
  }
}
