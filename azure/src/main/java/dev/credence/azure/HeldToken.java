package dev.credence.azure;

import com.azure.core.credential.AccessToken;
import dev.credence.cloud.Granted;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Objects;

/** An access token and its times. Immutable; shows nothing of the token. */
final class HeldToken {
  private final AccessToken token;
  private final Instant refreshAt;
  private final Instant expiresAt;

  private HeldToken(AccessToken token, Instant refreshAt, Instant expiresAt) {
    this.token = token;
    this.refreshAt = refreshAt;
    this.expiresAt = expiresAt;
  }

  static HeldToken of(Granted<AccessToken> granted) {
    AccessToken token = granted.credentials();
    Instant refreshAt = Objects.requireNonNull(token.getRefreshAt(), "refreshAt").toInstant();
    return new HeldToken(token, refreshAt, granted.expiresAt());
  }

  static AccessToken accessToken(String text, Instant refreshAt, Instant expiresAt) {
    return new AccessToken(
        text, expiresAt.atOffset(ZoneOffset.UTC), refreshAt.atOffset(ZoneOffset.UTC), "Bearer");
  }

  AccessToken token() {
    return token;
  }

  boolean isValidAt(Instant time) {
    return time.isBefore(expiresAt);
  }

  boolean isFreshAt(Instant time) {
    return time.isBefore(refreshAt);
  }

  Instant expiresAt() {
    return expiresAt;
  }

  @Override
  public String toString() {
    return "HeldToken[until " + expiresAt + "]";
  }
}
