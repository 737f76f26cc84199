package dev.credence.gcp;

import com.google.auth.http.HttpTransportFactory;
import com.google.auth.oauth2.AccessToken;
import com.google.auth.oauth2.ExternalAccountCredentials.SubjectTokenTypes;
import com.google.auth.oauth2.GoogleCredentials;
import com.google.auth.oauth2.IdentityPoolCredentials;
import com.google.auth.oauth2.ImpersonatedCredentials;
import dev.credence.ambient.IdToken;
import dev.credence.cloud.CloudExchange;
import dev.credence.cloud.Granted;
import dev.credence.internal.http.BoundedFetch;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Exchanges the job's token for an access token of Google's, by Google's own library.
 *
 * <p>Each attempt has credentials of the library's for itself, made for the one token of the job
 * that the attempt was given: however often the library asks for the token, it is the same one, and
 * nothing of a failed attempt is left for the next. Thread-safe.
 */
final class TokenExchange {
  static final String CLOUD_PLATFORM = "https://www.googleapis.com/auth/cloud-platform";

  private final WorkloadIdentityProvider provider;
  private final @Nullable Impersonation impersonation;
  private final String universeDomain;
  private final CloudExchange exchange;
  private final BoundedFetch fetch;
  private final InstantSource clock;
  private final Explanations explanations;
  private volatile boolean closed;

  TokenExchange(
      WorkloadIdentityProvider provider,
      @Nullable Impersonation impersonation,
      String universeDomain,
      CloudExchange exchange,
      BoundedFetch fetch,
      InstantSource clock) {
    this.provider = provider;
    this.impersonation = impersonation;
    this.universeDomain = universeDomain;
    this.exchange = exchange;
    this.fetch = fetch;
    this.clock = clock;
    this.explanations = new Explanations(provider, impersonation);
  }

  /**
   * Makes the exchange.
   *
   * @throws dev.credence.cloud.CloudExchangeException if Google grants nothing that can be used
   */
  AccessToken accessToken(List<String> scopes) {
    if (closed) {
      throw new IllegalStateException(
          "The GcpFederation is closed: close it after the last use of its credentials");
    }
    return exchange.exchange(token -> attempt(token, scopes)).credentials();
  }

  private Granted<AccessToken> attempt(IdToken token, List<String> scopes) {
    GuardedTransport transport = new GuardedTransport(fetch, clock, token, explanations);
    try {
      String value = librarys(token, scopes, () -> transport).refreshAccessToken().getTokenValue();
      return Granted.of(
          new FederatedAccessToken(value, transport.expiresAt(), clock), transport.expiresAt());
    } catch (IOException unreadable) {
      throw explanations.notUnderstood(token);
    }
  }

  private GoogleCredentials librarys(
      IdToken token, List<String> scopes, HttpTransportFactory transport) {
    IdentityPoolCredentials.Builder federated = IdentityPoolCredentials.newBuilder();
    // Used at once and only once: the library needn't find it too old to be used.
    federated.setRefreshMargin(Duration.ZERO).setExpirationMargin(Duration.ZERO);
    federated
        .setAudience(provider.resourceName())
        .setSubjectTokenType(SubjectTokenTypes.JWT)
        .setSubjectTokenSupplier(context -> token.reveal())
        .setUniverseDomain(universeDomain)
        .setHttpTransportFactory(transport);
    return impersonation == null
        ? federated.setScopes(scopes).build()
        : ImpersonatedCredentials.newBuilder()
            .setSourceCredentials(federated.build())
            .setTargetPrincipal(impersonation.account())
            .setDelegates(impersonation.delegateNames())
            .setLifetime(impersonation.lifetimeSeconds())
            .setScopes(scopes)
            .setHttpTransportFactory(transport)
            .build();
  }

  void close() {
    closed = true;
    fetch.close();
  }

  @Override
  public String toString() {
    return impersonation == null
        ? provider.path()
        : impersonation.account() + " by " + provider.path();
  }
}
