package dev.credence.testkit;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An RSA key as the numbers that it is made of, for keys that no sound generator makes. It signs
 * with {@code RS256} (RFC 8017 §8.2.1).
 */
final class RawRsaKey {
  private static final BigInteger F4 = BigInteger.valueOf(65_537);
  private static final int ROUNDS = 64;
  private static final int PRIMES_OF_BROKEN_GENERATOR = 126;
  private static final SecureRandom RANDOM = new SecureRandom();

  /** The DigestInfo of SHA-256 but for the hash (RFC 8017 §9.2, note 1). */
  private static final byte[] SHA256_INFO =
      HexFormat.of().parseHex("3031300d060960864801650304020105000420");

  private final String id;
  private final BigInteger modulus;
  private final BigInteger publicExponent;
  private final BigInteger privateExponent;

  private RawRsaKey(
      String id, BigInteger modulus, BigInteger publicExponent, BigInteger privateExponent) {
    this.id = id;
    this.modulus = modulus;
    this.publicExponent = publicExponent;
    this.privateExponent = privateExponent;
  }

  /** A key of a size, and sound but for that. */
  static RawRsaKey ofSize(String id, int bits) {
    return of(id, prime(bits / 2), prime(bits - bits / 2));
  }

  /** A key that needs no secret: each text is its own signature. */
  static RawRsaKey ofExponentOne(String id, int bits) {
    return new RawRsaKey(id, ofSize(id, bits).modulus, BigInteger.ONE, BigInteger.ONE);
  }

  /** A key that everybody can begin to factor: one of its primes is 3. */
  static RawRsaKey ofSmallFactor(String id, int bits) {
    return of(id, BigInteger.valueOf(3), prime(bits / 2), prime(bits / 2 - 2));
  }

  /** A key whose primes are as those of a broken generator (CVE-2017-15361). */
  static RawRsaKey ofBrokenGenerator(String id, int bits) {
    return of(id, brokenPrime(bits / 2), brokenPrime(bits / 2));
  }

  /** A key so large that checking a signature costs, which nobody has the secret of. */
  static RawRsaKey ofNobody(String id, int bits, int exponentBits) {
    BigInteger modulus = new BigInteger(bits, RANDOM).setBit(bits - 1).setBit(0);
    BigInteger exponent =
        exponentBits == 0
            ? F4
            : new BigInteger(exponentBits, RANDOM).setBit(exponentBits - 1).setBit(0);
    return new RawRsaKey(id, modulus, exponent, BigInteger.ONE);
  }

  private static RawRsaKey of(String id, BigInteger... primes) {
    BigInteger modulus = BigInteger.ONE;
    BigInteger order = BigInteger.ONE;
    for (BigInteger prime : primes) {
      modulus = modulus.multiply(prime);
      order = order.multiply(prime.subtract(BigInteger.ONE));
    }
    return new RawRsaKey(id, modulus, F4, F4.modInverse(order));
  }

  /** A prime whose product with others like it has the sum of their bits. */
  private static BigInteger prime(int bits) {
    BigInteger candidate;
    do {
      candidate = BigInteger.probablePrime(bits, RANDOM);
    } while (candidate.mod(F4).equals(BigInteger.ONE) || !candidate.testBit(bits - 2));
    return candidate;
  }

  /** A prime that is a power of 65537 modulo the product of the first primes. */
  private static BigInteger brokenPrime(int bits) {
    BigInteger product = BigInteger.ONE;
    BigInteger prime = BigInteger.TWO;
    for (int i = 0; i < PRIMES_OF_BROKEN_GENERATOR; i++) {
      product = product.multiply(prime);
      prime = prime.nextProbablePrime();
    }
    BigInteger top = BigInteger.TWO.pow(bits).subtract(BigInteger.ONE).divide(product);
    while (true) {
      BigInteger power = F4.modPow(new BigInteger(bits, RANDOM), product);
      BigInteger candidate =
          top.subtract(new BigInteger(top.bitLength() - 3, RANDOM)).multiply(product).add(power);
      if (candidate.bitLength() == bits
          && candidate.testBit(bits - 2)
          && !candidate.mod(F4).equals(BigInteger.ONE)
          && candidate.isProbablePrime(ROUNDS)) {
        return candidate;
      }
    }
  }

  String id() {
    return id;
  }

  Map<String, Object> jwk() {
    Map<String, Object> jwk = new LinkedHashMap<>();
    jwk.put("kty", "RSA");
    jwk.put("n", PublicMembers.encode(modulus));
    jwk.put("e", PublicMembers.encode(publicExponent));
    jwk.put("alg", "RS256");
    jwk.put("use", "sig");
    jwk.put("kid", id);
    return jwk;
  }

  /** A token under this key. */
  ForgedToken token(AttackScene scene) {
    return scene.token().header("kid", id).signedBy(this::sign);
  }

  private byte[] sign(byte[] input) {
    int octets = (modulus.bitLength() + Byte.SIZE - 1) / Byte.SIZE;
    BigInteger padded = new BigInteger(1, padded(input, octets));
    return PublicMembers.fixed(padded.modPow(privateExponent, modulus), octets);
  }

  private static byte[] padded(byte[] input, int octets) {
    byte[] info = ForgedToken.joined(SHA256_INFO, sha256(input));
    byte[] padding = new byte[octets - info.length - 3];
    Arrays.fill(padding, (byte) 0xff);
    return ForgedToken.joined(new byte[] {0, 1}, padding, new byte[1], info);
  }

  private static byte[] sha256(byte[] input) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(input);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
