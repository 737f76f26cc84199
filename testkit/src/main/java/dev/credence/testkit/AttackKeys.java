package dev.credence.testkit;

import dev.credence.keys.SignatureAlgorithm;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one run of the catalogue in one algorithm, made when they are first needed. Those of
 * a name are the same throughout the run.
 */
final class AttackKeys {
  private static final String SOUND = "signs";
  private static final String STRANGER = "stranger";

  private final SignatureAlgorithm algorithm;
  private final Map<String, SigningKey> keys;

  private AttackKeys(SignatureAlgorithm algorithm, Map<String, SigningKey> keys) {
    this.algorithm = algorithm;
    this.keys = keys;
  }

  static AttackKeys of(SignatureAlgorithm algorithm) {
    return new AttackKeys(algorithm, new ConcurrentHashMap<>());
  }

  SignatureAlgorithm algorithm() {
    return algorithm;
  }

  /** The key that the issuer signs with. */
  SigningKey sound() {
    return named(SOUND, algorithm);
  }

  /** A key that the issuer never heard of. */
  SigningKey stranger() {
    return named(STRANGER, algorithm);
  }

  /** A further key, of this name and another algorithm. */
  SigningKey named(String name, SignatureAlgorithm other) {
    return named(name, other, any -> true);
  }

  /** A further key that is as wanted; keys are made until one is. */
  SigningKey named(String name, SignatureAlgorithm other, Predicate<SigningKey> wanted) {
    return keys.computeIfAbsent(
        name + " " + other,
        made ->
            Stream.generate(() -> SigningKey.generate("attack-" + name + "-" + other, other))
                .filter(wanted)
                .findFirst()
                .orElseThrow());
  }

  /** What a sound issuer publishes. */
  String soundSet() {
    return setOf(jwk(sound()));
  }

  /** The sound key beside other entries, which come first. */
  String soundAfter(@Nullable Object... entries) {
    return setOf(Stream.concat(Arrays.stream(entries), Stream.of(jwk(sound()))).toArray());
  }

  static String setOf(@Nullable Object... entries) {
    return Arrays.stream(entries)
        .map(JsonText::of)
        .collect(Collectors.joining(",", "{\"keys\":[", "]}"));
  }

  static Map<String, Object> jwk(SigningKey key) {
    Map<String, Object> jwk = key.jwk();
    jwk.put("alg", headerName(key.algorithm()));
    return jwk;
  }

  static Map<String, Object> jwk(SigningKey key, UnaryOperator<Map<String, Object>> change) {
    return change.apply(new LinkedHashMap<>(jwk(key)));
  }

  /** What tokens call the algorithm: {@code EdDSA} still, which every library reads. */
  static String headerName(SignatureAlgorithm algorithm) {
    return algorithm == SignatureAlgorithm.ED25519 ? "EdDSA" : algorithm.joseName();
  }
}
