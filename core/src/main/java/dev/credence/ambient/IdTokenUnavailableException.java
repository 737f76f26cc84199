package dev.credence.ambient;

import java.util.Objects;

/**
 * The job can't have an ID token, and what would have to change so that it can.
 *
 * <p>The message is written for whoever maintains the pipeline: it names what is missing and, where
 * the CI's configuration can supply it, holds the very lines to add, so it may have several lines.
 * It never holds a token, a secret or the body of an answer, and there is no cause.
 */
public final class IdTokenUnavailableException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Who was to give the token. */
  private final String provider;

  /** What stands in the way. */
  private final Kind kind;

  /** What stands in the way. */
  public enum Kind {
    /** No CI was recognised. */
    NO_CI,
    /** The variables of more than one CI are set. */
    SEVERAL_CIS,
    /** The job's configuration asks for no token, or lacks the permission. */
    NOT_GRANTED,
    /** The CI withholds tokens or secrets because the build comes from a fork or a pull request. */
    FORK_BUILD,
    /** The CI gives tokens for another audience and leaves no choice. */
    AUDIENCE_NOT_OFFERED,
    /** The token that came is for another audience, although this CI could make one for this. */
    OTHER_AUDIENCE,
    /** The token that the CI gave the job has expired. */
    EXPIRED,
    /** The CI or identity provider was asked and said no. Asking again is no use. */
    REFUSED,
    /** The CI or identity provider could not be asked, or not in time. Asking later may help. */
    UNREACHABLE,
    /** What came is not understood. */
    BAD_ANSWER,
    /** A variable or file of the CI holds something that can't be used. */
    BAD_ENVIRONMENT,
    /** The waiting thread was interrupted; its interrupt flag is set again. */
    INTERRUPTED
  }

  /**
   * A token that can't be had.
   *
   * @param provider the CI or identity provider, by the name it gives itself
   * @param kind what stands in the way
   * @param problem what was tried, what came of it and what to change, as sentences; never with a
   *     token or a secret
   */
  public IdTokenUnavailableException(String provider, Kind kind, String problem) {
    super(provider + ": " + problem);
    this.provider = provider;
    this.kind = Objects.requireNonNull(kind, "kind");
  }

  /**
   * Returns who was to give the token.
   *
   * @return the name of a CI or identity provider
   */
  public String provider() {
    return provider;
  }

  /**
   * Returns what stands in the way.
   *
   * @return the kind; a later version may add some
   */
  public Kind kind() {
    return kind;
  }
}
