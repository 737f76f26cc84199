package dev.credence.internal.jose;

import com.nimbusds.jose.jwk.Curve;
import java.math.BigInteger;
import java.security.spec.ECFieldFp;
import java.security.spec.ECParameterSpec;
import org.jspecify.annotations.Nullable;

/**
 * A NIST prime curve of RFC 7518 §6.2.1.1, with the checks that stand before any arithmetic on it.
 *
 * <p>The domain parameters come from Nimbus' table rather than from a provider, so that a Java
 * runtime without elliptic curves can still check RSA signatures.
 */
enum EcCurve {
  P_256(Curve.P_256, 32),
  P_384(Curve.P_384, 48),
  P_521(Curve.P_521, 66);

  private final Curve curve;
  private final int octets;
  private final BigInteger prime;
  private final BigInteger a;
  private final BigInteger b;
  private final BigInteger order;

  EcCurve(Curve curve, int octets) {
    ECParameterSpec domain = curve.toECParameterSpec();
    this.curve = curve;
    this.octets = octets;
    this.prime = ((ECFieldFp) domain.getCurve().getField()).getP();
    this.a = domain.getCurve().getA();
    this.b = domain.getCurve().getB();
    this.order = domain.getOrder();
  }

  static @Nullable EcCurve named(String crv) {
    for (EcCurve candidate : values()) {
      if (candidate.jwkName().equals(crv)) {
        return candidate;
      }
    }
    return null;
  }

  String jwkName() {
    return curve.getName();
  }

  /** The exact length of a coordinate, and of each half of a signature. */
  int octets() {
    return octets;
  }

  JwsAlgorithm algorithm() {
    return switch (this) {
      case P_256 -> JwsAlgorithm.ES256;
      case P_384 -> JwsAlgorithm.ES384;
      case P_521 -> JwsAlgorithm.ES512;
    };
  }

  /**
   * Whether (x, y) is a point of the curve other than infinity. The curves have cofactor 1, so that
   * every such point generates the whole group (NIST SP 800-56A §5.6.2.3.3).
   */
  boolean contains(BigInteger x, BigInteger y) {
    return isFieldElement(x) && isFieldElement(y) && squareOf(y).equals(rightSide(x));
  }

  /**
   * Whether 1 ≤ scalar &lt; n, as both halves of an ECDSA signature must be (FIPS 186-5 §6.4.2).
   */
  boolean isSignatureScalar(BigInteger scalar) {
    return scalar.signum() > 0 && scalar.compareTo(order) < 0;
  }

  /** Whether domain parameters, as of a private key, are this curve's. */
  boolean isDomainOf(ECParameterSpec domain) {
    return domain.getCurve().equals(curve.toECParameterSpec().getCurve())
        && domain.getOrder().equals(order);
  }

  private boolean isFieldElement(BigInteger value) {
    return value.signum() >= 0 && value.compareTo(prime) < 0;
  }

  private BigInteger squareOf(BigInteger y) {
    return y.multiply(y).mod(prime);
  }

  private BigInteger rightSide(BigInteger x) {
    return x.multiply(x).add(a).multiply(x).add(b).mod(prime);
  }
}
