package dev.credence;

/**
 * Why a token was refused: a closed, stable vocabulary for code, dashboards and tests.
 *
 * <p>Every constant means that the token is not trusted. Constants may be added in a minor release,
 * so a {@code switch} over them needs a default branch, and an unknown reason means rejected.
 */
public enum RejectionReason {
  /**
   * The text is not a compact JWS: wrong characters, parts, padding or encoding (RFC 7515 §3.1).
   */
  MALFORMED("The token is not a compact signed JWT"),
  /** The token, or a part of it, is longer than this library reads. */
  TOO_LARGE("The token is too large"),
  /** The header names something that no CI token may name, such as {@code crit} or {@code jku}. */
  HEADER_FORBIDDEN("The token's header is not acceptable"),
  /** Header or payload is not one strict JSON object in UTF-8 within the budgets (RFC 8259). */
  JSON_INVALID("The token's JSON is not acceptable"),
  /** The {@code iss} claim is not exactly an issuer of the policy. */
  ISSUER_UNKNOWN("The token comes from another issuer"),
  /** The issuer is not trusted with the algorithm that the header names. */
  ALGORITHM_NOT_ALLOWED("The token's algorithm is not allowed for this issuer"),
  /** The issuer publishes no key of the id that the header names, or the header names none. */
  KEY_UNKNOWN("The issuer has no such key"),
  /** The issuer publishes the key, but it is not fit for this token: algorithm, use or strength. */
  KEY_UNSUITABLE("The issuer's key is not fit for this token"),
  /** The signature does not verify under the issuer's key. */
  SIGNATURE_INVALID("The signature is not valid"),
  /** The token is meant for another audience. */
  AUDIENCE_MISMATCH("The token is meant for another audience"),
  /** The token is meant for this audience and for others that the policy does not tolerate. */
  AUDIENCE_MULTIPLE("The token is meant for other audiences as well"),
  /** The token's {@code exp} has passed. */
  EXPIRED("The token has expired"),
  /** The token's {@code nbf} has not come. */
  NOT_YET_VALID("The token is not valid yet"),
  /** The token's {@code iat} lies in the future. */
  ISSUED_IN_FUTURE("The token was issued in the future"),
  /**
   * The token lives longer, from {@code iat} to {@code exp}, than its issuer is trusted to grant.
   */
  LIFETIME_EXCEEDED("The token lives longer than allowed"),
  /** A claim that every token must have is absent or null. */
  CLAIM_MISSING("A required claim is missing"),
  /** A registered claim has another JSON type than its specification gives it. */
  CLAIM_TYPE("A claim has the wrong type"),
  /**
   * A claim has the right type but a value that it can't have, such as an {@code exp} before {@code
   * iat}.
   */
  CLAIM_INVALID("A claim has an impossible value"),
  /** A claim's name differs only by case from one that matters, so two readers could disagree. */
  CLAIM_AMBIGUOUS("A claim's name could be mistaken for another's"),
  /** A requirement of the policy does not hold; {@link Rejection#mismatches()} lists each. */
  CLAIM_MISMATCH("The job is not the one that the policy trusts"),
  /** The token was presented before. */
  REPLAYED("The token was used before"),
  /**
   * The replay guard can't tell whether the token was presented before; worth another try later.
   */
  REPLAY_UNDECIDED("It can't be told whether the token was used before");

  private final String sentence;

  RejectionReason(String sentence) {
    this.sentence = sentence;
  }

  /** This reason in a few words, without a full stop. */
  String sentence() {
    return sentence;
  }
}
