package dev.credence.testkit;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Serves a fake issuer on loopback. */
final class IssuerServer implements AutoCloseable {
  private static final String DISCOVERY_PATH = "/.well-known/openid-configuration";

  private final Map<String, Map<String, ServerRoute>> routes = new ConcurrentHashMap<>();
  private final LoopbackListener listener;
  private final URI url;

  private IssuerServer(@Nullable TlsIdentity identity) {
    this.listener = LoopbackListener.start(this::converse, identity);
    this.url = URI.create("http://127.0.0.1:" + listener.port());
  }

  static IssuerServer start(CiIssuer<?> issuer) {
    IssuerServer server = new IssuerServer(null);
    Map<String, Object> discovery = issuer.discovery();
    server.route(
        "GET",
        withoutSlash(URI.create(issuer.identifier()).getPath()) + DISCOVERY_PATH,
        request -> ServerResponse.json(discovery));
    server.route(
        "GET",
        URI.create(issuer.jwksUri()).getPath(),
        request -> ServerResponse.text("application/json; charset=utf-8", issuer.jwks()));
    issuer.addRoutes(server);
    return server;
  }

  private static String withoutSlash(String path) {
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  URI url() {
    return url;
  }

  /**
   * Answers requests for a path from now on, in place of what was there for that method.
   *
   * @param method such as {@code GET}
   * @param path exactly as clients send it, without a query
   */
  void route(String method, String path, ServerRoute route) {
    routes.computeIfAbsent(path, added -> new ConcurrentHashMap<>()).put(method, route);
  }

  @Override
  public void close() {
    listener.close();
  }

  private void converse(Wire wire) throws IOException {
    for (ServerRequest request = wire.nextRequest();
        request != null;
        request = wire.nextRequest()) {
      wire.send(bytes(answer(request)));
    }
  }

  private ServerResponse answer(ServerRequest request) {
    Map<String, ServerRoute> methods = routes.getOrDefault(request.path(), Map.of());
    ServerRoute route = methods.get(request.method());
    if (route != null) {
      return route.answer(request);
    }
    return methods.isEmpty()
        ? ServerResponse.of(404)
        : ServerResponse.of(405).header("Allow", String.join(", ", methods.keySet()));
  }

  private static byte[] bytes(ServerResponse response) {
    List<String> lines = new ArrayList<>();
    lines.add("HTTP/1.1 " + response.status() + " -");
    response.headers().forEach((name, values) -> values.forEach(v -> lines.add(name + ": " + v)));
    lines.add("Content-Length: " + response.body().length);
    byte[] head =
        (String.join("\r\n", lines) + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1);
    byte[] all = new byte[head.length + response.body().length];
    System.arraycopy(head, 0, all, 0, head.length);
    System.arraycopy(response.body(), 0, all, head.length, response.body().length);
    return all;
  }
}
