package dev.credence.internal.http;

import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The testkit's permission to fetch over plain http from this machine, and from nowhere else.
 *
 * <p>It is a proxy selector so that it fits where a user's proxy selector goes and no exported
 * method has to mention http. The package is exported to the testkit alone: on the module path no
 * other code can hold an instance. A {@link BoundedFetch} that finds one never leaves the loopback
 * interface, so the permission can't weaken a fetch from a real issuer.
 */
public final class LoopbackOnly extends ProxySelector {
  private final Set<String> standsInFor;
  private final String servedAt;

  /** Creates the permission for URLs that name this machine. */
  public LoopbackOnly() {
    this(Set.of(), "");
  }

  private LoopbackOnly(Set<String> standsInFor, String servedAt) {
    this.standsInFor = standsInFor;
    this.servedAt = servedAt;
  }

  /**
   * Creates the permission, with a server of this machine in the place of a real one: its URLs are
   * written as ever, in discovery documents too, and fetched from here.
   *
   * @param url any URL of the real server
   * @param loopback any URL of the server that takes its place
   */
  public static LoopbackOnly inPlaceOf(URI url, URI loopback) {
    return inPlaceOf(Set.of(url), loopback);
  }

  /**
   * Creates the permission, with a server of this machine in the place of several real ones.
   *
   * @param urls any URL of each real server
   * @param loopback any URL of the server that takes their place
   */
  public static LoopbackOnly inPlaceOf(Set<URI> urls, URI loopback) {
    return new LoopbackOnly(
        urls.stream().map(LoopbackOnly::origin).collect(Collectors.toUnmodifiableSet()),
        origin(loopback));
  }

  private static String origin(URI url) {
    return url.getScheme() + "://" + url.getRawAuthority();
  }

  URI route(URI uri) {
    String origin = origin(uri);
    return standsInFor.contains(origin)
        ? URI.create(servedAt + uri.toString().substring(origin.length()))
        : uri;
  }

  @Override
  public List<Proxy> select(URI uri) {
    return List.of(Proxy.NO_PROXY);
  }

  @Override
  public void connectFailed(URI uri, SocketAddress address, IOException failure) {
    // Nothing to learn: there is no proxy to avoid the next time.
  }
}
