package dev.credence.keys;

import dev.credence.internal.http.BoundedFetch;
import dev.credence.internal.http.FetchSettings;
import dev.credence.internal.text.SafeText;
import java.net.ProxySelector;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Keys that an issuer publishes on the web, fetched when they are needed and remembered.
 *
 * <p><b>When it fetches.</b> Nothing is fetched before keys are first asked for. A set serves for
 * as long as the issuer's {@code Cache-Control}, {@code Expires} and {@code Age} let it (RFC 9111),
 * at least 1 minute, at most 24 hours, and 10 minutes where they say nothing. After three quarters
 * of that time the next use starts a fetch in the background, and nobody waits for it. All who ask
 * while a fetch is under way share its outcome; cancelling an answer affects the one who cancels.
 *
 * <p><b>When the issuer can't be reached</b>, the keys at hand serve on for another hour past their
 * lifetime, or what {@link Builder#staleIfError} says, even if the issuer sent {@code
 * must-revalidate}: its outage isn't to become yours. Failed fetches are at least 10 seconds apart.
 * A fetch that succeeds replaces the keys at once, so that a key it doesn't have is refused from
 * then on; a set that is empty, broken or without a usable key never replaces a good one. An old
 * copy that some cache on the way sends can't be told from a rotation back: it is taken, and the
 * first token under a newer key leads to another fetch.
 *
 * <p><b>When a token names an unknown key</b>, or its signature doesn't hold under a known one, the
 * keys are fetched again: at most 5 times a minute and not within 10 seconds of the time before,
 * since anyone can send such tokens. Where that forbids it, one fetch is due once the 10 seconds
 * are over, whatever came in between; until then {@link #newerThan} fails with a {@link
 * KeysUnavailableException} that says when to try again, because the key may be a new one. An id
 * that was not in a set fetched after it was first asked for is unknown for the next minute.
 *
 * <p>Fetches go over https only, follow no redirects, take no more than 131,072 octets of JSON, and
 * end at a deadline. With discovery, the document's {@code issuer} has to equal the configured one
 * exactly (OpenID Connect Discovery 1.0 §4.3); the document serves for an hour, or until the keys
 * can't be had where it says.
 *
 * <p>Thread-safe, and made for virtual threads: no lock is held while anything is fetched. Threads
 * are daemons, made when something is fetched and gone soon after.
 */
public final class JwksKeySource implements KeySource, AutoCloseable {
  /** How long keys serve past their lifetime, while they can't be fetched, unless set: 1 hour. */
  public static final Duration DEFAULT_STALE_IF_ERROR = Duration.ofHours(1);

  /** The longest such time that can be set: 24 hours. */
  public static final Duration MAX_STALE_IF_ERROR = Duration.ofHours(24);

  private static final SharedSources SHARED = new SharedSources();

  private final KeyLocation location;
  private final BoundedFetch fetch;
  private final EventThread eventThread;
  private final KeySetCache cache;
  private final boolean isShared;

  private JwksKeySource(Builder builder, BoundedFetch fetch, boolean isShared) {
    this.location = builder.location;
    this.fetch = fetch;
    this.isShared = isShared;
    this.eventThread = new EventThread();
    Executor executor = builder.eventExecutor == null ? eventThread : builder.eventExecutor;
    this.cache =
        new KeySetCache(
            location.name(),
            new JwksLoader(fetch, location, builder.clock)::load,
            builder.clock,
            builder.staleIfError,
            new KeyReports(location.name(), builder.events, executor));
    if (builder.snapshot != null) {
      cache.restore(KeySnapshot.of(location.name(), builder.snapshot, builder.clock.instant()));
    }
  }

  /**
   * The source that everyone in this program shares who asks for this issuer here, with the default
   * settings: whoever builds a second policy over an issuer needs no second fetch. {@link #close()}
   * has no effect on it; it goes when nobody refers to it any more.
   *
   * @param issuer exactly as in the {@code iss} of its tokens; an https URL
   * @return the same source for the same string, for as long as it is in use
   * @throws IllegalArgumentException as {@link #discovery} does
   */
  public static JwksKeySource shared(String issuer) {
    return SHARED.of(issuer, each -> discoveryBuilder(each).build(true));
  }

  /**
   * The keys that an issuer's discovery document names, with the default settings, for one user who
   * closes the source.
   *
   * @param issuer exactly as in the {@code iss} of its tokens; an https URL
   * @return a source that has fetched nothing yet
   * @throws IllegalArgumentException when the issuer is no https URL, or has a query, a fragment or
   *     a user name
   * @see #shared(String)
   */
  public static JwksKeySource discovery(String issuer) {
    return discoveryBuilder(issuer).build();
  }

  /**
   * The keys at a URL, with the default settings. Take this for an issuer without a discovery
   * document.
   *
   * @param url of the JWK set; https
   * @return a source that has fetched nothing yet
   * @throws IllegalArgumentException when the URL is not https, or has a fragment or a user name
   */
  public static JwksKeySource jwksUrl(URI url) {
    return jwksUrlBuilder(url).build();
  }

  /**
   * A builder of a source that starts from an issuer's discovery document.
   *
   * @param issuer exactly as in the {@code iss} of its tokens; an https URL
   * @return a builder with the default settings
   */
  public static Builder discoveryBuilder(String issuer) {
    return new Builder(new KeyLocation.Discovery(issuer));
  }

  /**
   * A builder of a source that fetches from a URL.
   *
   * @param url of the JWK set; https
   * @return a builder with the default settings
   */
  public static Builder jwksUrlBuilder(URI url) {
    return new Builder(new KeyLocation.Jwks(url));
  }

  @Override
  public CompletionStage<KeySet> current() {
    return cache.current();
  }

  @Override
  public CompletionStage<KeySet> newerThan(KeySet seen, String keyId) {
    return cache.newerThan(seen, keyId);
  }

  /**
   * Fetches the keys before the first token needs them, as a program does while it starts. Where
   * keys are fresh already nothing is fetched.
   *
   * @return completes when there are keys to verify tokens with: fetched ones, or those of a {@link
   *     Builder#snapshot snapshot} when the fetch failed; fails with {@link
   *     KeysUnavailableException}. Cancelling it leaves the fetch to others.
   */
  public CompletableFuture<Void> prefetch() {
    return cache.refreshed().thenAccept(keys -> {}).toCompletableFuture();
  }

  /**
   * How the source is now, for a health check. Nothing is fetched for it.
   *
   * @return the status of this moment
   */
  public KeyStatus status() {
    return cache.status();
  }

  /**
   * The keys at hand, for {@link Builder#snapshot} of a later run: JSON with the issuer, the time
   * of the fetch and the public members of the usable keys, and nothing secret. Whoever can change
   * it where it is kept can make tokens that the later run accepts.
   *
   * @return empty when no keys were ever had
   */
  public Optional<String> snapshot() {
    return cache.snapshot().map(KeySnapshot::toJson);
  }

  /**
   * Fails what is being fetched and all that is asked from now on, and lets go of threads and
   * connections; before JDK 21 the last thread of the HTTP client ends when the garbage collector
   * finds it unused. A {@link #shared shared} source stays open.
   */
  @Override
  public void close() {
    if (!isShared) {
      cache.close();
      fetch.close();
      eventThread.close();
    }
  }

  /** Names the issuer or the URL. */
  @Override
  public String toString() {
    return "keys of " + SafeText.quote(location.name());
  }

  /** Collects the settings of a {@link JwksKeySource}. Not thread-safe. */
  public static final class Builder {
    private KeyLocation location;
    private Duration connectTimeout = FetchSettings.DEFAULTS.connectTimeout();
    private Duration totalTimeout = FetchSettings.DEFAULTS.totalTimeout();
    private @Nullable ProxySelector proxySelector;
    private @Nullable SSLContext sslContext;
    private Duration staleIfError = DEFAULT_STALE_IF_ERROR;
    private InstantSource clock = InstantSource.system();
    private @Nullable KeyEvents events;
    private @Nullable Executor eventExecutor;
    private @Nullable String snapshot;

    private Builder(KeyLocation location) {
      this.location = location;
    }

    /**
     * How long a connection may take to be made.
     *
     * @param timeout positive, at most one minute; 2 s unless set
     * @return this builder
     */
    public Builder connectTimeout(Duration timeout) {
      connectTimeout = timeout;
      return this;
    }

    /**
     * How long one request may take, from its start to the last octet of the answer. Discovery
     * makes two requests.
     *
     * @param timeout positive, at most one minute; 5 s unless set
     * @return this builder
     */
    public Builder totalTimeout(Duration timeout) {
      totalTimeout = timeout;
      return this;
    }

    /**
     * Which proxy to go through.
     *
     * @param selector the Java runtime's default unless set
     * @return this builder
     */
    public Builder proxySelector(ProxySelector selector) {
      proxySelector = selector;
      return this;
    }

    /**
     * Which certificates to trust and to show, as for an issuer inside a company.
     *
     * @param context the Java runtime's default unless set
     * @return this builder
     */
    public Builder sslContext(SSLContext context) {
      sslContext = context;
      return this;
    }

    /**
     * How long keys serve past their lifetime while they can't be fetched. It bounds how long a key
     * can be accepted that the issuer has withdrawn meanwhile.
     *
     * @param bound from zero to {@link #MAX_STALE_IF_ERROR}; {@link #DEFAULT_STALE_IF_ERROR} unless
     *     set
     * @return this builder
     * @throws IllegalArgumentException when it is not
     */
    public Builder staleIfError(Duration bound) {
      if (bound.isNegative() || bound.compareTo(MAX_STALE_IF_ERROR) > 0) {
        throw new IllegalArgumentException(
            "Keys serve "
                + bound
                + " past their lifetime; it must be from zero to "
                + MAX_STALE_IF_ERROR);
      }
      staleIfError = bound;
      return this;
    }

    /**
     * The only host that the discovery document's {@code jwks_uri} may be on. Without it any https
     * URL is taken, as some issuers keep their keys on another host than their documents.
     *
     * @param host a host name without a port; case doesn't matter
     * @return this builder
     * @throws IllegalStateException when the keys are fetched from a known URL
     */
    public Builder jwksHost(String host) {
      location = discovery().pinnedTo(Objects.requireNonNull(host, "host"));
      return this;
    }

    /**
     * Takes the authorization server's metadata of RFC 8414, found between the issuer's host and
     * its path at {@code /.well-known/oauth-authorization-server}, in place of OpenID Connect's
     * document.
     *
     * @return this builder
     * @throws IllegalStateException when the keys are fetched from a known URL
     */
    public Builder oauthMetadata() {
      location = discovery().asOauth();
      return this;
    }

    /**
     * Who hears of fetches, rotations and failures.
     *
     * @param listener nobody unless set
     * @return this builder
     */
    public Builder events(KeyEvents listener) {
      events = Objects.requireNonNull(listener, "listener");
      return this;
    }

    /**
     * The clock that lifetimes and pauses go by. Deadlines of requests don't.
     *
     * @param source the system's clock unless set
     * @return this builder
     */
    public Builder clock(InstantSource source) {
      clock = Objects.requireNonNull(source, "source");
      return this;
    }

    /**
     * Keys that an earlier run had, so that tokens are verified at once even if the issuer is down
     * when the program starts. They count as past their lifetime: the first use starts a fetch, and
     * they serve until its outcome is known, or, if it fails, for {@link #staleIfError} since they
     * were fetched. Wait for {@link JwksKeySource#prefetch()} first if a key that was withdrawn
     * meanwhile must not be accepted for that moment. Older snapshots are of no use, but no
     * mistake.
     *
     * @param json what {@link JwksKeySource#snapshot()} returned; it is as trusted as the issuer
     * @return this builder
     */
    public Builder snapshot(String json) {
      snapshot = Objects.requireNonNull(json, "json");
      return this;
    }

    Builder eventExecutor(Executor executor) {
      eventExecutor = executor;
      return this;
    }

    /**
     * Builds the source. Nothing is fetched.
     *
     * @return a source that its user closes
     * @throws IllegalArgumentException when keys can't be fetched from the location; when a timeout
     *     is not positive or exceeds one minute; when the snapshot is broken, of another issuer, or
     *     from the future
     */
    public JwksKeySource build() {
      return build(false);
    }

    private JwksKeySource build(boolean isShared) {
      FetchSettings settings =
          new FetchSettings(connectTimeout, totalTimeout, proxySelector, sslContext);
      BoundedFetch fetch = BoundedFetch.with(settings);
      location.requireFetchable(fetch.address());
      return new JwksKeySource(this, fetch, isShared);
    }

    private KeyLocation.Discovery discovery() {
      if (location instanceof KeyLocation.Discovery discovery) {
        return discovery;
      }
      throw new IllegalStateException(
          "Keys that are fetched from a known URL need no discovery document");
    }
  }
}
