package dev.credence.internal.http;

import java.net.URI;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which URLs may be fetched. Immutable and thread-safe. */
public final class FetchAddress {
  /** https URLs of any host. */
  public static final FetchAddress HTTPS = new FetchAddress(null, null);

  /** http and https URLs whose host is literally this machine. */
  public static final FetchAddress LOOPBACK = new FetchAddress(new LoopbackOnly(), null);

  private static final Set<String> LOOPBACK_HOSTS = Set.of("127.0.0.1", "[::1]", "localhost");

  private final @Nullable LoopbackOnly loopback;
  private final @Nullable LocalService service;

  private FetchAddress(@Nullable LoopbackOnly loopback, @Nullable LocalService service) {
    this.loopback = loopback;
    this.service = service;
  }

  /** The http URLs of a service beside the program. */
  static FetchAddress of(LocalService service) {
    return new FetchAddress(null, service);
  }

  /** The URLs of this machine, and those that a server of this machine stands in for. */
  static FetchAddress of(LoopbackOnly loopback) {
    return new FetchAddress(loopback, null);
  }

  /** Whether plain http is spoken. */
  boolean isPlain() {
    return loopback != null || service != null;
  }

  /** Where a URL is really fetched from, which is elsewhere only under test. */
  URI route(URI uri) {
    return loopback == null ? uri : loopback.route(uri);
  }

  /**
   * Why a URL may not be fetched.
   *
   * @return a fragment that follows the URL in a sentence, or null when the URL is fine
   */
  public @Nullable String objectionTo(URI uri) {
    return objectionToRouted(route(uri));
  }

  private @Nullable String objectionToRouted(URI uri) {
    if (!isSchemeAllowed(uri)) {
      return schemes();
    }
    if (uri.getHost() == null || !uri.toString().equals(uri.toASCIIString())) {
      return "must name a host in plain ASCII letters, digits, dots and hyphens";
    }
    if (uri.getRawUserInfo() != null) {
      return "must not contain a user name or password";
    }
    if (uri.getRawFragment() != null) {
      return "must not contain a fragment";
    }
    if (loopback != null && !LOOPBACK_HOSTS.contains(uri.getHost())) {
      return "must be on this machine: 127.0.0.1, [::1] or localhost";
    }
    if (service != null && !service.hosts().contains(uri.getHost())) {
      return "must be on " + service.hosts().stream().sorted().collect(Collectors.joining(" or "));
    }
    return null;
  }

  private boolean isSchemeAllowed(URI uri) {
    return ("https".equals(uri.getScheme()) && service == null)
        || ("http".equals(uri.getScheme()) && isPlain());
  }

  private String schemes() {
    if (service != null) {
      return "must begin with http://";
    }
    return loopback == null ? "must begin with https://" : "must begin with http:// or https://";
  }
}
