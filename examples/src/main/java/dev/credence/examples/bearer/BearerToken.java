package dev.credence.examples.bearer;

import java.util.List;
import java.util.Optional;

/** Finds the token in a request's {@code Authorization} fields (RFC 6750 §2.1). */
final class BearerToken {
  private static final String SCHEME = "Bearer ";

  private BearerToken() {}

  /** There are credentials, and they are not one token. */
  static final class MalformedException extends Exception {
    private static final long serialVersionUID = 1L;
  }

  /**
   * Returns the token as it stands, or empty if the request has no credentials of this scheme. Its
   * form is not looked at: that is the first thing the policy does.
   */
  static Optional<String> in(List<String> authorization) throws MalformedException {
    if (authorization.isEmpty()) {
      return Optional.empty();
    }
    if (authorization.size() > 1) {
      throw new MalformedException();
    }
    String credentials = authorization.get(0);
    if (!credentials.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      if (credentials.equalsIgnoreCase(SCHEME.strip())) {
        throw new MalformedException();
      }
      return Optional.empty();
    }
    String token = credentials.substring(SCHEME.length()).strip();
    if (token.isEmpty() || token.indexOf(' ') >= 0 || token.indexOf(',') >= 0) {
      throw new MalformedException();
    }
    return Optional.of(token);
  }
}
