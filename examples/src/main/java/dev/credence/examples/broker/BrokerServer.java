package dev.credence.examples.broker;

import com.nimbusds.jose.util.JSONObjectUtils;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.credence.ReplayGuard;
import dev.credence.audit.AuditListener;
import dev.credence.audit.JsonLinesAuditListener;
import dev.credence.audit.QueuedAuditListener;
import dev.credence.document.ReloadingPolicySet;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;

/**
 * The broker's face on the web: the token endpoint, and what verifiers find its keys by. The server
 * may be an {@code HttpsServer}, or a plain one behind a proxy that speaks TLS. Thread-safe.
 */
public final class BrokerServer {
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;
  private static final int METHOD_NOT_ALLOWED = 405;
  private static final int NO_BODY = -1;
  private static final int USUAL_BACKLOG = 0;
  private static final int THREADS = 16;
  private static final int WAITING_AUDIT_LINES = 10_000;
  private static final int REMEMBERED_TOKENS = 100_000;

  /** Twice the longest token that is read, in octets. */
  private static final int MAX_BODY = 131_072;

  /** How much of a body that is too large is thrown away, in octets. */
  private static final int MAX_DISCARDED = 8 * MAX_BODY;

  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String TOKEN_PATH = "/token";
  private static final String KEYS_PATH = "/jwks";
  private static final List<String> METADATA_PATHS =
      List.of("/.well-known/openid-configuration", "/.well-known/oauth-authorization-server");

  private final TokenBroker broker;

  private BrokerServer(TokenBroker broker) {
    this.broker = broker;
  }

  /**
   * Runs as a program until it is stopped, in plain HTTP on the loopback interface.
   *
   * @param args the file of the policies, that of the keys, the issuer, the port, and the audiences
   *     that tokens can be for
   * @throws IOException if a file can't be read or the port can't be had
   */
  public static void main(String[] args) throws IOException {
    // @start region="main"
    QueuedAuditListener audit =
        AuditListener.queued(JsonLinesAuditListener.toStream(System.out), WAITING_AUDIT_LINES);
    ReloadingPolicySet policies =
        ReloadingPolicySet.builder(Path.of(args[0]))
            .onlyOnceBy(ReplayGuard.inMemory(REMEMBERED_TOKENS))
            .adaptedBy(read -> TokenBroker.withScopes(read).withAudit(audit))
            .build();
    BrokerKeys keys = BrokerKeys.load(Path.of(args[1]));
    Set<String> audiences = Set.copyOf(Arrays.asList(args).subList(4, args.length));
    TokenBroker broker =
        new TokenBroker(args[2], audiences, policies::current, keys, audit, InstantSource.system());
    // @end
    InetSocketAddress address =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[3]));
    HttpServer server = HttpServer.create(address, USUAL_BACKLOG);
    server.setExecutor(Executors.newFixedThreadPool(THREADS));
    serve(broker, server);
    server.start();
    Runtime.getRuntime().addShutdownHook(new Thread(audit::close));
  }

  /** Adds the broker to a server, which the caller starts and stops. */
  static void serve(TokenBroker broker, HttpServer server) {
    BrokerServer face = new BrokerServer(broker);
    server.createContext(TOKEN_PATH, face.only(TOKEN_PATH, "POST", face::token));
    face.publish(server, KEYS_PATH, broker.publishedKeys());
    for (String path : METADATA_PATHS) {
      face.publish(server, path, JSONObjectUtils.toJSONString(face.metadata()));
    }
  }

  private void publish(HttpServer server, String path, String document) {
    server.createContext(
        path,
        only(
            path,
            "GET",
            exchange -> {
              exchange.getResponseHeaders().set("Cache-Control", "max-age=600");
              send(exchange, OK, document);
            }));
  }

  /** A context serves all paths that begin with its own. */
  private HttpHandler only(String path, String method, HttpHandler handler) {
    return exchange -> {
      try (exchange) {
        if (!exchange.getRequestURI().getRawPath().equals(path)) {
          exchange.sendResponseHeaders(NOT_FOUND, NO_BODY);
        } else if (!exchange.getRequestMethod().equals(method)) {
          exchange.getResponseHeaders().set("Allow", method);
          exchange.sendResponseHeaders(METHOD_NOT_ALLOWED, NO_BODY);
        } else {
          handler.handle(exchange);
        }
      }
    };
  }

  /** RFC 8414 §2. */
  private Map<String, Object> metadata() {
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("issuer", broker.issuer());
    metadata.put("token_endpoint", broker.issuer() + TOKEN_PATH);
    metadata.put("jwks_uri", broker.issuer() + KEYS_PATH);
    metadata.put("grant_types_supported", List.of(ExchangeRequest.GRANT_TYPE));
    metadata.put("response_types_supported", List.of());
    metadata.put("token_endpoint_auth_methods_supported", List.of("none"));
    return metadata;
  }

  // @start region="endpoint"
  private void token(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    try {
      send(exchange, OK, JSONObjectUtils.toJSONString(broker.exchange(form(exchange))));
    } catch (ExchangeRefusedException e) {
      if (e.isUnauthorized()) {
        exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"none\"");
      }
      e.retryAfter()
          .ifPresent(seconds -> exchange.getResponseHeaders().set("Retry-After", seconds));
      send(exchange, e.status(), JSONObjectUtils.toJSONString(e.members()));
    }
  }

  // @end

  private static Form form(HttpExchange exchange) throws IOException, ExchangeRefusedException {
    byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY + 1);
    if (exchange.getRequestHeaders().containsKey("Authorization")) {
      throw ExchangeRefusedException.clientInHeader();
    }
    if (exchange.getRequestURI().getRawQuery() != null) {
      throw ExchangeRefusedException.invalidRequest(
          "Parameters belong into the body: a URL is logged on its way.");
    }
    if (!isForm(exchange.getRequestHeaders().getFirst("Content-Type"))) {
      throw ExchangeRefusedException.invalidRequest("The Content-Type must be " + FORM + ".");
    }
    if (body.length > MAX_BODY) {
      discardRest(exchange);
      throw ExchangeRefusedException.invalidRequest("The body is too large.");
    }
    return Form.parse(new String(body, StandardCharsets.UTF_8));
  }

  /**
   * A client that still writes when the connection goes may never read why, and one that was not
   * told that it goes sends its next request into it.
   */
  private static void discardRest(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("Connection", "close");
    exchange.getRequestBody().readNBytes(MAX_DISCARDED);
  }

  private static boolean isForm(String contentType) {
    String type = contentType == null ? "" : contentType.split(";", 2)[0];
    return type.strip().toLowerCase(Locale.ROOT).equals(FORM);
  }

  private static void send(HttpExchange exchange, int status, String json) throws IOException {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }
}
