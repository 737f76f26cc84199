package dev.credence;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.InvalidParameterException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.SignatureSpi;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A provider that has RS256 alone, as the Java runtime computes it, and counts its uses. */
final class CountedSignatures extends Provider {
  private static final long serialVersionUID = 1;

  /** What the provider says of a signature. */
  enum Verdict {
    TRUE_ONES_HOLD,
    ALL_HOLD,
    NO_KEY_IS_GOOD
  }

  private final transient AtomicInteger count = new AtomicInteger();

  CountedSignatures(Verdict verdict) {
    super("Counted", "1", "Counts signatures");
    putService(
        new Service(this, "Signature", "SHA256withRSA", "Counted", List.of(), Map.of()) {
          @Override
          public Object newInstance(Object parameter) {
            return new Spi(verdict, count);
          }

          @Override
          public boolean supportsParameter(Object parameter) {
            return true;
          }
        });
  }

  /** How many signatures were checked. */
  int count() {
    return count.get();
  }

  private static final class Spi extends SignatureSpi {
    private final Verdict verdict;
    private final AtomicInteger count;
    private final Signature real;

    Spi(Verdict verdict, AtomicInteger count) {
      this.verdict = verdict;
      this.count = count;
      try {
        this.real = Signature.getInstance("SHA256withRSA", "SunRsaSign");
      } catch (GeneralSecurityException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    protected void engineInitVerify(PublicKey key) throws InvalidKeyException {
      if (verdict == Verdict.NO_KEY_IS_GOOD) {
        throw new InvalidKeyException("no key is good");
      }
      real.initVerify(key);
    }

    @Override
    protected void engineUpdate(byte b) throws SignatureException {
      real.update(b);
    }

    @Override
    protected void engineUpdate(byte[] bytes, int from, int length) throws SignatureException {
      real.update(bytes, from, length);
    }

    @Override
    protected void engineUpdate(ByteBuffer bytes) {
      try {
        real.update(bytes);
      } catch (SignatureException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    protected boolean engineVerify(byte[] signature) throws SignatureException {
      count.incrementAndGet();
      return real.verify(signature) || verdict == Verdict.ALL_HOLD;
    }

    @Override
    protected void engineInitSign(PrivateKey key) {
      throw new UnsupportedOperationException();
    }

    @Override
    protected byte[] engineSign() {
      throw new UnsupportedOperationException();
    }

    @Override
    @SuppressWarnings("deprecation") // the class demands it
    protected void engineSetParameter(String name, Object value) {
      throw new InvalidParameterException();
    }

    @Override
    @SuppressWarnings("deprecation") // the class demands it
    protected Object engineGetParameter(String name) {
      throw new InvalidParameterException();
    }
  }
}
