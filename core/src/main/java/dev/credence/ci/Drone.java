package dev.credence.ci;

import dev.credence.Issuer;
import dev.credence.VerifiedToken;
import dev.credence.claim.Claim;
import dev.credence.claim.Requirement;
import dev.credence.claim.StringClaim;
import dev.credence.claim.StringListClaim;
import java.time.Duration;
import java.util.List;

/**
 * Self-hosted Drone, and Woodpecker: issuers, claims and requirements of the access tokens that
 * their jobs get elsewhere.
 *
 * <p><b>Drone and Woodpecker issue no token.</b> A job gets one from the organisation's identity
 * provider, by the OAuth grant {@code client_credentials} with a client id and a secret that are
 * secrets of the repository. Such a token proves that someone had the client's secret, and nothing
 * else: <b>no repository, no branch, no event, no build.</b> What Drone says of those is in the
 * job's environment, unsigned, and worth nothing here. So
 *
 * <ul>
 *   <li>register one client for each repository and environment, and let each have one scope, that
 *       of the service it deploys with. The client then stands for both;
 *   <li>keep the secret from pull requests, as Drone does unless told otherwise, and from every
 *       branch that isn't protected: whoever can change the pipeline's YAML can read it;
 *   <li>give the service an audience of its own at the identity provider;
 *   <li>prefer a signed assertion ({@code private_key_jwt}) to a secret, which is for ever until
 *       someone changes it.
 * </ul>
 *
 * <pre>{@code
 * TrustPolicy.named("production-deploy")
 *     .issuer(Drone.oktaIssuer("acme.okta.com", "aus1a2b3c4d5e6f7g8h9"))
 *     .audience("api://deploy")
 *     .require(Drone.oktaClient("0oa8acv8gbBPRCZ7I5d7").scope("deploy"))
 *     .build();
 * }</pre>
 *
 * <p>Each identity provider names the client in a claim of its own, and each has tokens in which a
 * person used the same client: requiring {@code sub} too keeps those out. A token for a service
 * account of Google is no access token but an ID token: see {@link Google}. How long tokens live is
 * the organisation's to decide, with up to 24 hours accepted here; shorten it where the API is
 * registered.
 *
 * <p>Static and thread-safe.
 */
public final class Drone {
  /** {@code sub}: the client, its service account, or a person who used it. */
  public static final StringClaim SUBJECT = Claim.string("sub");

  /** {@code cid}: the client, at Okta. */
  public static final StringClaim OKTA_CLIENT_ID = Claim.string("cid");

  /** {@code azp}: the client, at Auth0 by default, at Keycloak and at Entra. */
  public static final StringClaim AUTHORIZED_PARTY = Claim.string("azp");

  /**
   * {@code client_id}: the client, in access tokens of RFC 9068, such as Auth0's of that profile.
   */
  public static final StringClaim CLIENT_ID = Claim.string("client_id");

  /** {@code gty}: the grant, at Auth0 by default; {@code client-credentials}. */
  public static final StringClaim GRANT_TYPE = Claim.string("gty");

  /** {@code scp}: the scopes, at Okta, an array. */
  public static final StringListClaim OKTA_SCOPES = Claim.strings("scp");

  /** {@code scope}: the scopes with spaces between (RFC 9068 §2.2.3), at Auth0 and Keycloak. */
  public static final StringClaim SCOPE = Claim.string("scope");

  /** {@code roles}: the application roles, at Entra, an array. */
  public static final StringListClaim ENTRA_ROLES = Claim.strings("roles");

  private static final Duration MAX_LIFETIME = Duration.ofHours(24);

  /** What the header of an access token says where the provider follows RFC 9068. */
  private static final String ACCESS_TOKEN = "at+jwt";

  private Drone() {}

  /**
   * Returns the issuer of a custom authorization server of Okta. Keep the result: its keys are
   * cached with it. The tokens of the organisation's own server, without {@code /oauth2/}, are for
   * Okta's API alone and can't be verified by anyone else. Where the server's issuer is "dynamic",
   * it follows the host that the client used: make it fixed.
   *
   * @param host the organisation's domain, such as {@code acme.okta.com}, or its custom one
   * @param authorizationServerId the server's id, or {@code default}
   * @return {@code https://HOST/oauth2/ID}, for tokens that say they are {@code at+jwt} or say
   *     nothing
   * @throws IllegalArgumentException if a part is not a host or an id
   */
  public static Issuer oktaIssuer(String host, String authorizationServerId) {
    String id = Identifiers.requireLabel("The id of an Okta server", authorizationServerId);
    return issuer(at(host) + "/oauth2/" + id, "JWT", ACCESS_TOKEN);
  }

  /**
   * Starts the requirement that a token is one client's of Okta.
   *
   * @param clientId the value of {@link #OKTA_CLIENT_ID}
   * @return the step that asks for the scope
   * @throws IllegalArgumentException if the id is not letters, digits, hyphens and underscores
   */
  public static NeedsScope oktaClient(String clientId) {
    String client = requireClient(clientId);
    return scope ->
        Requirement.allOf(
            OKTA_CLIENT_ID.is(client),
            SUBJECT.is(client),
            OKTA_SCOPES.contains(ScopeText.requireOne(scope)));
  }

  /**
   * Returns the issuer of an Auth0 tenant for APIs with Auth0's own token profile, the default.
   * Keep the result: its keys are cached with it.
   *
   * @param host the tenant's domain, such as {@code acme.eu.auth0.com}, or its custom one
   * @return {@code https://HOST/}, with the slash
   * @throws IllegalArgumentException if it is not a host
   */
  public static Issuer auth0Issuer(String host) {
    return issuer(at(host) + "/", "JWT");
  }

  /**
   * Returns the issuer of an Auth0 tenant for APIs with the token profile of RFC 9068. Keep the
   * result: its keys are cached with it.
   *
   * @param host the tenant's domain, such as {@code acme.eu.auth0.com}, or its custom one
   * @return {@code https://HOST/}, with the slash, for tokens that say they are {@code at+jwt}
   * @throws IllegalArgumentException if it is not a host
   */
  public static Issuer auth0Rfc9068Issuer(String host) {
    return issuer(at(host) + "/", ACCESS_TOKEN);
  }

  /**
   * Starts the requirement that a token is one client's of Auth0, with Auth0's own token profile.
   *
   * @param clientId the value of {@link #AUTHORIZED_PARTY}
   * @return the step that asks for the scope
   * @throws IllegalArgumentException if the id is not letters, digits, hyphens and underscores
   */
  public static NeedsScope auth0Client(String clientId) {
    String client = requireClient(clientId);
    return scope ->
        Requirement.allOf(
            AUTHORIZED_PARTY.is(client),
            SUBJECT.is(client + "@clients"),
            GRANT_TYPE.is("client-credentials"),
            ScopeText.containing(SCOPE, scope));
  }

  /**
   * Starts the requirement that a token is one client's of Auth0, with the token profile of RFC
   * 9068.
   *
   * @param clientId the value of {@link #CLIENT_ID}
   * @return the step that asks for the scope
   * @throws IllegalArgumentException if the id is not letters, digits, hyphens and underscores
   */
  public static NeedsScope auth0Rfc9068Client(String clientId) {
    String client = requireClient(clientId);
    return scope ->
        Requirement.allOf(
            CLIENT_ID.is(client),
            SUBJECT.is(client + "@clients"),
            ScopeText.containing(SCOPE, scope));
  }

  /**
   * Returns the issuer of a realm of Keycloak 17 or newer. Keep the result: its keys are cached
   * with it. One below a path, as all were before 17, needs {@link Issuer#builder(String)} with the
   * types {@code JWT} and {@code at+jwt}. Give the client an audience mapper: without one, tokens
   * name no audience or {@code account}.
   *
   * @param host Keycloak's host name, and its port where that is not 443
   * @param realm the realm's name
   * @return {@code https://HOST/realms/REALM}, for tokens that say they are {@code JWT} or {@code
   *     at+jwt}
   * @throws IllegalArgumentException if a part is not a host or a plain name
   */
  public static Issuer keycloakIssuer(String host, String realm) {
    String name = Identifiers.requireLabel("The name of a Keycloak realm", realm);
    return issuer(at(host) + "/realms/" + name, "JWT", ACCESS_TOKEN);
  }

  /**
   * Starts the requirement that a token is one client's of Keycloak, and its service account's, so
   * that people who log in through the client are kept out.
   *
   * @param clientId the value of {@link #AUTHORIZED_PARTY}
   * @return the step that asks for the service account
   */
  public static NeedsServiceAccount keycloakClient(String clientId) {
    Requirement client = AUTHORIZED_PARTY.is(clientId);
    return userId -> {
      String subject = Identifiers.requireUuid("The id of a Keycloak service account", userId);
      return scope ->
          Requirement.allOf(client, SUBJECT.is(subject), ScopeText.containing(SCOPE, scope));
    };
  }

  /**
   * Returns the issuer of an Entra tenant for APIs that accept tokens of version 2 ({@code
   * requestedAccessTokenVersion}); those of version 1 have another issuer and are refused. Keep the
   * result: its keys are cached with it.
   *
   * @param tenantId the tenant's id
   * @return {@code https://login.microsoftonline.com/TENANT/v2.0}
   * @throws IllegalArgumentException if the id is not a UUID in lower case
   */
  public static Issuer entraIssuer(String tenantId) {
    String tenant = Identifiers.requireUuid("The id of an Entra tenant", tenantId);
    return issuer("https://login.microsoftonline.com/" + tenant + "/v2.0", "JWT");
  }

  /**
   * Starts the requirement that a token is one application's of Entra.
   *
   * @param clientId the value of {@link #AUTHORIZED_PARTY}, the application's id
   * @return the step that asks for the service principal
   * @throws IllegalArgumentException if the id is not a UUID in lower case
   */
  public static NeedsServicePrincipal entraClient(String clientId) {
    String client = Identifiers.requireUuid("The id of an Entra application", clientId);
    return objectId -> {
      String subject = Identifiers.requireUuid("The id of an Entra service principal", objectId);
      return role ->
          Requirement.allOf(
              AUTHORIZED_PARTY.is(client), SUBJECT.is(subject), ENTRA_ROLES.contains(role));
    };
  }

  /**
   * Returns the claims that this class knows, for a {@link dev.credence.ClaimDrift}.
   *
   * @return an unmodifiable list of all the constants
   */
  public static List<Claim<?>> claims() {
    return List.of(
        SUBJECT,
        OKTA_CLIENT_ID,
        AUTHORIZED_PARTY,
        CLIENT_ID,
        GRANT_TYPE,
        OKTA_SCOPES,
        SCOPE,
        ENTRA_ROLES);
  }

  /**
   * Reads a verified token as the client that it is about.
   *
   * @param token an access token of one of these identity providers
   * @return the typed view
   * @throws IllegalArgumentException if the token names no client
   */
  public static DroneIdentity identity(VerifiedToken token) {
    return DroneIdentity.of(token);
  }

  /** The last step of the requirements on clients with scopes. */
  @FunctionalInterface
  public interface NeedsScope {
    /**
     * Sets the scope that the token must have, whatever other it has.
     *
     * @param scope one scope, such as {@code deploy}
     * @return the requirement on client, subject and scope together
     * @throws IllegalArgumentException if it is not one scope, or holds a wildcard
     */
    Requirement scope(String scope);
  }

  /** The second step of {@link #keycloakClient(String)}. */
  @FunctionalInterface
  public interface NeedsServiceAccount {
    /**
     * Sets the client's service account.
     *
     * @param userId the id of the user {@code service-account-CLIENT}
     * @return the step that asks for the scope
     * @throws IllegalArgumentException if the id is not a UUID in lower case
     */
    NeedsScope serviceAccountId(String userId);
  }

  /** The second step of {@link #entraClient(String)}. */
  @FunctionalInterface
  public interface NeedsServicePrincipal {
    /**
     * Sets the application's service principal.
     *
     * @param objectId the service principal's object id, not the application's
     * @return the step that asks for the role
     * @throws IllegalArgumentException if the id is not a UUID in lower case
     */
    NeedsAppRole servicePrincipalId(String objectId);
  }

  /** The last step of {@link #entraClient(String)}. */
  @FunctionalInterface
  public interface NeedsAppRole {
    /**
     * Sets the application role that the token must have, whatever other it has.
     *
     * @param role the role's value, such as {@code Deploy.Production}
     * @return the requirement on application, service principal and role together
     */
    Requirement appRole(String role);
  }

  private static Issuer issuer(String identifier, String firstType, String... moreTypes) {
    return Issuer.builder(identifier)
        .tokenTypes(firstType, moreTypes)
        .maxLifetime(MAX_LIFETIME)
        .identityClaims(CLIENT_ID, OKTA_CLIENT_ID, AUTHORIZED_PARTY, GRANT_TYPE)
        .build();
  }

  private static String requireClient(String clientId) {
    return Identifiers.requireLabel("The id of a client", clientId);
  }

  private static String at(String host) {
    return "https://" + Identifiers.requireHost("An identity provider's host", host);
  }
}
