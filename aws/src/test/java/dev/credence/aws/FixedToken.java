package dev.credence.aws;

import dev.credence.ambient.IdToken;
import dev.credence.ambient.IdTokenSource;

/** A source that has one token, whatever that is worth. */
record FixedToken(IdToken idToken) implements IdTokenSource {
  static FixedToken of(String token) {
    return new FixedToken(IdToken.parse(token));
  }

  @Override
  public String audience() {
    return AwsFederation.AUDIENCE;
  }
}
