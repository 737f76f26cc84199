package dev.credence.testkit;

import dev.credence.keys.SignatureAlgorithm;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sixteen entries of a key set that no reader can use as they are, or that it may trip over. RFC
 * 7517 §5 wants such entries ignored: none may cost the good key beside it. See {@link
 * Keyring#poison(PoisonEntry...)}.
 */
public enum PoisonEntry {
  /** A {@code kty} from after the reader's time: {@code AKP}, with ML-DSA (RFC 9964). */
  UNKNOWN_KEY_TYPE,
  /** No {@code kty}. */
  KEY_TYPE_MISSING,
  /** A number as {@code kty}. */
  KEY_TYPE_NUMBER,
  /** {@code null} as {@code kty}. */
  KEY_TYPE_NULL,
  /** A {@code crv} that nobody knows. */
  UNKNOWN_CURVE,
  /** An elliptic curve key without {@code crv}. */
  CURVE_MISSING,
  /** An RSA key without {@code n}. */
  MODULUS_MISSING,
  /** An RSA key whose {@code n} is not base64url. */
  MODULUS_NOT_BASE64URL,
  /** An RSA key whose {@code e} is a number. */
  EXPONENT_NUMBER,
  /** A point that isn't on its curve. */
  POINT_OFF_CURVE,
  /** A coordinate that lacks an octet (RFC 7518 §6.2.1.2). */
  COORDINATE_SHORT,
  /** A number as {@code kid}. */
  KEY_ID_NUMBER,
  /** A {@code use} for signatures with {@code key_ops} for encryption (RFC 7517 §4.3). */
  USE_AND_OPERATIONS_CONFLICT,
  /** A sound key with an {@code x5c} that holds no certificate. */
  BAD_CERTIFICATE,
  /** {@code null} in place of an object. */
  NULL_ENTRY,
  /** A string in place of an object. */
  STRING_ENTRY;

  private static final int MODULUS_BITS = 2_048;
  private static final int ML_DSA_65_OCTETS = 1_952;

  /** The entry as a JSON value, with fresh key material and the {@link #keyId()}. */
  @Nullable Object json() {
    return switch (this) {
      case UNKNOWN_KEY_TYPE -> postQuantum();
      case KEY_TYPE_MISSING -> without(curve(), "kty");
      case KEY_TYPE_NUMBER -> with(curve(), "kty", 2);
      case KEY_TYPE_NULL -> with(curve(), "kty", null);
      case UNKNOWN_CURVE -> with(curve(), "crv", "P-257");
      case CURVE_MISSING -> without(curve(), "crv");
      case MODULUS_MISSING -> without(rsa(), "n");
      case MODULUS_NOT_BASE64URL -> with(rsa(), "n", "+/=");
      case EXPONENT_NUMBER -> with(rsa(), "e", 65_537);
      case POINT_OFF_CURVE -> with(curve(), "y", octets(32));
      case COORDINATE_SHORT -> with(curve(), "x", octets(31));
      case KEY_ID_NUMBER -> with(curve(), "kid", 7);
      case USE_AND_OPERATIONS_CONFLICT -> with(curve(), "key_ops", List.of("encrypt"));
      case BAD_CERTIFICATE -> with(curve(), "x5c", List.of("bm8gY2VydGlmaWNhdGU="));
      case NULL_ENTRY -> null;
      case STRING_ENTRY -> "kty";
    };
  }

  /**
   * The id that the entry has, where it has one.
   *
   * @return the {@code kid}
   */
  public String keyId() {
    return "poison-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private Map<String, Object> curve() {
    return SigningKey.generate(keyId(), SignatureAlgorithm.ES256).jwk();
  }

  private Map<String, Object> rsa() {
    BigInteger n = new BigInteger(MODULUS_BITS, new SecureRandom()).setBit(MODULUS_BITS - 1);
    byte[] signed = n.setBit(0).toByteArray();
    byte[] unsigned = Arrays.copyOfRange(signed, 1, signed.length);
    return jwk("kty", "RSA", "n", encoded(unsigned), "e", "AQAB", "alg", "RS256", "use", "sig");
  }

  private Map<String, Object> postQuantum() {
    return jwk("kty", "AKP", "alg", "ML-DSA-65", "pub", octets(ML_DSA_65_OCTETS), "use", "sig");
  }

  private Map<String, Object> jwk(String... namesAndValues) {
    Map<String, Object> jwk = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      jwk.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    jwk.put("kid", keyId());
    return jwk;
  }

  private static Map<String, Object> with(
      Map<String, Object> jwk, String name, @Nullable Object value) {
    jwk.put(name, value);
    return jwk;
  }

  private static Map<String, Object> without(Map<String, Object> jwk, String name) {
    jwk.remove(name);
    return jwk;
  }

  private static String octets(int length) {
    byte[] octets = new byte[length];
    new SecureRandom().nextBytes(octets);
    return encoded(octets);
  }

  private static String encoded(byte[] octets) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
  }
}
