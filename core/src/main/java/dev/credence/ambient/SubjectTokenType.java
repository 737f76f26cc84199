package dev.credence.ambient;

/** What the token is that goes into an exchange (RFC 8693 §3). */
public enum SubjectTokenType {
  /** An access token, for servers that exchange none but their own. */
  ACCESS_TOKEN("urn:ietf:params:oauth:token-type:access_token"),
  /** An OpenID Connect ID token, as CIs issue them. */
  ID_TOKEN("urn:ietf:params:oauth:token-type:id_token"),
  /** A JWT of whatever meaning. */
  JWT("urn:ietf:params:oauth:token-type:jwt");

  private final String uri;

  SubjectTokenType(String uri) {
    this.uri = uri;
  }

  /**
   * Returns the type's registered name.
   *
   * @return a URN
   */
  public String uri() {
    return uri;
  }
}
