package dev.credence.gcp;

import com.google.auth.oauth2.GoogleCredentials;
import dev.credence.ambient.IdTokenSource;
import dev.credence.audit.AuditListener;
import dev.credence.audit.AuditedExchange;
import dev.credence.audit.CorrelationIds;
import dev.credence.cloud.CloudExchange;
import dev.credence.internal.http.BoundedFetch;
import dev.credence.internal.http.FetchSettings;
import dev.credence.internal.text.SafeText;
import java.net.ProxySelector;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Google credentials for a CI job, by Workload Identity Federation: each refresh exchanges a fresh
 * token of the job, at a {@link WorkloadIdentityProvider} that trusts the CI.
 *
 * {@snippet class="snippets.GcpSnippets" region="federation"}
 *
 * <p>The credentials stand for the job itself, or for a service account that the job may act as.
 * They are Google's own type: whatever takes {@link GoogleCredentials} takes them, and {@link
 * GoogleCredentials#createScoped} limits them. Nothing is asked before they are first used.
 * Google's library refreshes them when less than 3 minutes and 45 seconds are left, by one thread
 * for all; what has less than 3 minutes left it doesn't hand out.
 *
 * <p>A refresh that fails throws {@link dev.credence.cloud.CloudExchangeException}, through
 * whatever client uses the credentials. While the token at hand has 3 minutes left, it is used in
 * place of the failure, and the next use tries again.
 *
 * <p>Immutable and thread-safe. {@link #close()} lets go of threads and connections; the
 * credentials then can't be refreshed any more.
 *
 * @see <a href="https://cloud.google.com/iam/docs/workload-identity-federation">IAM: Workload
 *     Identity Federation</a>
 */
public final class GcpFederation implements AutoCloseable {
  /** The universe of Google Cloud that is meant unless another is set. */
  public static final String DEFAULT_UNIVERSE_DOMAIN = "googleapis.com";

  /** How long one request takes at most, unless set. */
  public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);

  private final TokenExchange exchange;
  private final GoogleCredentials credentials;

  private GcpFederation(TokenExchange exchange, String universeDomain) {
    this.exchange = exchange;
    this.credentials = FederatedCredentials.of(exchange, universeDomain);
  }

  /**
   * Starts a federation. It needs a provider and a source of tokens.
   *
   * @return a builder, not thread-safe
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Returns the credentials, with the scope {@code https://www.googleapis.com/auth/cloud-platform}.
   *
   * @return always the same ones; thread-safe
   */
  public GoogleCredentials credentials() {
    return credentials;
  }

  /** Lets go of threads and connections. A refresh that is under way fails. */
  @Override
  public void close() {
    exchange.close();
  }

  /** Tells the provider and the service account. */
  @Override
  public String toString() {
    return "GcpFederation[" + exchange + "]";
  }

  /** Collects what a {@link GcpFederation} consists of. Not thread-safe. */
  public static final class Builder {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final int LONGEST_DOMAIN = 253;

    private @Nullable WorkloadIdentityProvider provider;
    private @Nullable IdTokenSource idTokens;
    private @Nullable String serviceAccount;
    private List<String> delegates = List.of();
    private @Nullable Duration lifetime;
    private String universeDomain = DEFAULT_UNIVERSE_DOMAIN;
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
     * Sets where Google is told to trust the CI.
     *
     * @param trusting the provider
     * @return this builder
     */
    public Builder provider(WorkloadIdentityProvider trusting) {
      this.provider = Objects.requireNonNull(trusting, "trusting");
      return this;
    }

    /**
     * Sets where the job's tokens come from. Their audience is {@link
     * WorkloadIdentityProvider#audience()}, or one that the provider is told to allow.
     *
     * @param source asked for a token at each refresh
     * @return this builder
     */
    public Builder idTokens(IdTokenSource source) {
      this.idTokens = Objects.requireNonNull(source, "source");
      return this;
    }

    /**
     * Lets the job act as a service account rather than as itself.
     *
     * @param address such as {@code deploy@my-project.iam.gserviceaccount.com}, or its unique id
     * @return this builder
     * @throws IllegalArgumentException if it can't be one
     */
    public Builder serviceAccount(String address) {
      this.serviceAccount = Impersonation.checkedAccount(address);
      return this;
    }

    /**
     * Lets the job get at the service account by way of others: it may act as the first, each may
     * act as the next, and the last as the one.
     *
     * @param addresses of the service accounts in between
     * @return this builder
     * @throws IllegalArgumentException if one can't be one
     */
    public Builder delegates(String... addresses) {
      List<String> chain = List.of(addresses);
      chain.forEach(Impersonation::checkedAccount);
      this.delegates = chain;
      return this;
    }

    /**
     * Sets how long each token of the service account is good for. More than an hour needs an
     * organization policy.
     *
     * @param time whole seconds from 10 minutes to 12 hours; an hour unless set
     * @return this builder
     * @throws IllegalArgumentException if it is not within these bounds
     */
    public Builder lifetime(Duration time) {
      this.lifetime = Impersonation.checkedLifetime(time);
      return this;
    }

    /**
     * Sets the universe of Google Cloud. Google's services are then asked below this domain; what
     * providers and audiences are called stays the same.
     *
     * @param domain {@link #DEFAULT_UNIVERSE_DOMAIN} unless set
     * @return this builder
     * @throws IllegalArgumentException if it is no domain name
     */
    public Builder universeDomain(String domain) {
      boolean sensible =
          domain.length() <= LONGEST_DOMAIN
              && domain.indexOf('.') > 0
              && !domain.endsWith(".")
              && !domain.contains("..")
              && domain.chars().allMatch(Builder::isOfDomain);
      if (!sensible) {
        throw new IllegalArgumentException(
            "The universe domain is "
                + SafeText.quote(domain)
                + "; it must be a domain name such as "
                + DEFAULT_UNIVERSE_DOMAIN);
      }
      this.universeDomain = domain;
      return this;
    }

    private static boolean isOfDomain(int c) {
      return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
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
     * Sets the clock by which tokens expire and are refreshed.
     *
     * @param source the system's clock unless set
     * @return this builder
     */
    public Builder clock(InstantSource source) {
      this.clock = Objects.requireNonNull(source, "source");
      return this;
    }

    /**
     * Sets how often Google is asked at most for each refresh.
     *
     * @param most from 1 to 10; {@link CloudExchange#DEFAULT_ATTEMPTS} unless set
     * @return this builder
     * @throws IllegalArgumentException on {@link #build()}, if it is not within these bounds
     */
    public Builder attempts(int most) {
      this.attempts = most;
      return this;
    }

    /**
     * Sets after which time of a refresh no further attempt is begun.
     *
     * @param time positive, at most 5 minutes; {@link CloudExchange#DEFAULT_BUDGET} unless set
     * @return this builder
     * @throws IllegalArgumentException on {@link #build()}, if it is not within these bounds
     */
    public Builder budget(Duration time) {
      this.budget = Objects.requireNonNull(time, "time");
      return this;
    }

    /**
     * Sets how long one request may take, from connecting to the last octet of the answer.
     *
     * @param time positive, at most 1 minute; {@link #DEFAULT_TIMEOUT} unless set
     * @return this builder
     * @throws IllegalArgumentException on {@link #build()}, if it is not within these bounds
     */
    public Builder timeout(Duration time) {
      this.timeout = Objects.requireNonNull(time, "time");
      return this;
    }

    /**
     * Sets which proxy to go through. The testkit's stand-in for Google is put in its place by one,
     * too.
     *
     * @param selector the Java runtime's default unless set
     * @return this builder
     */
    public Builder proxySelector(ProxySelector selector) {
      this.proxySelector = Objects.requireNonNull(selector, "selector");
      return this;
    }

    /**
     * Sets which certificates to trust and to show, as behind a company's proxy.
     *
     * @param context the Java runtime's default unless set
     * @return this builder
     */
    public Builder sslContext(SSLContext context) {
      this.sslContext = Objects.requireNonNull(context, "context");
      return this;
    }

    /**
     * Builds the federation. Nothing is asked.
     *
     * @return the federation, to be closed after use
     * @throws IllegalStateException if the provider or the source of tokens is missing, or a
     *     lifetime or delegates were set without a service account
     * @throws IllegalArgumentException if a limit is not within its bounds
     */
    public GcpFederation build() {
      WorkloadIdentityProvider trusting = required(provider, "provider");
      IdTokenSource source = required(idTokens, "idTokens");
      Impersonation impersonation = impersonation();
      FetchSettings settings =
          new FetchSettings(shorter(CONNECT_TIMEOUT, timeout), timeout, proxySelector, sslContext);
      CloudExchange cloud =
          CloudExchange.of(asked(trusting), source)
              .audit(audit)
              .correlationIds(correlationIds)
              .clock(clock)
              .attempts(attempts)
              .budget(budget)
              .build();
      return new GcpFederation(
          new TokenExchange(
              trusting, impersonation, universeDomain, cloud, BoundedFetch.with(settings), clock),
          universeDomain);
    }

    private static <T> T required(@Nullable T value, String name) {
      if (value == null) {
        throw new IllegalStateException("A GcpFederation needs " + name + ": set it first");
      }
      return value;
    }

    private @Nullable Impersonation impersonation() {
      if (serviceAccount != null) {
        return new Impersonation(
            serviceAccount, delegates, lifetime == null ? Impersonation.USUAL_LIFETIME : lifetime);
      }
      if (lifetime != null || !delegates.isEmpty()) {
        throw new IllegalStateException(
            "A lifetime and delegates are for acting as a service account: call serviceAccount()");
      }
      return null;
    }

    private AuditedExchange asked(WorkloadIdentityProvider trusting) {
      return AuditedExchange.of(
              Explanations.CLOUD, serviceAccount == null ? trusting.path() : serviceAccount)
          .inAccount(String.valueOf(trusting.projectNumber()));
    }

    private static Duration shorter(Duration one, Duration other) {
      return one.compareTo(other) < 0 ? one : other;
    }
  }
}
