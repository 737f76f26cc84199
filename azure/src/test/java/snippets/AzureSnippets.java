package snippets;

import com.azure.core.credential.TokenCredential;
import com.azure.identity.ClientAssertionCredentialBuilder;
import dev.credence.ambient.AmbientIdTokens;
import dev.credence.ambient.IdTokenSource;
import dev.credence.ambient.IdTokenUnavailableException;
import dev.credence.audit.Slf4jAuditListener;
import dev.credence.azure.AzureCloud;
import dev.credence.azure.AzureFederation;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;

/** The snippets of the module's documentation, compiled. */
final class AzureSnippets {
  private AzureSnippets() {}

  static void federation(Consumer<TokenCredential> client) throws IdTokenUnavailableException {
    // @start region="federation"
    IdTokenSource ci = AmbientIdTokens.detect(AzureCloud.PUBLIC.audience());
    try (AzureFederation azure =
        AzureFederation.builder()
            .tenantId("8d3e3d5c-51a3-4b6e-9d4e-0d6c3b3b3f10")
            .clientId("0f4a2d34-7e2c-4b0d-9a8a-5b7a2f9f6c21")
            .idTokens(ci)
            .audit(Slf4jAuditListener.create())
            .build()) {
      client.accept(azure); // goes where Azure's clients want their credential
    }
    // @end
  }

  static ClientAssertionCredentialBuilder azureIdentity(
      IdTokenSource ci, ExecutorService threads, String tenantId, String clientId) {
    // @start region="azure-identity"
    ClientAssertionCredentialBuilder builder =
        new ClientAssertionCredentialBuilder()
            .tenantId(tenantId)
            .clientId(clientId)
            .executorService(threads) // such as Executors.newCachedThreadPool(); don't leave it out
            .clientAssertion(() -> {
              try {
                return ci.idToken().reveal();
              } catch (IdTokenUnavailableException e) {
                throw new IllegalStateException(e.getMessage(), e);
              }
            });
    // @end
    return builder;
  }
}
