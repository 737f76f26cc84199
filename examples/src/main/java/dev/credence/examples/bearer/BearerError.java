package dev.credence.examples.bearer;

import dev.credence.Rejection;
import java.util.Optional;

/** The error codes of RFC 6750 §3.1, with the status that each goes with. */
public enum BearerError {
  /** The request is malformed, so that there is no one token to look at. */
  INVALID_REQUEST(400, "invalid_request"),
  /** The token is not acceptable here, whatever job it is of; another token may be. */
  INVALID_TOKEN(401, "invalid_token"),
  /** The token is genuine and meant for this service, but its job may not do this. */
  INSUFFICIENT_SCOPE(403, "insufficient_scope");

  private final int status;
  private final String code;

  BearerError(int status, String code) {
    this.status = status;
    this.code = code;
  }

  // @start region="of"
  /**
   * Returns what a refused token is to its bearer.
   *
   * @param rejection why it was refused
   * @return the error, or empty where it can't be told yet: answer 503
   */
  public static Optional<BearerError> of(Rejection rejection) {
    return switch (rejection.reason()) {
      case CLAIM_MISMATCH -> Optional.of(INSUFFICIENT_SCOPE); // who it is was verified before
      case REPLAY_UNDECIDED -> Optional.empty();
      default -> Optional.of(INVALID_TOKEN); // reasons still to come among them
    };
  }

  // @end

  /**
   * Returns the status that the error is answered with.
   *
   * @return an HTTP status
   */
  public int status() {
    return status;
  }

  /**
   * Returns the error as it is sent.
   *
   * @return a registered code
   */
  public String code() {
    return code;
  }
}
