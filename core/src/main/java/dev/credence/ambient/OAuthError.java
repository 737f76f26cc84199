package dev.credence.ambient;

import java.util.Map;

/**
 * What a token endpoint's error codes mean and what to look at. The codes are those that RFC 6749
 * §5.2, RFC 8693 §2.2.2 and RFC 8707 §2 define: a server's own words are never shown.
 */
final class OAuthError {
  private static final Map<String, String> MEANINGS =
      Map.of(
          "invalid_client",
          "it does not know the client, or its secret or key is another, or it expects the client"
              + " to prove itself in another way than by %s. For assertions some servers require"
              + " the token endpoint's URL as their audience.",
          "unauthorized_client",
          "the client may not use this grant, or its secret is wrong, which some servers call"
              + " alike; look at both in the client's settings.",
          "unsupported_grant_type",
          "it does not support this grant, or has it switched off.",
          "invalid_grant",
          "it does not accept the token that it was given to exchange: its issuer, subject or"
              + " audience is not the one that is configured there, it has expired, or it has been"
              + " used before.",
          "invalid_scope",
          "it does not know one of the scopes, or does not grant it to this client.",
          "invalid_target",
          "it makes no tokens for this audience, or not for this client.",
          "access_denied",
          "its rules deny the client the token; look at the access policies for the audience.",
          "invalid_request",
          "it misses a parameter or does not understand one; some servers refuse the parameter"
              + " audience, others cannot do without a scope.");

  private OAuthError() {}

  /** A sentence about an error code; of one that no standard defines, only that it came. */
  static String explained(Object code, String clientMethod) {
    String meaning = code instanceof String name ? MEANINGS.get(name) : null;
    return meaning == null
        ? "The token endpoint refuses with an error code of its own; its log tells more."
        : "The token endpoint refuses (" + code + "): " + meaning.replace("%s", clientMethod);
  }
}
