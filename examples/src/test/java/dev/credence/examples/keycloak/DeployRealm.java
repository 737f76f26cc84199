package dev.credence.examples.keycloak;

import dev.credence.testkit.GitHubActionsIssuer;
import java.io.IOException;
import java.net.URI;

/**
 * A realm in which pipelines get tokens for the service that they deploy with, and that service
 * exchanges them for ones that the artifact store takes.
 */
final class DeployRealm {
  static final String NAME = "ci";
  static final String DEPLOY_API = "deploy-api";
  static final String DEPLOY_API_SECRET = "secret of the service";
  static final String ARTIFACT_STORE = "artifact-store";
  static final String DEPLOY_SCOPE = "deploy";
  static final String STORE_SCOPE = "store";

  private static final String PATH = "/" + NAME;
  private static final String CLIENTS = PATH + "/clients";
  private static final String KEYS = PATH + "/components";

  private final AdminApi api;
  private final URI server;

  private DeployRealm(AdminApi api, URI server) {
    this.api = api;
    this.server = server;
  }

  static DeployRealm create(KeycloakServer keycloak) throws IOException, InterruptedException {
    DeployRealm realm = new DeployRealm(new AdminApi(keycloak), keycloak.url());
    realm.api.create("", "{\"realm\": \"%s\", \"enabled\": true}".formatted(NAME));
    realm.createScope(DEPLOY_SCOPE, DEPLOY_API);
    realm.createScope(STORE_SCOPE, ARTIFACT_STORE);
    realm.createServices();
    return realm;
  }

  /** The host and port, as they are in the issuer. */
  String host() {
    return server.getAuthority();
  }

  String issuer() {
    return server + "/realms/" + NAME;
  }

  /**
   * A client's full scope would bring the audience "account" and roles with it; these bring one.
   */
  private void createScope(String name, String audience) throws IOException, InterruptedException {
    api.create(
        PATH + "/client-scopes",
        """
        {
          "name": "%s",
          "protocol": "openid-connect",
          "attributes": {"include.in.token.scope": "true"},
          "protocolMappers": [{
            "name": "audience",
            "protocol": "openid-connect",
            "protocolMapper": "oidc-audience-mapper",
            "config": {"included.client.audience": "%s", "access.token.claim": "true"}
          }]
        }
        """
            .formatted(name, audience));
  }

  private void createServices() throws IOException, InterruptedException {
    api.create(CLIENTS, "{\"clientId\": \"%s\", \"bearerOnly\": true}".formatted(ARTIFACT_STORE));
    api.create(
        CLIENTS,
        """
        {
          "clientId": "%s",
          "secret": "%s",
          "standardFlowEnabled": false,
          "fullScopeAllowed": false,
          "attributes": {"standard.token.exchange.enabled": "true"},
          "defaultClientScopes": ["basic", "%s"],
          "optionalClientScopes": []
        }
        """
            .formatted(DEPLOY_API, DEPLOY_API_SECRET, STORE_SCOPE));
  }

  /** Registers a pipeline that proves itself with a secret; returns its service account's id. */
  String createPipelineWithSecret(String clientId, String secret)
      throws IOException, InterruptedException {
    return createPipeline(
        clientId, "\"clientAuthenticatorType\": \"client-secret\", \"secret\": \"" + secret + "\"");
  }

  /** Registers a pipeline that proves itself with a key; returns its service account's id. */
  String createPipelineWithKey(String clientId, PipelineKey key)
      throws IOException, InterruptedException {
    return createPipeline(
        clientId,
        """
        "clientAuthenticatorType": "client-jwt",
        "attributes": {
          "token.endpoint.auth.signing.alg": "ES256",
          "use.jwks.string": "true",
          "jwks.string": "%s"
        }
        """
            .formatted(key.publicJwks().replace("\"", "\\\"")));
  }

  /** Registers a pipeline that proves itself with its CI's token; returns its account's id. */
  String createPipelineOfCi(String clientId, String ci, String subject)
      throws IOException, InterruptedException {
    return createPipeline(
        clientId,
        """
        "clientAuthenticatorType": "federated-jwt",
        "attributes": {"jwt.credential.issuer": "%s", "jwt.credential.sub": "%s"}
        """
            .formatted(ci, subject));
  }

  private String createPipeline(String clientId, String proof)
      throws IOException, InterruptedException {
    String id =
        api.create(
            CLIENTS,
            """
            {
              "clientId": "%s",
              "standardFlowEnabled": false,
              "serviceAccountsEnabled": true,
              "fullScopeAllowed": false,
              "defaultClientScopes": ["basic", "%s"],
              "optionalClientScopes": [],
              %s
            }
            """
                .formatted(clientId, DEPLOY_SCOPE, proof));
    String account = api.read(CLIENTS + "/" + id + "/service-account-user");
    return AdminApi.stringMember("id", account);
  }

  /** Lets a CI's tokens prove who a client is. The keys come from where the fake CI serves them. */
  void trustCi(String alias, GitHubActionsIssuer ci) throws IOException, InterruptedException {
    api.create(
        PATH + "/identity-provider/instances",
        """
        {
          "alias": "%s",
          "providerId": "oidc",
          "enabled": true,
          "hideOnLogin": true,
          "config": {
            "issuer": "%s",
            "validateSignature": "true",
            "useJwksUrl": "true",
            "jwksUrl": "%s",
            "supportsClientAssertions": "true",
            "authorizationUrl": "%s",
            "tokenUrl": "%s",
            "clientId": "unused",
            "clientSecret": "unused"
          }
        }
        """
            .formatted(alias, ci.identifier(), ci.server().keys().url(), ci.url(), ci.url()));
  }

  /** Lets the realm sign with a new key; it goes on publishing the older ones. */
  String addSigningKey(int priority) throws IOException, InterruptedException {
    return api.create(KEYS, signingKey(priority, true));
  }

  /** Stops publishing a key of {@link #addSigningKey}. */
  void withdrawSigningKey(String id, int priority) throws IOException, InterruptedException {
    api.replace(KEYS + "/" + id, signingKey(priority, false));
  }

  private static String signingKey(int priority, boolean enabled) {
    return """
    {
      "name": "signing-%d",
      "providerId": "rsa-generated",
      "providerType": "org.keycloak.keys.KeyProvider",
      "config": {
        "priority": ["%d"],
        "enabled": ["%b"],
        "active": ["true"],
        "algorithm": ["RS256"],
        "keySize": ["2048"]
      }
    }
    """
        .formatted(priority, priority, enabled);
  }
}
