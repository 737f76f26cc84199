package dev.credence.testkit;

import dev.credence.keys.SignatureAlgorithm;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A fake Entra tenant, for the tokens that it issues for service connections of Azure DevOps. The
 * tenant, the organisation and the connection have the ids of the constants unless told otherwise.
 *
 * <p>The real one's audience can't be chosen; {@link #audience(String)} is for testing what a
 * policy does about another. Each scenario returns a token that can be changed further before it is
 * signed. Thread-safe.
 */
public final class AzureDevOpsEntraIssuer extends CiIssuer<AzureDevOpsEntraIssuer> {
  /** The id of the default tenant. */
  public static final String TENANT_ID = "ff882432-09b0-437b-bd22-ca13c0037ded";

  /** The id of the default organisation in Azure DevOps. */
  public static final String ORGANIZATION_ID = AzureDevOpsIssuer.ORGANIZATION_ID;

  /** The id of the default service connection. */
  public static final String CONNECTION_ID = "64171687-7a59-4fce-b2c8-823278dcf176";

  private static final String OTHER_CONNECTION_ID = "66666666-6666-4666-8666-666666666606";
  private static final String OTHER_ORGANIZATION_ID = "66666666-6666-4666-8666-666666666607";
  private static final String OTHER_TENANT_ID = "66666666-6666-4666-8666-666666666608";
  private static final String OTHER_APPLICATION_ID = "66666666-6666-4666-8666-666666666609";

  AzureDevOpsEntraIssuer() {
    super(
        ofTenant(TENANT_ID),
        "fb60f99c-7a34-4190-8149-302f77469936",
        SigningKey.generate(KeyIds::jwkThumbprint, SignatureAlgorithm.RS256));
  }

  static String ofTenant(String tenantId) {
    return "https://login.microsoftonline.com/" + tenantId + "/v2.0";
  }

  @Override
  AzureDevOpsEntraIssuer self() {
    return this;
  }

  @Override
  Map<String, Object> header(SigningKey key) {
    Map<String, Object> header = new LinkedHashMap<>();
    header.put("typ", "JWT");
    header.put("alg", "RS256");
    header.put("kid", key.id());
    return header;
  }

  /**
   * The token of the default service connection.
   *
   * @return the connection's token
   */
  public AzureDevOpsEntraToken serviceConnection() {
    return new AzureDevOpsEntraToken(this);
  }

  /**
   * The token of another service connection of the organisation.
   *
   * @return the connection's token
   */
  public AzureDevOpsEntraToken otherConnection() {
    return serviceConnection().connection(ORGANIZATION_ID, OTHER_CONNECTION_ID);
  }

  /**
   * The token of a service connection with the same id in another organisation of the tenant.
   *
   * @return the connection's token
   */
  public AzureDevOpsEntraToken otherOrganization() {
    return serviceConnection().connection(OTHER_ORGANIZATION_ID, CONNECTION_ID);
  }

  /**
   * The token of the service connection in another tenant; {@code iss} follows. Signed with the
   * same key.
   *
   * @return the connection's token
   */
  public AzureDevOpsEntraToken otherTenant() {
    return serviceConnection().tenant(OTHER_TENANT_ID);
  }

  /**
   * The token of another application that federates in the same tenant, with the same issuer and
   * audience.
   *
   * @return the application's token
   */
  public AzureDevOpsEntraToken otherApplication() {
    return serviceConnection().application(OTHER_APPLICATION_ID);
  }

  @Override
  AzureDevOpsEntraToken usualJob() {
    return serviceConnection();
  }

  @Override
  void putVariables(Map<String, String> env, RunningJob job) {
    AzureDevOpsJob.putVariables(env, job);
  }

  @Override
  void addRoutes(IssuerServer server) {
    AzureDevOpsJob.addRoutes(server, runningJob());
  }
}
