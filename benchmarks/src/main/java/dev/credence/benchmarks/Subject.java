package dev.credence.benchmarks;

import dev.credence.TrustPolicy;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.util.Base64;
import java.util.Locale;

/** Whose verification is measured. */
public enum Subject {
  /**
   * The bare signature check that no verifier gets around: {@code Signature.getInstance}, {@code
   * initVerify} with a prepared key, {@code update} and {@code verify}. Splitting the token and
   * decoding its signature are done beforehand.
   */
  RAW {
    @Override
    Verifier verifier(Workload workload) throws Exception {
      return bare(workload, workload.token());
    }
  },
  CREDENCE {
    @Override
    Verifier verifier(Workload workload) {
      TrustPolicy policy = policy(workload);
      return token -> {
        if (policy.evaluate(token).isTrusted()) {
          return policy;
        }
        throw new SignatureException("refused");
      };
    }
  },
  CREDENCE_VERIFY {
    @Override
    Verifier verifier(Workload workload) {
      return policy(workload)::verify;
    }
  },
  NIMBUS {
    @Override
    Verifier verifier(Workload workload) throws Exception {
      return Peers.nimbus(workload);
    }
  },
  SPRING {
    @Override
    Verifier verifier(Workload workload) {
      return Peers.spring(workload);
    }
  },
  JOSE4J {
    @Override
    Verifier verifier(Workload workload) throws Exception {
      return Peers.jose4j(workload);
    }
  },
  AUTH0 {
    @Override
    Verifier verifier(Workload workload) {
      return Peers.auth0(workload);
    }
  },
  JJWT {
    @Override
    Verifier verifier(Workload workload) {
      return Peers.jjwt(workload);
    }
  },
  TINK {
    @Override
    Verifier verifier(Workload workload) throws Exception {
      return Peers.tink(workload);
    }
  };

  abstract Verifier verifier(Workload workload) throws Exception;

  /** Whether it can verify tokens of an algorithm: not every library knows Ed25519. */
  boolean verifies(TokenAlgorithm algorithm) {
    return algorithm != TokenAlgorithm.ED25519
        || this == RAW
        || this == CREDENCE
        || this == JOSE4J
        || this == JJWT;
  }

  boolean isPeer() {
    return compareTo(NIMBUS) >= 0;
  }

  /** The name in tables, such as {@code credence-verify}. */
  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static TrustPolicy policy(Workload workload) {
    return Policies.of(Policies.issuer(workload, workload.jwks()));
  }

  /** Any other token is refused, to make this a verifier like the others. */
  private static Verifier bare(Workload workload, String prepared) {
    int end = prepared.lastIndexOf('.');
    byte[] input = prepared.substring(0, end).getBytes(StandardCharsets.US_ASCII);
    byte[] signature = Base64.getUrlDecoder().decode(prepared.substring(end + 1));
    String javaName = workload.algorithm().javaName();
    PublicKey key = workload.key();
    return token -> {
      Signature primitive = Signature.getInstance(javaName);
      primitive.initVerify(key);
      primitive.update(input);
      if (primitive.verify(signature) && token.equals(prepared)) {
        return primitive;
      }
      throw new SignatureException("not signed");
    };
  }
}
