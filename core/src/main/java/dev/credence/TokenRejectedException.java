package dev.credence;

import java.util.Objects;

/**
 * Thrown by {@link TrustPolicy#verify(String)} when the token is not trusted: answer 401 or 403,
 * and don't retry with the same token.
 *
 * <p>The message is {@link Rejection#explain()}, meant for the operator's log; to an
 * unauthenticated caller send {@link Rejection#publicMessage()}. There is no cause: nothing of a
 * parser's or a provider's own message, which could quote the token, is kept.
 */
public final class TokenRejectedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Rejection rejection;

  TokenRejectedException(Rejection rejection) {
    super(rejection.explain());
    this.rejection = Objects.requireNonNull(rejection, "rejection");
  }

  /**
   * Returns why the token was refused.
   *
   * @return the rejection
   */
  public Rejection rejection() {
    return rejection;
  }

  /**
   * Returns the reason of the {@link #rejection()}.
   *
   * @return the reason
   */
  public RejectionReason reason() {
    return rejection.reason();
  }
}
