package dev.credence.document;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link ReloadingPolicySet} and its file stand to each other: since when the policies are in
 * use, and what is wrong with the file if they are no longer its own. For health checks. Immutable
 * and thread-safe.
 */
public final class PolicyFileStatus {
  private final Instant loadedAt;
  private final @Nullable PolicyDocumentException error;
  private final @Nullable Instant failedAt;

  private PolicyFileStatus(
      Instant loadedAt, @Nullable PolicyDocumentException error, @Nullable Instant failedAt) {
    this.loadedAt = loadedAt;
    this.error = error;
    this.failedAt = failedAt;
  }

  static PolicyFileStatus loaded(Instant at) {
    return new PolicyFileStatus(at, null, null);
  }

  PolicyFileStatus failed(PolicyDocumentException why, Instant at) {
    return new PolicyFileStatus(loadedAt, Objects.requireNonNull(why, "why"), at);
  }

  /**
   * Returns when the policies in use were loaded.
   *
   * @return the time of the last load that succeeded
   */
  public Instant loadedAt() {
    return loadedAt;
  }

  /**
   * Tells whether the policies in use are those of the file, as of the last look at it.
   *
   * @return false if there is an {@linkplain #error() error}
   */
  public boolean isCurrent() {
    return error == null;
  }

  /**
   * Returns why the file as it is now is not in use.
   *
   * @return the mistake; empty if the policies in use are those of the file
   */
  public Optional<PolicyDocumentException> error() {
    return Optional.ofNullable(error);
  }

  /**
   * Returns when the file was first found to be as it is now.
   *
   * @return the time of the failed load; empty if the policies in use are those of the file
   */
  public Optional<Instant> failedAt() {
    return Optional.ofNullable(failedAt);
  }

  /** Returns the status in words. */
  @Override
  public String toString() {
    return error == null
        ? "loaded at " + loadedAt
        : "loaded at " + loadedAt + ", not replaced at " + failedAt + ": " + error.getMessage();
  }
}
