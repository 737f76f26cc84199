package dev.credence.examples.buildtool;

import com.azure.core.credential.TokenRequestContext;
import com.azure.core.exception.AzureException;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpPipelineBuilder;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.policy.BearerTokenAuthenticationPolicy;
import com.azure.core.util.Context;
import dev.credence.ambient.AmbientEnvironment;
import dev.credence.ambient.AmbientIdTokens;
import dev.credence.ambient.IdTokenSource;
import dev.credence.ambient.IdTokenUnavailableException;
import dev.credence.azure.AzureCloud;
import dev.credence.azure.AzureFederation;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A build that acts as an application of Azure. */
final class AzureSession implements CloudSession {
  private static final String MANAGEMENT = "https://management.azure.com/";
  private static final String SCOPE = MANAGEMENT + ".default";

  private final AzureFederation credential;
  private final HttpPipeline client;
  private final String principal;

  private AzureSession(AzureFederation credential, HttpPipeline client, String principal) {
    this.credential = credential;
    this.client = client;
    this.principal = principal;
  }

  static AzureSession open(CloudSettings settings, AmbientEnvironment job, Clouds clouds)
      throws IdTokenUnavailableException {
    // @start region="azure"
    String tenant = settings.required("azure.tenant");
    String application = settings.required("azure.client");
    IdTokenSource ci = AmbientIdTokens.detect(AzureCloud.PUBLIC.audience(), job);
    AzureFederation credential =
        clouds.azure().tenantId(tenant).clientId(application).idTokens(ci).build();
    // @end
    HttpPipeline client =
        new HttpPipelineBuilder()
            .policies(new BearerTokenAuthenticationPolicy(credential, SCOPE))
            .httpClient(clouds.azureHttp())
            .build();
    return new AzureSession(credential, client, "application " + application);
  }

  @Override
  public Caller caller() throws IOException {
    HttpRequest question =
        new HttpRequest(HttpMethod.GET, MANAGEMENT + "subscriptions?api-version=2022-12-01");
    try (HttpResponse answer = client.sendSync(question, Context.NONE)) {
      if (answer.getStatusCode() != 200) {
        throw new IOException(
            "Azure answered " + answer.getStatusCode() + ": give the " + principal + " a role.");
      }
    } catch (AzureException | UncheckedIOException e) {
      throw new IOException("Azure could not be asked: " + e.getMessage(), e);
    }
    // As the client asked for it, so that it is the same token.
    TokenRequestContext same = new TokenRequestContext().addScopes(SCOPE).setCaeEnabled(true);
    return new Caller(principal, credential.getTokenSync(same).getExpiresAt().toInstant());
  }

  @Override
  public void close() {
    credential.close();
  }
}
