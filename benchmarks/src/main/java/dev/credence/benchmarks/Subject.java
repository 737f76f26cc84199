package dev.credence.benchmarks;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import dev.credence.Decision;
import dev.credence.Issuer;
import dev.credence.SignatureChecks;
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
      return evaluating(Policies.of(issuer(workload)));
    }
  },
  CREDENCE_VERIFY {
    @Override
    Verifier verifier(Workload workload) {
      return Policies.of(issuer(workload))::verify;
    }
  },
  /** One token that comes again and again, known to be signed since the first time. */
  CREDENCE_REPEAT {
    @Override
    Verifier verifier(Workload workload) {
      SignatureChecks remembering = SignatureChecks.builder().rememberTokens(1_000).build();
      return evaluating(Policies.of(issuer(workload).withSignatureChecks(remembering)));
    }
  },
  /** With Amazon Corretto Crypto Provider in place of the Java runtime's own providers. */
  CREDENCE_ACCP {
    @Override
    Verifier verifier(Workload workload) {
      AmazonCorrettoCryptoProvider.INSTANCE.assertHealthy();
      SignatureChecks accp =
          SignatureChecks.builder().provider(AmazonCorrettoCryptoProvider.INSTANCE).build();
      return evaluating(Policies.of(issuer(workload).withSignatureChecks(accp)));
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
    return switch (this) {
      case RAW, CREDENCE, CREDENCE_ACCP, JOSE4J, JJWT -> true;
      case CREDENCE_VERIFY, CREDENCE_REPEAT -> algorithm == TokenAlgorithm.RS256;
      case NIMBUS, SPRING, AUTH0, TINK -> algorithm != TokenAlgorithm.ED25519;
    };
  }

  boolean isPeer() {
    return compareTo(NIMBUS) >= 0;
  }

  /** The name in tables, such as {@code credence-verify}. */
  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Issuer issuer(Workload workload) {
    return Policies.issuer(workload, workload.jwks());
  }

  private static Verifier evaluating(TrustPolicy policy) {
    return token -> {
      Decision decision = policy.evaluate(token);
      if (decision.isTrusted()) {
        return decision;
      }
      throw new SignatureException("refused");
    };
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
