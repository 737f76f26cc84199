package dev.credence.keys;

import dev.credence.internal.http.BoundedFetch;
import dev.credence.internal.http.FetchSettings;
import dev.credence.internal.text.SafeText;
import java.net.ProxySelector;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Keys that an issuer publishes on the web, fetched when they are needed and remembered.
 *
 * <p>Nothing is fetched before keys are first asked for. A set serves for 10 minutes. Callers who
 * ask while a fetch is under way share its outcome. {@link #newerThan} leads to at most one fetch
 * in 10 seconds, and so do failures; a set that can't be used never replaces a good one.
 *
 * <p>Fetches go over https only, follow no redirects, take no more than 131,072 octets of JSON, and
 * end at a deadline. With discovery, the document's {@code issuer} has to equal the configured one
 * exactly (OpenID Connect Discovery 1.0 §4.3).
 *
 * <p>Thread-safe. Threads are daemons, made when something is fetched; {@link #close()} lets go of
 * them. Use one source for one issuer, and share it.
 */
public final class JwksKeySource implements KeySource, AutoCloseable {
  private final KeyLocation location;
  private final BoundedFetch fetch;
  private final KeySetCache cache;

  private JwksKeySource(KeyLocation location, BoundedFetch fetch, LongSupplier nanoTime) {
    this.location = location;
    this.fetch = fetch;
    this.cache = new KeySetCache(location.name(), new JwksLoader(fetch, location)::load, nanoTime);
  }

  /**
   * The keys that an issuer's discovery document names, with the default settings.
   *
   * @param issuer exactly as in the {@code iss} of its tokens; an https URL
   * @return a source that has fetched nothing yet
   * @throws IllegalArgumentException when the issuer is no https URL, or has a query, a fragment or
   *     a user name
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
    return cache.newerThan(seen);
  }

  /** Fails what is being fetched, and lets go of threads and connections. */
  @Override
  public void close() {
    fetch.close();
  }

  /** Names the issuer or the URL. */
  @Override
  public String toString() {
    return "keys of " + SafeText.quote(location.name());
  }

  /** Collects the settings of a {@link JwksKeySource}. Not thread-safe. */
  public static final class Builder {
    private final KeyLocation location;
    private Duration connectTimeout = FetchSettings.DEFAULTS.connectTimeout();
    private Duration totalTimeout = FetchSettings.DEFAULTS.totalTimeout();
    private @Nullable ProxySelector proxySelector;
    private @Nullable SSLContext sslContext;
    private LongSupplier nanoTime = System::nanoTime;

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

    Builder nanoTime(LongSupplier ticker) {
      nanoTime = ticker;
      return this;
    }

    /**
     * Builds the source. Nothing is fetched.
     *
     * @return a source that its user closes
     * @throws IllegalArgumentException when keys can't be fetched from the location, or a timeout
     *     is not positive or exceeds one minute
     */
    public JwksKeySource build() {
      FetchSettings settings =
          new FetchSettings(connectTimeout, totalTimeout, proxySelector, sslContext);
      BoundedFetch fetch = BoundedFetch.with(settings);
      location.requireFetchable(fetch.address());
      return new JwksKeySource(location, fetch, nanoTime);
    }
  }
}
