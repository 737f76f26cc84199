package dev.credence.azure;

import com.azure.core.credential.AccessToken;
import dev.credence.ambient.IdToken;
import dev.credence.cloud.CloudExchangeException;
import dev.credence.cloud.CloudExchangeException.Kind;
import dev.credence.cloud.Granted;
import dev.credence.cloud.TrustCondition;
import dev.credence.internal.http.Answer;
import dev.credence.internal.http.BoundedFetch;
import dev.credence.internal.http.CredentialRequest;
import dev.credence.internal.http.FetchException;
import dev.credence.internal.http.FetchResult;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Entra's token endpoint: the grant {@code client_credentials} with a job's token as the
 * application's assertion (RFC 7523 §2.2). Thread-safe; blocks.
 *
 * @see <a
 *     href="https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow">
 *     Microsoft: client credentials with a federated credential</a>
 */
final class TokenEndpoint {
  static final String CLOUD = "azure";

  private static final String ASSERTION_TYPE =
      "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

  private static final int OK = 200;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SERVER_ERRORS = 500;

  private final BoundedFetch fetch;
  private final InstantSource clock;
  private final URI authority;
  private final String clientId;
  private final String usualAudience;

  TokenEndpoint(
      BoundedFetch fetch,
      InstantSource clock,
      URI authority,
      String clientId,
      String usualAudience) {
    this.fetch = fetch;
    this.clock = clock;
    this.authority = authority;
    this.clientId = clientId;
    this.usualAudience = usualAudience;
  }

  /**
   * Asks for an access token.
   *
   * @param claims the request's parameter of that name; null for none
   * @throws CloudExchangeException if none came that can be used
   */
  Granted<AccessToken> ask(WantedToken wanted, @Nullable String claims, IdToken assertion) {
    Instant asked = clock.instant();
    String correlationId = UUID.randomUUID().toString();
    CredentialRequest request =
        CredentialRequest.post(url(wanted.tenant()), Answer.OAUTH_TOKEN)
            .form(fields(wanted, claims, assertion))
            .header("client-request-id", correlationId);
    FetchResult answer = answer(fetch.send(request), assertion);
    TokenAnswer members = TokenAnswer.read(answer.body(), assertion);
    if (answer.status() == OK) {
      return members.granted(asked);
    }
    throw members.refusal(
        new EntraRequest(authority, wanted.tenant(), clientId, usualAudience, correlationId));
  }

  private URI url(String tenant) {
    return URI.create(authority + "/" + tenant + "/oauth2/v2.0/token");
  }

  private Map<String, String> fields(
      WantedToken wanted, @Nullable String claims, IdToken assertion) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("grant_type", "client_credentials");
    fields.put("client_id", clientId);
    fields.put("scope", String.join(" ", wanted.scopes()));
    fields.put("client_assertion_type", ASSERTION_TYPE);
    fields.put("client_assertion", assertion.reveal());
    if (claims != null) {
      fields.put("claims", claims);
    }
    return fields;
  }

  private static FetchResult answer(CompletableFuture<FetchResult> coming, IdToken assertion) {
    try {
      return coming.get();
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof FetchException known) {
        throw translated(known, assertion);
      }
      throw new IllegalStateException("A fetch fails with nothing but FetchException");
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw CloudExchangeException.of(CLOUD, Kind.UNAVAILABLE)
          .problem("was asked, but the credential was closed before the answer came")
          .with(assertion);
    }
  }

  private static CloudExchangeException translated(FetchException failure, IdToken assertion) {
    CloudExchangeException.Builder builder =
        CloudExchangeException.of(CLOUD, kind(failure))
            .problem("gave no access token: " + failure.getMessage());
    failure.retryAfter().ifPresent(builder::retryAfter);
    if (failure.status() == TOO_MANY_REQUESTS) {
      builder.lookAt(
          TrustCondition.QUOTA,
          "Entra asks for fewer requests; jobs that start together may be too many for it.");
    }
    return builder.with(assertion);
  }

  private static Kind kind(FetchException failure) {
    return switch (failure.kind()) {
      case CONNECT, TLS, DEADLINE, IO -> Kind.UNAVAILABLE;
      case STATUS -> isPassing(failure.status()) ? Kind.UNAVAILABLE : Kind.BAD_ANSWER;
      case ADDRESS, REDIRECT, CONTENT_TYPE, CONTENT_ENCODING, TOO_LARGE -> Kind.BAD_ANSWER;
    };
  }

  private static boolean isPassing(int status) {
    return status == TOO_MANY_REQUESTS || status >= SERVER_ERRORS;
  }
}
