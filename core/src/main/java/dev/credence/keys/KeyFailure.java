package dev.credence.keys;

/** Why a fetch of an issuer's keys brought none. */
public enum KeyFailure {
  /** A URL that may not be fetched. */
  ADDRESS,
  /** The server was not found or not reached. */
  CONNECT,
  /** No trusted TLS connection came about. */
  TLS,
  /** A status other than 200, or than 304 where that was possible. */
  STATUS,
  /** A redirect, which is never followed. */
  REDIRECT,
  /** Content that is no JSON by its type. */
  CONTENT_TYPE,
  /** A body that is compressed or otherwise encoded. */
  CONTENT_ENCODING,
  /** A body beyond its limit. */
  TOO_LARGE,
  /** An answer that was not finished in time. */
  DEADLINE,
  /** A connection that broke, or an answer that was no HTTP. */
  IO,
  /**
   * A discovery document that is malformed, another issuer's, or names a URL that isn't allowed.
   */
  DISCOVERY,
  /** A key set that is malformed, empty or without a usable key. */
  KEY_SET,
  /** Anything else. */
  UNEXPECTED
}
