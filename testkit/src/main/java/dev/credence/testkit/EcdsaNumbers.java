package dev.credence.testkit;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Signatures on P-256 and edwards25519 as the numbers that they are made of. */
final class EcdsaNumbers {
  private static final int OCTETS = 32;

  /** The order of P-256 (FIPS 186-5). */
  private static final BigInteger N =
      new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

  /** The order of edwards25519 (RFC 8032 §5.1). */
  private static final BigInteger L =
      BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));

  private EcdsaNumbers() {}

  /** Pairs of numbers of which at least one is none from 1 to n-1, or no signature of anything. */
  static Map<String, byte[]> impossible() {
    Map<String, BigInteger> edges = new LinkedHashMap<>();
    edges.put("zero", BigInteger.ZERO);
    edges.put("one", BigInteger.ONE);
    edges.put("order-less-one", N.subtract(BigInteger.ONE));
    edges.put("order", N);
    edges.put("order-plus-one", N.add(BigInteger.ONE));
    edges.put("largest", BigInteger.TWO.pow(OCTETS * Byte.SIZE).subtract(BigInteger.ONE));
    Map<String, byte[]> pairs = new LinkedHashMap<>();
    edges.forEach((r, first) ->
        edges.forEach((s, second) -> pairs.put("r-" + r + "-s-" + s, pair(first, second))));
    return pairs;
  }

  private static byte[] pair(BigInteger r, BigInteger s) {
    return ForgedToken.joined(PublicMembers.fixed(r, OCTETS), PublicMembers.fixed(s, OCTETS));
  }

  /** The signature as ASN.1, which is Java's own form of it. */
  static byte[] der(byte[] concatenated) {
    return Der.sequence(
        Der.integer(new BigInteger(1, Arrays.copyOf(concatenated, OCTETS))),
        Der.integer(new BigInteger(1, Arrays.copyOfRange(concatenated, OCTETS, 2 * OCTETS))));
  }

  /** Both numbers with an octet more than they need. */
  static byte[] padded(byte[] concatenated) {
    byte[] zero = new byte[1];
    return ForgedToken.joined(
        zero,
        Arrays.copyOf(concatenated, OCTETS),
        zero,
        Arrays.copyOfRange(concatenated, OCTETS, 2 * OCTETS));
  }

  /** Adds the group's order to the second half of an EdDSA signature. */
  static byte[] plusOrder25519(byte[] signature) {
    byte[] half = reversed(Arrays.copyOfRange(signature, OCTETS, 2 * OCTETS));
    byte[] more = reversed(PublicMembers.fixed(new BigInteger(1, half).add(L), OCTETS));
    return ForgedToken.joined(Arrays.copyOf(signature, OCTETS), more);
  }

  private static byte[] reversed(byte[] octets) {
    byte[] reversed = new byte[octets.length];
    for (int i = 0; i < octets.length; i++) {
      reversed[i] = octets[octets.length - 1 - i];
    }
    return reversed;
  }
}
