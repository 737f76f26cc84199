package dev.credence.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Supplier;

/** Serves a fake issuer's discovery document and keys on loopback. */
final class IssuerServer {
  private static final String DISCOVERY_PATH = "/.well-known/openid-configuration";

  private final HttpServer server;
  private final URI url;

  private IssuerServer(HttpServer server) {
    this.server = server;
    this.url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  static IssuerServer start(
      String issuer, Map<String, Object> discovery, String jwksUri, Supplier<String> jwks) {
    try {
      InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
      IssuerServer started =
          new IssuerServer(HttpServer.create(new InetSocketAddress(loopback, 0), 0));
      String document = JsonText.of(discovery);
      started.serve(withoutSlash(URI.create(issuer).getPath()) + DISCOVERY_PATH, () -> document);
      started.serve(URI.create(jwksUri).getPath(), jwks);
      started.server.start();
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException("No server could be started on loopback", e);
    }
  }

  private static String withoutSlash(String path) {
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  URI url() {
    return url;
  }

  void stop() {
    server.stop(0);
  }

  private void serve(String path, Supplier<String> body) {
    server.createContext(path, exchange -> answer(exchange, path, body));
  }

  private static void answer(HttpExchange exchange, String path, Supplier<String> body)
      throws IOException {
    try (exchange) {
      boolean found = exchange.getRequestURI().getPath().equals(path);
      boolean get = exchange.getRequestMethod().equals("GET");
      if (!found || !get) {
        exchange.sendResponseHeaders(found ? 405 : 404, -1);
        return;
      }
      byte[] bytes = body.get().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
      exchange.sendResponseHeaders(200, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }
}
