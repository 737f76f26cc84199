package dev.credence.benchmarks;

import java.util.Locale;

/** Tokens that are refused, each at another stage. */
public enum Refused {
  /** A text of a token's length that is none. */
  GARBAGE {
    @Override
    String token(Workload workload) throws Exception {
      return workload.token().replace('.', '-');
    }
  },
  /** One character of the payload is outside of the alphabet. */
  ENCODING {
    @Override
    String token(Workload workload) throws Exception {
      String token = workload.token();
      int last = token.lastIndexOf('.') - 1;
      return token.substring(0, last) + '+' + token.substring(last + 1);
    }
  },
  /** The payload is JSON up to its last character. */
  JSON {
    @Override
    String token(Workload workload) throws Exception {
      return workload.tokenWith("exp", "1x");
    }
  },
  /** The payload is well-formed JSON, and its last claim is there twice. */
  REPEATED_CLAIM {
    @Override
    String token(Workload workload) throws Exception {
      return workload.tokenWith("exp", "1000000000,\"exp\":2000000000");
    }
  },
  FOREIGN_ISSUER {
    @Override
    String token(Workload workload) throws Exception {
      return workload.tokenWith("iss", "\"https://gitlab.com\"");
    }
  },
  EXPIRED {
    @Override
    String token(Workload workload) throws Exception {
      return workload.tokenWith("exp", "1000000000");
    }
  },
  UNKNOWN_KEY {
    @Override
    String token(Workload workload) throws Exception {
      return workload.tokenOfUnknownKey();
    }
  },
  BAD_SIGNATURE {
    @Override
    String token(Workload workload) throws Exception {
      return workload.forgedToken();
    }
  },
  MISMATCH {
    @Override
    String token(Workload workload) throws Exception {
      return workload.tokenWith("ref", "\"refs/pull/16/merge\"");
    }
  };

  abstract String token(Workload workload) throws Exception;

  /** The name in tables, such as {@code foreign-issuer}. */
  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
