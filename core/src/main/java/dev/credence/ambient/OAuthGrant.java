package dev.credence.ambient;

/** One of OAuth's ways to a token. Immutable. */
final class OAuthGrant {
  private static final String TOKEN_EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";

  private final String type;
  private final Fields fields;

  /** Fills in what a grant takes, with tokens got for this request alone. */
  private interface Fields {
    void addTo(OAuthForm form) throws IdTokenUnavailableException;
  }

  private OAuthGrant(String type, Fields fields) {
    this.type = type;
    this.fields = fields;
  }

  /** RFC 6749 §4.4. */
  static OAuthGrant clientCredentials() {
    return new OAuthGrant("client_credentials", form -> {});
  }

  /** RFC 8693 §2.1. */
  static OAuthGrant tokenExchange(IdTokenSource subject, SubjectTokenType subjectType) {
    return new OAuthGrant(
        TOKEN_EXCHANGE,
        form ->
            form.put("subject_token", subject.idToken().reveal())
                .put("subject_token_type", subjectType.uri()));
  }

  /** RFC 7523 §2.1. */
  static OAuthGrant jwtBearer(IdTokenSource assertions) {
    return new OAuthGrant(
        "urn:ietf:params:oauth:grant-type:jwt-bearer",
        form -> form.put("assertion", assertions.idToken().reveal()));
  }

  void addTo(OAuthForm form) throws IdTokenUnavailableException {
    form.put("grant_type", type);
    fields.addTo(form);
  }

  /** Whether the answer has to say what kind of token it holds (RFC 8693 §2.2.1). */
  boolean isAnsweredWithItsType() {
    return type.equals(TOKEN_EXCHANGE);
  }
}
