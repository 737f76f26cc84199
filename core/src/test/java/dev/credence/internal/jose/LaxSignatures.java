package dev.credence.internal.jose;

import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SignatureSpi;
import java.util.List;
import java.util.Map;

/** A provider to which every ECDSA signature of P-256 holds. */
final class LaxSignatures extends Provider {
  private static final long serialVersionUID = 1L;

  LaxSignatures() {
    super("Lax", "1", "Accepts every signature");
    putService(
        new Service(this, "Signature", JwsAlgorithm.ES256.javaName(), "Lax", List.of(), Map.of()) {
          @Override
          public Object newInstance(Object parameter) {
            return new Spi();
          }

          @Override
          public boolean supportsParameter(Object parameter) {
            return true;
          }
        });
  }

  private static final class Spi extends SignatureSpi {
    @Override
    protected void engineInitVerify(PublicKey key) {}

    @Override
    protected void engineInitSign(PrivateKey key) {
      throw new UnsupportedOperationException();
    }

    @Override
    protected void engineUpdate(byte b) {}

    @Override
    protected void engineUpdate(byte[] bytes, int from, int length) {}

    @Override
    protected byte[] engineSign() {
      throw new UnsupportedOperationException();
    }

    @Override
    protected boolean engineVerify(byte[] signature) {
      return true;
    }

    @Override
    @Deprecated
    protected void engineSetParameter(String name, Object value) {
      throw new UnsupportedOperationException();
    }

    @Override
    @Deprecated
    protected Object engineGetParameter(String name) {
      throw new UnsupportedOperationException();
    }
  }
}
