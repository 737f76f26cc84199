package dev.credence.internal.jose;

import java.math.BigInteger;

/**
 * The points of edwards25519, {@code -x² + y² = 1 + d·x²·y²} over the field of 2^255 − 19 elements
 * (RFC 8032 §5.1), known by y and the parity of x.
 *
 * <p>Under a public key of small order, signatures can be made without a private key; such points
 * are refused along with encodings that are no point at all.
 */
final class Ed25519Points {
  private static final BigInteger ONE = BigInteger.ONE;
  private static final BigInteger P = ONE.shiftLeft(255).subtract(BigInteger.valueOf(19));
  private static final BigInteger D =
      BigInteger.valueOf(-121665).multiply(BigInteger.valueOf(121666).modInverse(P)).mod(P);

  private Ed25519Points() {}

  static boolean isUsable(boolean xIsOdd, BigInteger y) {
    return y.compareTo(P) < 0 && !hasSmallOrder(y) && isOnCurve(xIsOdd, y);
  }

  /**
   * Whether the order divides 8: y is 1 for the neutral element, −1 for order 2, 0 for order 4; a
   * point of order 8 doubles to y = 0, which on this curve means {@code d·y⁴ + 2·y² = 1}.
   */
  private static boolean hasSmallOrder(BigInteger y) {
    BigInteger y2 = y.multiply(y).mod(P);
    BigInteger doubled = D.multiply(y2).multiply(y2).add(y2.shiftLeft(1)).mod(P);
    return y.signum() == 0 || y2.equals(ONE) || doubled.equals(ONE);
  }

  /** Whether x² = (y² − 1) / (d·y² + 1) has a root, by Euler's criterion. */
  private static boolean isOnCurve(boolean xIsOdd, BigInteger y) {
    BigInteger y2 = y.multiply(y).mod(P);
    BigInteger x2 = y2.subtract(ONE).multiply(D.multiply(y2).add(ONE).modInverse(P)).mod(P);
    if (x2.signum() == 0) {
      return !xIsOdd;
    }
    return x2.modPow(P.subtract(ONE).shiftRight(1), P).equals(ONE);
  }
}
