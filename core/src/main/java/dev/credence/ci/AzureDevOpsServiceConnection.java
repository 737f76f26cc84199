package dev.credence.ci;

import dev.credence.VerifiedToken;

/**
 * A verified Entra token of a service connection of Azure DevOps, with the ids that its {@code sub}
 * is made of. Which pipeline or branch used the connection is not in the token.
 *
 * <p>Immutable and thread-safe.
 */
public final class AzureDevOpsServiceConnection {
  private final EntraSubject subject;

  private AzureDevOpsServiceConnection(EntraSubject subject) {
    this.subject = subject;
  }

  static AzureDevOpsServiceConnection of(VerifiedToken token) {
    return EntraSubject.parse(token.subject())
        .filter(subject -> subject.applicationId().equals(EntraSubject.AZURE_DEVOPS))
        .map(AzureDevOpsServiceConnection::new)
        .orElseThrow(() ->
            new IllegalArgumentException(
                "The sub of a service connection's Entra token is /eid1/c/pub/t/…/a/…/sc/…, with"
                    + " Azure DevOps as the application; this token has another"));
  }

  /**
   * Returns the Entra tenant.
   *
   * @return a UUID
   */
  public String tenantId() {
    return subject.tenantId();
  }

  /**
   * Returns the organisation in Azure DevOps.
   *
   * @return a UUID
   */
  public String organizationId() {
    return subject.organizationId();
  }

  /**
   * Returns the service connection.
   *
   * @return a UUID
   */
  public String connectionId() {
    return subject.connectionId();
  }

  /** Returns the organisation and the connection, which are no secrets. */
  @Override
  public String toString() {
    return "AzureDevOpsServiceConnection[organizationId="
        + organizationId()
        + ", connectionId="
        + connectionId()
        + "]";
  }
}
