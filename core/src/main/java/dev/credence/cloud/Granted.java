package dev.credence.cloud;

import java.time.Instant;
import java.util.Objects;

/**
 * Credentials that a cloud granted, in its SDK's own type, and when they expire. The text shows the
 * time and nothing of the credentials.
 *
 * <p>Immutable, if the credentials are.
 *
 * @param <T> the type of the credentials
 */
public final class Granted<T> {
  private final T credentials;
  private final Instant expiresAt;

  private Granted(T credentials, Instant expiresAt) {
    this.credentials = Objects.requireNonNull(credentials, "credentials");
    this.expiresAt = Objects.requireNonNull(expiresAt, "expiresAt");
  }

  /**
   * Returns what a cloud granted.
   *
   * @param credentials the credentials
   * @param expiresAt the first instant at which they are no longer valid
   * @param <T> the type of the credentials
   * @return both together
   */
  public static <T> Granted<T> of(T credentials, Instant expiresAt) {
    return new Granted<>(credentials, expiresAt);
  }

  /**
   * Returns the credentials. Never log them.
   *
   * @return the secret itself
   */
  public T credentials() {
    return credentials;
  }

  /**
   * Returns when they expire, as the cloud says.
   *
   * @return the first instant at which they are no longer valid
   */
  public Instant expiresAt() {
    return expiresAt;
  }

  @Override
  public String toString() {
    return "Granted[until " + expiresAt + "]";
  }
}
