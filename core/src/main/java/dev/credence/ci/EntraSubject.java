package dev.credence.ci;

import java.util.Optional;

/**
 * The {@code sub} of an Entra token of a service connection: {@code
 * /eid1/c/pub/t/TENANT/a/APP/sc/ORG/ID}, in which tenant and application are {@linkplain EntraGuid
 * encoded} and the other two are plain.
 */
record EntraSubject(
    String tenantId, String applicationId, String organizationId, String connectionId) {
  /** The id of Azure DevOps as an application, which is the same in every tenant. */
  static final String AZURE_DEVOPS = "499b84ac-1321-427f-aa17-267ca6975798";

  private static final String TENANT = "/eid1/c/pub/t/";
  private static final String APPLICATION = "/a/";
  private static final String CONNECTION = "/sc/";
  private static final int UUID_LENGTH = 36;
  private static final int APPLICATION_AT = TENANT.length() + EntraGuid.LENGTH;
  private static final int CONNECTION_AT = APPLICATION_AT + APPLICATION.length() + EntraGuid.LENGTH;
  private static final int ORGANIZATION_AT = CONNECTION_AT + CONNECTION.length();
  private static final int LENGTH = ORGANIZATION_AT + UUID_LENGTH + 1 + UUID_LENGTH;

  static EntraSubject of(String tenantId, String organizationId, String connectionId) {
    return new EntraSubject(tenantId, AZURE_DEVOPS, organizationId, connectionId);
  }

  /** Reads a {@code sub} whose every part is at its place, and no other. */
  static Optional<EntraSubject> parse(String subject) {
    if (subject.length() != LENGTH) {
      return Optional.empty();
    }
    Optional<String> tenant = EntraGuid.decode(subject.substring(TENANT.length(), APPLICATION_AT));
    Optional<String> application =
        EntraGuid.decode(subject.substring(APPLICATION_AT + APPLICATION.length(), CONNECTION_AT));
    if (tenant.isEmpty() || application.isEmpty()) {
      return Optional.empty();
    }
    String organization = subject.substring(ORGANIZATION_AT, ORGANIZATION_AT + UUID_LENGTH);
    String connection = subject.substring(LENGTH - UUID_LENGTH);
    EntraSubject parsed =
        new EntraSubject(tenant.get(), application.get(), organization, connection);
    boolean ids = Identifiers.isUuid(organization) && Identifiers.isUuid(connection);
    return ids && parsed.toString().equals(subject) ? Optional.of(parsed) : Optional.empty();
  }

  @Override
  public String toString() {
    return TENANT
        + EntraGuid.encode(tenantId)
        + APPLICATION
        + EntraGuid.encode(applicationId)
        + CONNECTION
        + organizationId
        + "/"
        + connectionId;
  }
}
