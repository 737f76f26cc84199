package dev.credence.examples.buildtool;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * As whom a build works in its cloud.
 *
 * @param principal the role's session, the service account or the application
 * @param expiresAt when its present credentials end, to the second; fresh ones take their place
 *     before
 */
public record Caller(String principal, Instant expiresAt) {
  /** Cuts off the fraction of a second, which some clouds have. */
  public Caller {
    expiresAt = expiresAt.truncatedTo(ChronoUnit.SECONDS);
  }
}
