package dev.credence.gcp;

/** Which of Google's services is asked. */
enum Step {
  /** The token service exchanges the job's token for a federated one (RFC 8693). */
  EXCHANGE,
  /** The credentials service exchanges the federated token for one of a service account. */
  IMPERSONATION;

  static Step of(String url) {
    return url.endsWith(":generateAccessToken") ? IMPERSONATION : EXCHANGE;
  }
}
