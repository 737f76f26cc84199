package dev.credence.ci;

import dev.credence.VerifiedToken;
import dev.credence.internal.text.SafeText;

/**
 * A verified JWT-SVID, read as the workload that it is about. Holding one proves no more than the
 * token does: which workload was let in is the policy's decision.
 *
 * <p>Immutable and thread-safe.
 */
public final class SpiffeIdentity {
  private final SpiffeId id;

  private SpiffeIdentity(SpiffeId id) {
    this.id = id;
  }

  static SpiffeIdentity of(VerifiedToken token) {
    return new SpiffeIdentity(
        SpiffeId.parse(token.subject())
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "The sub of a JWT-SVID is a workload's SPIFFE ID, spiffe://TRUST-DOMAIN/PATH;"
                        + " this one is "
                        + SafeText.quote(token.subject()))));
  }

  /**
   * Returns the workload's SPIFFE ID.
   *
   * @return {@code spiffe://TRUST-DOMAIN/PATH}
   */
  public String id() {
    return id.toString();
  }

  /**
   * Returns the trust domain.
   *
   * @return the name, without {@code spiffe://}
   */
  public String trustDomain() {
    return id.trustDomain();
  }

  /**
   * Returns the workload's path within the trust domain.
   *
   * @return the path, with its slash in front
   */
  public String path() {
    return id.path();
  }

  /** Returns the SPIFFE ID, which is no secret. */
  @Override
  public String toString() {
    return "SpiffeIdentity[" + id + "]";
  }
}
