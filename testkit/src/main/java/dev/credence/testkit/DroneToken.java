package dev.credence.testkit;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * An access token of a fake identity provider about to be minted. The client, the scopes and the
 * subject are in the claims, and of the JSON types, of that provider. Not thread-safe.
 */
public final class DroneToken extends CiToken<DroneToken> {
  /** Within what each of the providers can be set to. */
  private static final Duration LIFETIME = Duration.ofHours(1);

  private final IdentityProvider provider;
  private List<String> scopes = List.of("deploy");
  private boolean otherClient;
  private boolean person;

  DroneToken(CiIssuer<?> issuer, IdentityProvider provider) {
    super(issuer);
    this.provider = provider;
  }

  /**
   * Sets the scopes, or at Entra the application roles.
   *
   * @param values the scopes, in the token's order
   * @return this token
   */
  public DroneToken scopes(String... values) {
    this.scopes = List.of(values);
    return this;
  }

  DroneToken otherClient() {
    this.otherClient = true;
    return this;
  }

  DroneToken person() {
    this.person = true;
    return this;
  }

  @Override
  DroneToken self() {
    return this;
  }

  @Override
  Duration lifetime() {
    return LIFETIME;
  }

  @Override
  Map<String, Object> usualClaims() {
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("iss", issuerIdentifier());
    claims.put("aud", audienceClaim());
    claims.put("iat", issuedAtSeconds());
    claims.put("exp", issuedAtSeconds() + LIFETIME.toSeconds());
    switch (provider) {
      case OKTA -> putOkta(claims);
      case AUTH0 -> putAuth0(claims);
      case AUTH0_RFC9068 -> putAuth0Rfc9068(claims);
      case KEYCLOAK -> putKeycloak(claims);
      case ENTRA -> putEntra(claims);
    }
    return claims;
  }

  private void putOkta(Map<String, Object> claims) {
    String client = otherClient ? "0oa666666666666666666" : "0oa8acv8gbBPRCZ7I5d7";
    claims.put("ver", 1);
    claims.put("jti", "AT." + UUID.randomUUID());
    claims.put("cid", client);
    if (person) {
      claims.put("uid", "00ue9mlzk7eW24e8Y0h7");
    }
    claims.put("scp", scopes);
    claims.put("sub", person ? "alice@acme.com" : client);
  }

  private void putAuth0(Map<String, Object> claims) {
    String client = auth0Client();
    claims.put("sub", auth0Subject(client));
    claims.put("azp", client);
    claims.put("scope", String.join(" ", scopes));
    if (!person) {
      claims.put("gty", "client-credentials");
    }
  }

  private void putAuth0Rfc9068(Map<String, Object> claims) {
    String client = auth0Client();
    claims.put("sub", auth0Subject(client));
    claims.put("client_id", client);
    claims.put("scope", String.join(" ", scopes));
    claims.put("jti", UUID.randomUUID().toString());
  }

  private String auth0Client() {
    return otherClient ? "66666666666666666666666666666666" : "Zk3mPq7RtXw2Yb9Lc4Nd8Vf1Hg6Js0Ae";
  }

  private String auth0Subject(String client) {
    return person ? "auth0|123456" : client + "@clients";
  }

  private void putKeycloak(Map<String, Object> claims) {
    String client = otherClient ? "drone-sandbox" : "drone-deploy";
    claims.put("jti", UUID.randomUUID().toString());
    claims.put("sub", keycloakSubject());
    claims.put("typ", "Bearer");
    claims.put("azp", client);
    claims.put("acr", "1");
    claims.put("scope", String.join(" ", scopes));
    claims.put("email_verified", false);
    claims.put("preferred_username", person ? "alice" : "service-account-" + client);
  }

  private String keycloakSubject() {
    if (person) {
      return "8128b756-7fd8-4b20-bdf9-7fb754a2af19";
    }
    return otherClient
        ? "deadbeef-0000-4000-8000-000000000001"
        : "648b0687-c002-441d-b797-0003b30168ed";
  }

  private void putEntra(Map<String, Object> claims) {
    String principal =
        otherClient
            ? "deadbeef-0000-4000-8000-000000000002"
            : "72243241-f194-45f3-987d-eeb347b83b69";
    String user = "5e0bd49b-f040-43b0-99b7-22765a53f7f3";
    claims.put("nbf", issuedAtSeconds());
    claims.put(
        "azp",
        otherClient
            ? "deadbeef-0000-4000-8000-000000000003"
            : "1671f074-56e2-4c37-873b-b7b07a120b18");
    claims.put("azpacr", "1");
    if (!person) {
      claims.put("idtyp", "app");
    }
    claims.put("oid", person ? user : principal);
    claims.put("roles", scopes);
    claims.put("sub", person ? "Zk3mPq7RtXw2Yb9Lc4Nd8Vf1Hg6Js0AeZk3mPq7RtXw" : principal);
    claims.put("tid", "ff882432-09b0-437b-bd22-ca13c0037ded");
    claims.put("uti", "4GOPt79GP0if650O0N7iAA");
    claims.put("ver", "2.0");
  }
}
