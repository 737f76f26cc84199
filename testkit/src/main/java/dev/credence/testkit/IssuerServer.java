package dev.credence.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Serves a fake issuer's discovery document and keys on loopback. */
final class IssuerServer {
  private static final String DISCOVERY_PATH = "/.well-known/openid-configuration";
  private static final String JWKS_PATH = "/.well-known/jwks";

  private final HttpServer server;
  private final URI url;

  private IssuerServer(HttpServer server) {
    this.server = server;
    this.url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  static IssuerServer start(String issuer, Supplier<String> jwks) {
    try {
      InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
      IssuerServer started =
          new IssuerServer(HttpServer.create(new InetSocketAddress(loopback, 0), 0));
      String path = URI.create(issuer).getPath();
      started.serve(path + DISCOVERY_PATH, () -> discovery(issuer));
      started.serve(path + JWKS_PATH, jwks);
      started.server.start();
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException("No server could be started on loopback", e);
    }
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

  /** The real issuer's document: its URLs are the real ones, whoever serves them. */
  private static String discovery(String issuer) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("issuer", issuer);
    document.put("jwks_uri", issuer + JWKS_PATH);
    document.put("subject_types_supported", List.of("public", "pairwise"));
    document.put("response_types_supported", List.of("id_token"));
    document.put("id_token_signing_alg_values_supported", List.of("RS256"));
    document.put("scopes_supported", List.of("openid"));
    return JsonText.of(document);
  }
}
