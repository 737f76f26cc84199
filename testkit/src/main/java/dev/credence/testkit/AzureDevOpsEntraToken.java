package dev.credence.testkit;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * A token that a fake Entra tenant issues for a service connection of Azure DevOps, about to be
 * minted: every claim that has been seen in one, with {@code uti} and no {@code jti}. {@code iss}
 * and {@code sub} follow from the others. Not thread-safe.
 */
public final class AzureDevOpsEntraToken extends CiToken<AzureDevOpsEntraToken> {
  private static final Duration LIFETIME = Duration.ofMinutes(1_445);
  private static final int GUID_BYTES = 16;

  private String tenantId = AzureDevOpsEntraIssuer.TENANT_ID;
  private String applicationId = "499b84ac-1321-427f-aa17-267ca6975798";
  private String organizationId = AzureDevOpsEntraIssuer.ORGANIZATION_ID;
  private String connectionId = AzureDevOpsEntraIssuer.CONNECTION_ID;

  AzureDevOpsEntraToken(CiIssuer<?> issuer) {
    super(issuer);
  }

  /**
   * Sets the tenant; {@code iss} and {@code sub} follow.
   *
   * @param id a UUID
   * @return this token
   */
  public AzureDevOpsEntraToken tenant(String id) {
    this.tenantId = requireUuid(id);
    return this;
  }

  /**
   * Sets the application that the token is issued to, in place of Azure DevOps; {@code sub}
   * follows.
   *
   * @param id a UUID
   * @return this token
   */
  public AzureDevOpsEntraToken application(String id) {
    this.applicationId = requireUuid(id);
    return this;
  }

  /**
   * Sets the service connection; {@code sub} follows.
   *
   * @param idOfOrganization a UUID
   * @param id a UUID
   * @return this token
   */
  public AzureDevOpsEntraToken connection(String idOfOrganization, String id) {
    this.organizationId = requireUuid(idOfOrganization);
    this.connectionId = requireUuid(id);
    return this;
  }

  @Override
  AzureDevOpsEntraToken self() {
    return this;
  }

  @Override
  Duration lifetime() {
    return LIFETIME;
  }

  @Override
  Map<String, Object> usualClaims() {
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("aud", audienceClaim());
    claims.put("iss", AzureDevOpsEntraIssuer.ofTenant(tenantId));
    claims.put("iat", issuedAtSeconds());
    claims.put("nbf", issuedAtSeconds());
    claims.put("exp", issuedAtSeconds() + LIFETIME.toSeconds());
    claims.put("aio", "k2RgYFB0lUnlqGWYxsi0Zj0A");
    claims.put("azp", applicationId);
    claims.put("azpacr", "2");
    claims.put("idtyp", "app");
    claims.put("oid", "9246576b-c9b6-441d-a0ca-796721fd971e");
    claims.put("rh", "1.AAAAMiSI_7AJe0O9IsoTwAN97Q.");
    claims.put("sub", subject());
    claims.put("tid", tenantId);
    claims.put("uti", encode(UUID.randomUUID().toString()));
    claims.put("ver", "2.0");
    claims.put("xms_ficinfo", "CAAQARgAIAA");
    claims.put("xms_idrel", "7 30");
    return claims;
  }

  private String subject() {
    return "/eid1/c/pub/t/"
        + encode(tenantId)
        + "/a/"
        + encode(applicationId)
        + "/sc/"
        + organizationId
        + "/"
        + connectionId;
  }

  /** Base64url of a GUID's bytes, the first three fields of which Entra writes little-endian. */
  private static String encode(String uuid) {
    UUID id = UUID.fromString(uuid);
    long high = id.getMostSignificantBits();
    ByteBuffer bytes = ByteBuffer.allocate(GUID_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putInt((int) (high >>> 32)).putShort((short) (high >>> 16)).putShort((short) high);
    bytes.order(ByteOrder.BIG_ENDIAN).putLong(id.getLeastSignificantBits());
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
  }

  private static String requireUuid(String id) {
    return UUID.fromString(Objects.requireNonNull(id, "id")).toString();
  }
}
