package dev.credence.azure;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import com.azure.core.exception.ClientAuthenticationException;
import dev.credence.ambient.IdTokenSource;
import dev.credence.audit.AuditListener;
import dev.credence.audit.AuditedExchange;
import dev.credence.audit.CorrelationIds;
import dev.credence.cloud.CloudExchange;
import dev.credence.cloud.CloudExchangeException;
import dev.credence.internal.http.BoundedFetch;
import dev.credence.internal.http.FetchSettings;
import dev.credence.internal.text.SafeText;
import java.net.ProxySelector;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * A credential for Azure's clients that lets a CI job act as an application of Microsoft Entra,
 * which trusts the job by a federated credential. The job's token is the application's assertion
 * (RFC 7523 §2.2); nothing is stored.
 *
 * {@snippet class="snippets.AzureSnippets" region="federation"}
 *
 * <p><b>Access tokens</b> are kept for each tenant and its scopes, and renewed with a fresh token
 * of the job: when Entra says so ({@code refresh_in}), else 5 minutes before they expire, or at
 * half of a life of 2 hours or more. A renewal goes on in the background while the token at hand is
 * handed out, until the last minute of its life. A claims challenge always leads to another
 * exchange. All who ask while an exchange is under way share its outcome.
 *
 * <p><b>Failures</b> are {@link ClientAuthenticationException}s, which Azure's clients expect, with
 * the same message as their cause: a {@link CloudExchangeException} that says which condition of
 * the trust to look at. While a token is valid it is handed out whatever becomes of its renewal.
 * When Entra asked to be left alone for a time, nothing is asked in that time.
 *
 * <p>Thread-safe. {@link #getToken} never blocks, so event loops may call it; what has to be waited
 * for is told on a thread of this credential. {@link #getTokenSync} blocks while an exchange is
 * waited for, and refuses to on threads that Reactor marks as not to be blocked. Threads are
 * daemons and end when nothing is asked; {@link #close()} ends what is under way.
 */
public final class AzureFederation implements TokenCredential, AutoCloseable {
  /** How long one request to Entra may take in all, unless set. */
  public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  private final String clientId;
  private final AllowedTenants tenants;
  private final BoundedFetch fetch;
  private final ExchangeThreads threads = new ExchangeThreads();
  private final AccessTokens accessTokens;

  private AzureFederation(Builder builder) {
    this.clientId = Builder.required(builder.clientId, "clientId");
    this.tenants =
        new AllowedTenants(Builder.required(builder.tenantId, "tenantId"), builder.otherTenants);
    Function<String, CloudExchange> exchanges = builder.exchanges(clientId);
    var unused = exchanges.apply(tenants.home()); // so that limits out of bounds are told now
    this.fetch =
        BoundedFetch.with(
            new FetchSettings(
                CONNECT_TIMEOUT, builder.timeout, builder.proxySelector, builder.sslContext));
    TokenEndpoint endpoint =
        new TokenEndpoint(
            fetch, builder.clock, builder.authority, clientId, builder.cloud.audience());
    this.accessTokens = new AccessTokens(builder.clock, threads::exchange, exchanges, endpoint);
  }

  /**
   * Starts a credential.
   *
   * @return a builder, not thread-safe
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Gets an access token without blocking.
   *
   * @param request what an Azure client asks for
   * @return the token, or a {@link ClientAuthenticationException}, or an {@link
   *     IllegalArgumentException} if the request names no scope, or an {@link
   *     IllegalStateException} after {@link #close()}; cancelling it leaves the exchange to others
   */
  @Override
  public Mono<AccessToken> getToken(TokenRequestContext request) {
    return Mono.defer(
            () -> {
              CompletableFuture<AccessToken> token = token(request);
              return token.isDone()
                  ? Mono.fromFuture(token)
                  : Mono.fromFuture(token.handleAsync(AzureFederation::again, threads.listeners()));
            })
        .onErrorMap(AzureFederation::told);
  }

  /**
   * Gets an access token. Blocks while an exchange is under way that has to be waited for.
   *
   * @param request what an Azure client asks for
   * @return the token, which has not expired
   * @throws ClientAuthenticationException if none was to be had, or the thread was interrupted
   * @throws IllegalArgumentException if the request names no scope
   * @throws IllegalStateException after {@link #close()}, or if the thread may not be blocked
   */
  @Override
  public AccessToken getTokenSync(TokenRequestContext request) {
    CompletableFuture<AccessToken> token = token(request);
    if (!token.isDone() && Schedulers.isInNonBlockingThread()) {
      throw new IllegalStateException(
          "getTokenSync would block thread "
              + SafeText.quote(Thread.currentThread().getName())
              + ", which Reactor marks as not to be blocked: call getToken there");
    }
    try {
      return token.get();
    } catch (ExecutionException failed) {
      throw told(failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new ClientAuthenticationException(
          "azure: the thread was interrupted while it waited for an access token.", null);
    }
  }

  /** An outcome as it is, but told on another thread. */
  private static AccessToken again(@Nullable AccessToken token, @Nullable Throwable failure) {
    if (token != null) {
      return token;
    }
    throw new CompletionException(failure);
  }

  private CompletableFuture<AccessToken> token(TokenRequestContext request) {
    return accessTokens.token(WantedToken.of(request, tenants));
  }

  /** A failure as Azure's clients expect it, with a stack of the one who is told. */
  private static RuntimeException told(Throwable failure) {
    Throwable cause = failure;
    while ((cause instanceof CompletionException || cause instanceof ExecutionException)
        && cause.getCause() != null) {
      cause = cause.getCause();
    }
    if (cause instanceof CloudExchangeException known) {
      return new ClientAuthenticationException(known.getMessage(), null, known);
    }
    return cause instanceof RuntimeException unchecked
        ? unchecked
        : new IllegalStateException("The exchange failed with " + cause.getClass().getName());
  }

  /** Ends what is under way, which then fails, and lets go of threads and connections. */
  @Override
  public void close() {
    accessTokens.close();
    fetch.close();
    threads.close();
  }

  /** Names the application and its tenant. */
  @Override
  public String toString() {
    return "AzureFederation[application " + clientId + " of tenant " + tenants.home() + "]";
  }

  /** Collects what an {@link AzureFederation} consists of. Not thread-safe. */
  public static final class Builder {
    private @Nullable String tenantId;
    private @Nullable String clientId;
    private @Nullable IdTokenSource idTokens;
    private final Set<String> otherTenants = new LinkedHashSet<>();
    private AzureCloud cloud = AzureCloud.PUBLIC;
    private URI authority = AzureCloud.PUBLIC.authority();
    private AuditListener audit = event -> {};
    private CorrelationIds correlationIds = CorrelationIds.random();
    private InstantSource clock = InstantSource.system();
    private int attempts = CloudExchange.DEFAULT_ATTEMPTS;
    private Duration budget = CloudExchange.DEFAULT_BUDGET;
    private Duration timeout = DEFAULT_TIMEOUT;
    private @Nullable ProxySelector proxySelector;
    private @Nullable SSLContext sslContext;

    private Builder() {}

    /**
     * Sets the tenant that the application belongs to. Required.
     *
     * @param tenant its id, or one of its domains
     * @return this builder
     * @throws IllegalArgumentException if it can't be either
     */
    public Builder tenantId(String tenant) {
      this.tenantId = EntraNames.tenant(tenant);
      return this;
    }

    /**
     * Sets the application, or the user-assigned managed identity, that the job acts as. Required.
     *
     * @param id its client id
     * @return this builder
     * @throws IllegalArgumentException if it is no UUID
     */
    public Builder clientId(String id) {
      this.clientId = EntraNames.client(id);
      return this;
    }

    /**
     * Sets where the job's tokens come from. Required. Their audience has to be the federated
     * credential's, which usually is {@link AzureCloud#audience()}.
     *
     * @param source asked for a fresh token at each exchange
     * @return this builder
     */
    public Builder idTokens(IdTokenSource source) {
      this.idTokens = Objects.requireNonNull(source, "source");
      return this;
    }

    /**
     * Sets the cloud.
     *
     * @param where the public one unless set
     * @return this builder
     */
    public Builder cloud(AzureCloud where) {
      this.cloud = Objects.requireNonNull(where, "where");
      this.authority = where.authority();
      return this;
    }

    /**
     * Sets another Entra than the cloud's usual one, such as that of a cloud of one's own.
     *
     * @param url an https URL without path and query
     * @return this builder
     * @throws IllegalArgumentException if it is something else
     */
    public Builder authority(URI url) {
      this.authority = EntraNames.authority(url);
      return this;
    }

    /**
     * Lets Azure's services send the client to other tenants as well, where the application is
     * trusted too. A tenant that isn't listed is never asked, whoever names it.
     *
     * @param tenants their ids or domains
     * @return this builder
     * @throws IllegalArgumentException if one can't be either
     */
    public Builder allowTenants(String... tenants) {
      for (String tenant : tenants) {
        otherTenants.add(EntraNames.tenant(tenant));
      }
      return this;
    }

    /**
     * Sets who is told of each exchange.
     *
     * @param listener nobody unless set
     * @return this builder
     */
    public Builder audit(AuditListener listener) {
      this.audit = Objects.requireNonNull(listener, "listener");
      return this;
    }

    /**
     * Sets where the id of an exchange comes from that is in its audit event, such as the id of the
     * job; random ids unless set.
     *
     * @param ids asked once for each exchange, by the thread that makes it
     * @return this builder
     */
    public Builder correlationIds(CorrelationIds ids) {
      this.correlationIds = Objects.requireNonNull(ids, "ids");
      return this;
    }

    /**
     * Sets the clock by which tokens are renewed.
     *
     * @param source the system's clock unless set
     * @return this builder
     */
    public Builder clock(InstantSource source) {
      this.clock = Objects.requireNonNull(source, "source");
      return this;
    }

    /**
     * Sets how often Entra is asked at most in one exchange, each time with a fresh token.
     *
     * @param most from 1 to 10; {@value CloudExchange#DEFAULT_ATTEMPTS} unless set
     * @return this builder
     */
    public Builder attempts(int most) {
      this.attempts = most;
      return this;
    }

    /**
     * Sets after which time of an exchange no further attempt is begun.
     *
     * @param time positive, at most 5 minutes; 20 seconds unless set
     * @return this builder
     */
    public Builder budget(Duration time) {
      this.budget = Objects.requireNonNull(time, "time");
      return this;
    }

    /**
     * Sets how long one request to Entra may take, from its start to the last octet of the answer.
     *
     * @param length positive, at most one minute; 10 seconds unless set
     * @return this builder
     */
    public Builder timeout(Duration length) {
      this.timeout = Objects.requireNonNull(length, "length");
      return this;
    }

    /**
     * Sets which proxy to go through.
     *
     * @param selector the Java runtime's default unless set
     * @return this builder
     */
    public Builder proxySelector(ProxySelector selector) {
      this.proxySelector = Objects.requireNonNull(selector, "selector");
      return this;
    }

    /**
     * Sets which certificates to trust.
     *
     * @param context the Java runtime's default unless set
     * @return this builder
     */
    public Builder sslContext(SSLContext context) {
      this.sslContext = Objects.requireNonNull(context, "context");
      return this;
    }

    /**
     * Builds the credential. Nothing is asked.
     *
     * @return the credential; close it after use
     * @throws IllegalStateException if something required is missing
     * @throws IllegalArgumentException if attempts, budget or timeout are not within their bounds
     */
    public AzureFederation build() {
      return new AzureFederation(this);
    }

    /** Makes the exchange in a tenant. */
    private Function<String, CloudExchange> exchanges(String application) {
      IdTokenSource source = required(idTokens, "idTokens");
      AuditListener listener = audit;
      CorrelationIds ids = correlationIds;
      InstantSource time = clock;
      int most = attempts;
      Duration limit = budget;
      return tenant ->
          CloudExchange.of(
                  AuditedExchange.of(TokenEndpoint.CLOUD, application).inAccount(tenant), source)
              .audit(listener)
              .correlationIds(ids)
              .clock(time)
              .attempts(most)
              .budget(limit)
              .build();
    }

    private static <T> T required(@Nullable T value, String name) {
      if (value == null) {
        throw new IllegalStateException("An AzureFederation needs " + name + ": set it first");
      }
      return value;
    }
  }
}
