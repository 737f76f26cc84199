package dev.credence.testkit;

import static dev.credence.RejectionReason.ALGORITHM_NOT_ALLOWED;
import static dev.credence.RejectionReason.KEY_UNKNOWN;
import static dev.credence.RejectionReason.KEY_UNSUITABLE;
import static dev.credence.keys.SignatureAlgorithm.ES256;
import static dev.credence.keys.SignatureAlgorithm.RS256;
import static dev.credence.keys.SignatureAlgorithm.RS512;

import dev.credence.testkit.Attack.Expectation;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Family K: key sets with entries that are of no use, or must not be used. */
final class KeyAttacks {
  private static final int SOUND_BITS = 2_048;

  private KeyAttacks() {}

  static List<AttackRow> rows() {
    List<AttackRow> rows = new ArrayList<>();
    for (PoisonEntry entry : PoisonEntry.values()) {
      rows.add(poison(entry));
    }
    rows.addAll(
        List.of(
            ambiguous(),
            sharedId(),
            withoutId(),
            encryption(),
            operations(),
            algorithm(),
            bogusAlgorithm()));
    rows.addAll(weak());
    rows.addAll(expensive());
    rows.addAll(List.of(known(), coordinates(), symmetric(), secret(), revoked()));
    return rows;
  }

  private static AttackRow poison(PoisonEntry entry) {
    String name = entry.name().toLowerCase(Locale.ROOT).replace('_', '-');
    return AttackRow.of(
            "K1", KEY_UNKNOWN, "A good key beside an entry that is of no use", "RFC 7517 §5")
        .strict()
        .on(AttackStage.keySet(keys -> keys.soundAfter(entry.json())), AttackStage.SOUND)
        .accepted("beside-" + name, AttackScene::token);
  }

  private static AttackRow ambiguous() {
    return changed(
            "K2",
            "Two keys of one id",
            jwk -> jwk,
            keys -> List.of(AttackKeys.jwk(twin(keys), jwk -> with(jwk, "kid", extra(keys).id()))))
        .attack("signed-by-the-first", scene -> scene.tokenUnder(extra(scene.keys())))
        .attack(
            "signed-by-the-second",
            scene -> scene.tokenUnder(twin(scene.keys())).header("kid", extra(scene.keys()).id()));
  }

  private static SigningKey twin(AttackKeys keys) {
    return keys.named("twin", RS256);
  }

  private static AttackRow sharedId() {
    Function<AttackKeys, SigningKey> other = keys -> keys.named("other-kind", ES256);
    return AttackRow.of(
            "K3", KEY_UNSUITABLE, "Two keys of one id that differ in kind", "RFC 7517 §4.5")
        .strict()
        .on(
            AttackStage.keySet(keys ->
                keys.soundAfter(
                    AttackKeys.jwk(other.apply(keys), jwk -> with(jwk, "kid", keys.sound().id())))))
        .accepted("the-kind-of-the-header", AttackScene::token);
  }

  private static AttackRow withoutId() {
    return changed("K4", "A key without an id", jwk -> without(jwk, "kid"))
        .because(KEY_UNKNOWN)
        .attack(
            "signs-a-token-without-key-id",
            scene -> scene.tokenUnder(extra(scene.keys())).withoutHeader("kid"))
        .attack("signs-a-token-of-some-key-id", scene -> scene.tokenUnder(extra(scene.keys())));
  }

  private static AttackRow encryption() {
    return changed("K5", "A key that is published for encryption", jwk -> with(jwk, "use", "enc"))
        .attack("signs", scene -> scene.tokenUnder(extra(scene.keys())));
  }

  private static AttackRow operations() {
    return changed(
            "K6",
            "A key whose operations are others",
            jwk -> with(without(jwk, "use"), "key_ops", List.of("encrypt")))
        .attack("signs", scene -> scene.tokenUnder(extra(scene.keys())));
  }

  private static AttackRow algorithm() {
    return changed(
            "K7", "A key that is published for another algorithm", jwk -> with(jwk, "alg", "RS512"))
        .attack("signs-with-rs256", scene -> scene.tokenUnder(extra(scene.keys())))
        .because(ALGORITHM_NOT_ALLOWED)
        .attack(
            "signs-with-rs512-where-rs256-is-allowed",
            scene -> scene.tokenUnder(extra(scene.keys()).usedWith(RS512)));
  }

  private static AttackRow bogusAlgorithm() {
    return changed(
            "K7",
            "A key that is published for encryption by its alg",
            jwk -> with(jwk, "alg", "RSA-OAEP"))
        .attack("signs-nevertheless", scene -> scene.tokenUnder(extra(scene.keys())));
  }

  private static List<AttackRow> weak() {
    return List.of(
        weak("K8", "512-bits", "RFC 7518 §3.3", Weak.of(id -> RawRsaKey.ofSize(id, 512))),
        weak("K8", "1024-bits", "RFC 7518 §3.3", Weak.of(id -> RawRsaKey.ofSize(id, 1_024))),
        weak("K8", "2047-bits", "RFC 7518 §3.3", Weak.of(id -> RawRsaKey.ofSize(id, 2_047)))
            .strict(),
        weak(
            "K10",
            "exponent-one",
            "RFC 8017 §3.1",
            Weak.of(id -> RawRsaKey.ofExponentOne(id, SOUND_BITS))),
        weak(
                "K11",
                "broken-generator",
                "CVE-2017-15361",
                Weak.of(id -> RawRsaKey.ofBrokenGenerator(id, SOUND_BITS)))
            .strict(),
        weak(
                "K12",
                "factor-three",
                "NIST SP 800-89 §5.3.3",
                Weak.of(id -> RawRsaKey.ofSmallFactor(id, SOUND_BITS)))
            .strict());
  }

  private static AttackRow weak(String id, String variant, String reference, Weak weak) {
    return AttackRow.of(id, KEY_UNSUITABLE, "An RSA key that others can sign with", reference)
        .on(AttackStage.keySet(keys -> keys.soundAfter(weak.key().jwk())))
        .attack(variant, scene -> weak.key().token(scene));
  }

  private static List<AttackRow> expensive() {
    return List.of(
        expensive("modulus-of-16384-bits", Weak.of(id -> RawRsaKey.ofNobody(id, 16_384, 0))),
        expensive("exponent-of-2000-bits", Weak.of(id -> RawRsaKey.ofNobody(id, 2_048, 2_000))),
        expensive(
            "modulus-and-exponent-of-16384-bits",
            Weak.of(id -> RawRsaKey.ofNobody(id, 16_384, 16_300))));
  }

  private static AttackRow expensive(String variant, Weak weak) {
    return AttackRow.of(
            "K9",
            KEY_UNSUITABLE,
            "An RSA key so large that each check costs",
            "CWE-400",
            "NIST SP 800-89 §5.3.3")
        .strict()
        .expecting(Expectation.MUST_FINISH_WITHIN)
        .on(AttackStage.keySet(keys -> keys.soundAfter(weak.key().jwk())))
        .attack(variant, scene -> weak.key().token(scene));
  }

  private static AttackRow known() {
    return AttackRow.of(
            "K12", KEY_UNSUITABLE, "A key of which everybody has the private half", "CWE-1392")
        .strict()
        .under(RS256, ES256)
        .on(
            AttackStage.keySet(
                keys -> keys.soundAfter(AttackKeys.jwk(KnownKeys.of(keys.algorithm())))))
        .attack("of-rfc-7515", scene -> scene.tokenUnder(KnownKeys.of(scene.algorithm())));
  }

  /** RFC 7518 has coordinates of the full size, so that each key has one spelling. */
  private static AttackRow coordinates() {
    return AttackRow.of(
            "K14", KEY_UNSUITABLE, "A coordinate of another size than the curve's", "RFC 7518 §6.2")
        .strict()
        .under(ES256)
        .on(
            AttackStage.keySet(keys ->
                keys.soundAfter(
                    AttackKeys.jwk(longKey(keys), jwk -> with(jwk, "x", resized(jwk, 1))),
                    AttackKeys.jwk(shortKey(keys), jwk -> with(jwk, "x", resized(jwk, -1))))))
        .attack("zero-octet-in-front", scene -> scene.tokenUnder(longKey(scene.keys())))
        .attack("zero-octet-left-out", scene -> scene.tokenUnder(shortKey(scene.keys())));
  }

  private static SigningKey longKey(AttackKeys keys) {
    return keys.named("long", ES256);
  }

  private static SigningKey shortKey(AttackKeys keys) {
    return keys.named("short", ES256, key -> octets(key.jwk())[0] == 0);
  }

  private static byte[] octets(Map<String, Object> jwk) {
    return Base64.getUrlDecoder().decode(String.valueOf(jwk.get("x")));
  }

  private static String resized(Map<String, Object> jwk, int more) {
    byte[] octets = octets(jwk);
    int length = octets.length + more;
    return PublicMembers.encode(PublicMembers.fixed(new BigInteger(1, octets), length));
  }

  private static AttackRow symmetric() {
    byte[] secret = HexFormat.of().parseHex("00112233445566778899aabbccddeeff".repeat(2));
    Map<String, Object> jwk =
        Map.of(
            "kty",
            "oct",
            "k",
            Base64.getUrlEncoder().withoutPadding().encodeToString(secret),
            "alg",
            "HS256",
            "kid",
            "attack-oct");
    return AttackRow.of(
            "K15",
            ALGORITHM_NOT_ALLOWED,
            "A symmetric key in a set that everybody can read",
            "RFC 7518 §6.4",
            "RFC 8725 §3.2")
        .on(AttackStage.keySet(keys -> keys.soundAfter(jwk)))
        .attack(
            "signs",
            scene ->
                scene
                    .token()
                    .header("alg", "HS256")
                    .header("kid", "attack-oct")
                    .signedBy(SecretSigner.of("HS256", secret)));
  }

  private static AttackRow secret() {
    return changed(
            "K16",
            "A key whose private part is published with it",
            jwk -> jwk,
            keys -> List.of(),
            keys -> extra(keys).privateMembers())
        .attack("signs", scene -> scene.tokenUnder(extra(scene.keys())));
  }

  private static AttackRow revoked() {
    return changed(
            "K19",
            "A key that is marked as revoked",
            jwk -> with(jwk, "revoked", Map.of("revoked_at", 1, "reason", "compromised")))
        .attack("signs", scene -> scene.tokenUnder(extra(scene.keys())));
  }

  /** The sound key, and before it another whose JWK is changed. */
  private static AttackRow changed(
      String id, String title, UnaryOperator<Map<String, Object>> change) {
    return changed(id, title, change, keys -> List.of());
  }

  private static AttackRow changed(
      String id,
      String title,
      UnaryOperator<Map<String, Object>> change,
      Function<AttackKeys, List<Object>> more) {
    return changed(id, title, change, more, keys -> Map.of());
  }

  private static AttackRow changed(
      String id,
      String title,
      UnaryOperator<Map<String, Object>> change,
      Function<AttackKeys, List<Object>> more,
      Function<AttackKeys, Map<String, Object>> members) {
    return AttackRow.of(id, KEY_UNSUITABLE, title, "RFC 7517 §4", "RFC 8725 §3.1")
        .strict()
        .on(
            AttackStage.keySet(keys -> {
              Map<String, Object> jwk = AttackKeys.jwk(extra(keys), change);
              jwk.putAll(members.apply(keys));
              List<Object> entries = new ArrayList<>(List.of(jwk));
              entries.addAll(more.apply(keys));
              return keys.soundAfter(entries.toArray());
            }));
  }

  private static SigningKey extra(AttackKeys keys) {
    return keys.named("extra", RS256);
  }

  private static Map<String, Object> with(Map<String, Object> jwk, String name, Object value) {
    jwk.put(name, value);
    return jwk;
  }

  private static Map<String, Object> without(Map<String, Object> jwk, String name) {
    jwk.remove(name);
    return jwk;
  }

  /** A key that is made when it is first needed, because making it takes a while. */
  private static final class Weak {
    private final Function<String, RawRsaKey> maker;
    private @Nullable RawRsaKey key;

    private Weak(Function<String, RawRsaKey> maker) {
      this.maker = maker;
    }

    static Weak of(Function<String, RawRsaKey> maker) {
      return new Weak(maker);
    }

    synchronized RawRsaKey key() {
      if (key == null) {
        key = maker.apply("attack-weak");
      }
      return key;
    }
  }
}
