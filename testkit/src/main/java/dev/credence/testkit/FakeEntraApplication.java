package dev.credence.testkit;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * An application of a {@link FakeEntraTenant}, with the federated credentials by which it trusts
 * jobs. Thread-safe.
 */
public final class FakeEntraApplication {
  /** The audience of a federated credential in the public cloud unless another is chosen. */
  public static final String USUAL_AUDIENCE = "api://AzureADTokenExchange";

  private final String clientId;
  private final List<EntraFederatedCredential> credentials = new CopyOnWriteArrayList<>();

  FakeEntraApplication(String clientId) {
    this.clientId = clientId;
  }

  /**
   * Adds a federated credential with the {@link #USUAL_AUDIENCE}.
   *
   * @param issuer the CI whose tokens are trusted
   * @param subject exactly as in the {@code sub} of its tokens
   * @return this application
   * @throws IllegalStateException if it has one for this issuer and subject, as Entra allows only
   *     one
   */
  public FakeEntraApplication trusts(CiIssuer<?> issuer, String subject) {
    return trusts(issuer, subject, USUAL_AUDIENCE);
  }

  /**
   * Adds a federated credential.
   *
   * @param issuer the CI whose tokens are trusted
   * @param subject exactly as in the {@code sub} of its tokens
   * @param audience exactly as in the {@code aud} of its tokens
   * @return this application
   * @throws IllegalStateException if it has one for this issuer and subject, as Entra allows only
   *     one
   */
  public synchronized FakeEntraApplication trusts(
      CiIssuer<?> issuer, String subject, String audience) {
    if (credentials.stream()
        .anyMatch(
            each -> each.issuer().equals(issuer.identifier()) && each.subject().equals(subject))) {
      throw new IllegalStateException(
          "There is a federated credential for this issuer and subject already: " + subject);
    }
    credentials.add(new EntraFederatedCredential(issuer, subject, audience));
    return this;
  }

  /**
   * Takes all federated credentials away.
   *
   * @return this application
   */
  public FakeEntraApplication trustsNobody() {
    credentials.clear();
    return this;
  }

  List<EntraFederatedCredential> credentials() {
    return credentials;
  }

  String clientId() {
    return clientId;
  }

  @Override
  public String toString() {
    return "application " + clientId;
  }
}
