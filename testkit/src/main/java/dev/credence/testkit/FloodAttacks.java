package dev.credence.testkit;

import static dev.credence.RejectionReason.SIGNATURE_INVALID;

import dev.credence.keys.SignatureAlgorithm;
import dev.credence.testkit.Attack.Expectation;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Family F, the keys that a verifier has: what many tokens, or an issuer in trouble, make it do to
 * the issuer, and to those whose tokens are sound.
 */
final class FloodAttacks {
  private static final int FLOOD = 100;

  private FloodAttacks() {}

  static List<AttackRow> rows() {
    return List.of(
        unknownKeys(),
        afterTheFlood(),
        failing("status-503", Fault.status(503)),
        failing("empty-set", Fault.document(BrokenDocument.KEYS_EMPTY)),
        uncacheable("max-age-of-zero", "max-age=0"),
        uncacheable("no-store", "no-store"),
        flapping(),
        kept("F16", "server-fails", Fault.status(503)),
        kept("F16", "connection-breaks", Fault.reset(Moment.MID_BODY)),
        kept("K17", "set-is-empty", Fault.document(BrokenDocument.KEYS_EMPTY)),
        kept("K17", "keys-are-null", Fault.document(BrokenDocument.KEYS_NULL)));
  }

  private static AttackRow unknownKeys() {
    return row(
            "F11",
            "Tokens of a hundred keys that nobody has",
            "CWE-406",
            "OpenID Connect Core §10.1.1")
        .expecting(Expectation.MUST_NOT_FLOOD_ISSUER)
        .on(AttackStage.FETCHED)
        .series("random-key-ids", FloodAttacks::ofUnknownKeys);
  }

  private static AttackRow afterTheFlood() {
    return row("F14", "A sound token after tokens of a hundred keys that nobody has", "CWE-400")
        .on(AttackStage.FETCHED)
        .acceptedAfter("sound", scene -> then(ofUnknownKeys(scene), scene));
  }

  /** The issuer must not be asked anew for each token for as long as it has no keys to give. */
  private static AttackRow failing(String variant, Fault fault) {
    return row("F13", "A hundred tokens while the key set can't be had", "CWE-406")
        .expecting(Expectation.MUST_NOT_FLOOD_ISSUER)
        .on(AttackStage.fetched(scene -> fault), AttackStage.FETCHED)
        .series(variant, scene -> many(() -> scene.token().sign()));
  }

  private static AttackRow uncacheable(String variant, String cacheControl) {
    return row("F19", "A key set that asks not to be kept", "RFC 9111 §5.2.2", "CWE-406")
        .because(SIGNATURE_INVALID)
        .expecting(Expectation.MUST_NOT_FLOOD_ISSUER)
        .on(AttackStage.fetched(scene -> Fault.header("Cache-Control", cacheControl)))
        .series(variant, scene -> many(() -> scene.strangersToken().sign()));
  }

  /** As load balancers do whose servers share no keys. */
  private static AttackRow flapping() {
    return row("K20", "A server that has another single key each time", "CWE-406")
        .expecting(Expectation.MUST_NOT_FLOOD_ISSUER)
        .on(after(1, scene -> Fault.body(AttackKeys.setOf(another(scene)))))
        .series("unknown-key-ids", FloodAttacks::ofUnknownKeys);
  }

  private static Object another(AttackScene scene) {
    String name = "flapping-" + scene.fetches();
    return AttackKeys.jwk(scene.keys().named(name, SignatureAlgorithm.ES256));
  }

  /** A token of an unknown key may lead to a fetch; what that brings must not cost the good key. */
  private static AttackRow kept(String id, String variant, Fault fault) {
    return row(id, "A sound token after a fetch of the key set that failed", "RFC 7517 §5")
        .on(after(1, scene -> fault))
        .acceptedAfter(
            "although-the-" + variant, scene -> then(List.of(ofUnknownKey(scene)), scene));
  }

  private static AttackStage after(int soundFetches, Function<AttackScene, Fault> fault) {
    return AttackStage.fetched(
        scene -> scene.fetches() <= soundFetches ? null : fault.apply(scene));
  }

  private static List<String> ofUnknownKeys(AttackScene scene) {
    return many(() -> ofUnknownKey(scene));
  }

  private static String ofUnknownKey(AttackScene scene) {
    return scene.strangersToken().header("kid", UUID.randomUUID().toString()).sign();
  }

  private static List<String> many(Supplier<String> token) {
    return Stream.generate(token).limit(FLOOD).toList();
  }

  private static List<String> then(List<String> flood, AttackScene scene) {
    List<String> tokens = new ArrayList<>(flood);
    tokens.add(scene.token().sign());
    return tokens;
  }

  private static AttackRow row(String id, String title, String... references) {
    return AttackRow.of(id, null, title, references).strict();
  }
}
