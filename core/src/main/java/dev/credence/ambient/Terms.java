package dev.credence.ambient;

import dev.credence.ambient.IdTokenUnavailableException.Kind;
import dev.credence.internal.text.SafeText;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a provider's tokens may be like, and what to say of one that is not like that: about its
 * audience and its age. Immutable.
 */
final class Terms {
  private final String provider;
  private final Kind otherAudience;
  private final String audienceAdvice;
  private final String expiredAdvice;
  private final @Nullable String alias;
  private final boolean besideOthers;

  private Terms(
      String provider,
      Kind otherAudience,
      String audienceAdvice,
      String expiredAdvice,
      @Nullable String alias,
      boolean besideOthers) {
    this.provider = provider;
    this.otherAudience = otherAudience;
    this.audienceAdvice = audienceAdvice;
    this.expiredAdvice = expiredAdvice;
    this.alias = alias;
    this.besideOthers = besideOthers;
  }

  /** Tokens made on request for the audience that is asked for, and for no other beside it. */
  static Terms onRequest(String provider) {
    return new Terms(
        provider,
        Kind.OTHER_AUDIENCE,
        "The request asked for the right one: is a proxy or an imitation answering?",
        "Is the clock of this machine right?",
        null,
        false);
  }

  /** Tokens whose audience the job's configuration declares. */
  Terms declared(String advice) {
    return new Terms(provider, Kind.OTHER_AUDIENCE, advice, expiredAdvice, alias, besideOthers);
  }

  /** Tokens whose audience the provider chooses. */
  Terms fixed(String advice) {
    return new Terms(
        provider, Kind.AUDIENCE_NOT_OFFERED, advice, expiredAdvice, alias, besideOthers);
  }

  /** Tokens that are made once for a job and can't be renewed in it. */
  Terms madeOnce(String advice) {
    return new Terms(provider, otherAudience, audienceAdvice, advice, alias, besideOthers);
  }

  /** Tokens of a provider that adds audiences of its own to the one that is asked for. */
  Terms besideOthers() {
    return new Terms(provider, otherAudience, audienceAdvice, expiredAdvice, alias, true);
  }

  /** Tokens that may name the audience by a second name, which means the same. */
  Terms orNamed(String secondName) {
    return new Terms(
        provider, otherAudience, audienceAdvice, expiredAdvice, secondName, besideOthers);
  }

  String provider() {
    return provider;
  }

  IdTokenUnavailableException failure(Kind kind, String problem) {
    return new IdTokenUnavailableException(provider, kind, problem);
  }

  void requireAudience(IdToken token, Audience audience) throws IdTokenUnavailableException {
    List<String> found = token.audiences();
    boolean named = found.contains(audience.value()) || (alias != null && found.contains(alias));
    if (named && (besideOthers || found.size() == 1)) {
      return;
    }
    String problem =
        named
            ? "The token is not only for "
                + audience
                + " but for "
                + SafeText.quote(found)
                + ", so that its receiver could use it with the others."
            : "The token is for " + shown(found) + " where " + audience + " was asked for.";
    throw failure(otherAudience, problem + " " + audienceAdvice);
  }

  private static String shown(List<String> found) {
    return switch (found.size()) {
      case 0 -> "no audience at all";
      case 1 -> SafeText.quote(found.get(0));
      default -> SafeText.quote(found);
    };
  }

  void requireUnexpired(IdToken token, Instant now) throws IdTokenUnavailableException {
    if (token.isExpiredAt(now)) {
      throw failure(
          Kind.EXPIRED,
          "The token expired at "
              + token.expiresAt()
              + " and it is "
              + now.truncatedTo(ChronoUnit.SECONDS)
              + ". "
              + expiredAdvice);
    }
  }
}
