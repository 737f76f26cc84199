package dev.credence.gcp;

import com.google.auth.oauth2.AccessToken;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;

/**
 * An access token that doesn't print itself, and whose expiry follows the federation's clock.
 *
 * <p>Google's library compares the expiry with the system's clock. Where the federation has another
 * one, as in tests, the expiry is told anew each time: as far ahead on the system's clock as it is
 * on the federation's.
 */
final class FederatedAccessToken extends AccessToken {
  private static final long serialVersionUID = 1L;

  private final Instant expiresAt;
  private final transient InstantSource clock;

  FederatedAccessToken(String value, Instant expiresAt, InstantSource clock) {
    super(value, Date.from(expiresAt));
    this.expiresAt = expiresAt;
    this.clock = clock;
  }

  @Override
  public Date getExpirationTime() {
    return Date.from(
        clock.equals(InstantSource.system())
            ? expiresAt
            : Instant.now().plus(Duration.between(clock.instant(), expiresAt)));
  }

  @Override
  public String toString() {
    return "AccessToken[until " + expiresAt + "]";
  }
}
