package dev.credence.internal.http;

import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link BoundedFetch} connects.
 *
 * @param connectTimeout for a connection to be made
 * @param totalTimeout for a whole exchange, from its start to the last octet of the body
 * @param proxySelector which proxy to use; null for the Java runtime's default
 * @param sslContext which certificates to trust; null for the Java runtime's default
 */
public record FetchSettings(
    Duration connectTimeout,
    Duration totalTimeout,
    @Nullable ProxySelector proxySelector,
    @Nullable SSLContext sslContext) {
  /** The longest time that either timeout may be set to. */
  public static final Duration MAX_TIMEOUT = Duration.ofMinutes(1);

  /** 2 s to connect, 5 s in all. */
  public static final FetchSettings DEFAULTS =
      new FetchSettings(Duration.ofSeconds(2), Duration.ofSeconds(5), null, null);

  /** Refuses timeouts that are zero, negative or longer than {@link #MAX_TIMEOUT}. */
  public FetchSettings {
    requireSensible("connect timeout", connectTimeout);
    requireSensible("total timeout", totalTimeout);
  }

  /** These settings, with connections made straight to the server. */
  FetchSettings withoutProxy() {
    return new FetchSettings(connectTimeout, totalTimeout, HttpClient.Builder.NO_PROXY, sslContext);
  }

  private static void requireSensible(String name, Duration timeout) {
    if (timeout.isNegative() || timeout.isZero() || timeout.compareTo(MAX_TIMEOUT) > 0) {
      throw new IllegalArgumentException(
          "The " + name + " is " + timeout + "; it must be positive and at most " + MAX_TIMEOUT);
    }
  }
}
