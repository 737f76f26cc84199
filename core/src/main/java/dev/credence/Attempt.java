package dev.credence;

/** The record of one decision, which ends once: with the decision, or with the lack of one. */
interface Attempt {
  /** Nobody is told, and the id is a random one; costs nothing unless the token is refused. */
  Attempt UNRECORDED = CorrelationId::random;

  /** The id that the caller is told if the token is refused. */
  CorrelationId id();

  /** Ends the record with a decision. */
  default void decided(Outcome<CompactToken> token, Decision decision) {}

  /** Ends the record without one. */
  default void failed(Outcome<CompactToken> token, Throwable failure) {}
}
