package dev.credence.cloud;

/**
 * What a cloud checks of a token, or of the request that carries it, before it hands out
 * credentials: where to look first when it doesn't.
 */
public enum TrustCondition {
  /** The cloud trusts the issuer of the token: it is registered there, spelled the same way. */
  ISSUER,
  /** The token's audience is one that the cloud expects. */
  AUDIENCE,
  /** The token's subject, or another claim of the job, is the one that the trust names. */
  SUBJECT,
  /** The token has not expired, and the clocks agree. */
  EXPIRY,
  /** The cloud can fetch the issuer's keys, and one of them made the token's signature. */
  KEYS,
  /** The principal exists, and the job may act as it. */
  PRINCIPAL,
  /** The rights that the request limits itself to are well-formed and not too large. */
  SESSION_POLICY,
  /** The place that is asked is one where the account may be used. */
  LOCATION,
  /** The cloud takes requests from this caller at this rate. */
  QUOTA,
  /** No condition of the cloud's: no token was had, or no answer that can be understood. */
  NONE
}
