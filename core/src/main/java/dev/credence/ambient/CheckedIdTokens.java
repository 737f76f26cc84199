package dev.credence.ambient;

import dev.credence.ambient.IdTokenUnavailableException.Kind;
import java.time.InstantSource;

/**
 * The one gate through which every provider's tokens pass: nothing is handed out that is no JWT, is
 * for another audience or has expired. Thread-safe.
 */
final class CheckedIdTokens implements IdTokenSource {
  private final Terms terms;
  private final Audience audience;
  private final InstantSource clock;
  private final TokenText text;

  private CheckedIdTokens(Terms terms, Audience audience, InstantSource clock, TokenText text) {
    this.terms = terms;
    this.audience = audience;
    this.clock = clock;
    this.text = text;
  }

  /** Tokens that are asked for anew at each use. */
  static IdTokenSource asked(
      Terms terms, Audience audience, AmbientEnvironment environment, TokenText text) {
    return new CheckedIdTokens(terms, audience, environment.clock(), text);
  }

  /** The one token that the job was given, of which all but the expiry can be checked at once. */
  static IdTokenSource given(
      Terms terms, Audience audience, AmbientEnvironment environment, Secret token)
      throws IdTokenUnavailableException {
    terms.requireAudience(parsed(terms, token.reveal()), audience);
    return new CheckedIdTokens(terms, audience, environment.clock(), token::reveal);
  }

  @Override
  public IdToken idToken() throws IdTokenUnavailableException {
    IdToken token = parsed(terms, text.get());
    terms.requireAudience(token, audience);
    terms.requireUnexpired(token, clock.instant());
    return token;
  }

  @Override
  public String audience() {
    return audience.value();
  }

  static IdToken parsed(Terms terms, String text) throws IdTokenUnavailableException {
    try {
      return IdToken.parse(text);
    } catch (IllegalArgumentException invalid) {
      throw terms.failure(
          Kind.BAD_ANSWER, "What came is no token that can be used. " + invalid.getMessage() + ".");
    }
  }

  @Override
  public String toString() {
    return "ID tokens of " + terms.provider() + " for " + audience;
  }
}
