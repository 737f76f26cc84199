package dev.credence.testkit;

/**
 * Whose access tokens a {@link DroneIssuer} mints. Drone and Woodpecker issue none themselves:
 * their jobs get one from the organisation's identity provider.
 */
public enum IdentityProvider {
  /** Okta, the custom authorization server {@code default} of {@code acme.okta.com}. */
  OKTA("https://acme.okta.com/oauth2/default", "/v1/keys", "/v1/token"),
  /** Auth0, the tenant {@code acme.eu.auth0.com}, with Auth0's own token profile. */
  AUTH0("https://acme.eu.auth0.com/", ".well-known/jwks.json", "oauth/token"),
  /** Auth0, the tenant {@code acme.eu.auth0.com}, with the token profile of RFC 9068. */
  AUTH0_RFC9068("https://acme.eu.auth0.com/", ".well-known/jwks.json", "oauth/token"),
  /** Keycloak, the realm {@code ci} of {@code id.acme.com}. */
  KEYCLOAK(
      "https://id.acme.com/realms/ci",
      "/protocol/openid-connect/certs",
      "/protocol/openid-connect/token"),
  /** Entra, a tenant's API that accepts tokens of version 2. */
  ENTRA(
      "https://login.microsoftonline.com/ff882432-09b0-437b-bd22-ca13c0037ded/v2.0",
      "/discovery/v2.0/keys",
      "/oauth2/v2.0/token");

  private final String identifier;
  private final String keysPath;
  private final String tokenPath;

  IdentityProvider(String identifier, String keysPath, String tokenPath) {
    this.identifier = identifier;
    this.keysPath = keysPath;
    this.tokenPath = tokenPath;
  }

  String identifier() {
    return identifier;
  }

  boolean isAuth0() {
    return this == AUTH0 || this == AUTH0_RFC9068;
  }

  /** Where an issuer of this kind has its keys; Entra's are beside the version, not below it. */
  String jwksUri(String issuer) {
    return base(issuer) + keysPath;
  }

  /** Where an issuer of this kind gives tokens. */
  String tokenEndpoint(String issuer) {
    return base(issuer) + tokenPath;
  }

  private String base(String issuer) {
    return this == ENTRA && issuer.endsWith("/v2.0") ? withoutVersion(issuer) : issuer;
  }

  private static String withoutVersion(String issuer) {
    return issuer.substring(0, issuer.length() - "/v2.0".length());
  }
}
