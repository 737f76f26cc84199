package dev.credence.examples.service;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.credence.Decision;
import dev.credence.VerifiedToken;
import dev.credence.audit.AuditListener;
import dev.credence.audit.JsonLinesAuditListener;
import dev.credence.audit.QueuedAuditListener;
import dev.credence.document.ReloadingPolicySet;
import dev.credence.examples.bearer.BearerGuard;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A service that deploys for CI jobs: {@code POST /deployments/production} takes the role {@code
 * deploy:production}, {@code POST /deployments/preview} the role {@code deploy:preview}. Which jobs
 * have them stands in a policy document that is followed while the service runs; who was let in and
 * who wasn't goes to the standard output, a line of JSON each.
 *
 * <p>It speaks plain HTTP and belongs behind a proxy on the same machine that speaks TLS: whoever
 * can read a token can use it (RFC 6750 §5.3).
 */
public final class DeployService implements AutoCloseable {
  private static final String REALM = "deploy.example.com";
  private static final int THREADS = 16;
  private static final int USUAL_BACKLOG = 0;
  private static final String PATH = "/deployments/";
  private static final int ACCEPTED = 202;
  private static final int NOT_FOUND = 404;
  private static final int METHOD_NOT_ALLOWED = 405;
  private static final int NO_BODY = -1;
  private static final int SECONDS_TO_FINISH = 0;
  private static final int WAITING_AUDIT_LINES = 10_000;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
  private final Deployments deployments;

  private DeployService(HttpServer server, Deployments deployments) {
    this.server = server;
    this.deployments = deployments;
  }

  /**
   * Runs as a program until it is stopped.
   *
   * @param args the file of the policies, and the port on the loopback interface
   * @throws IOException if the port can't be had
   */
  public static void main(String[] args) throws IOException {
    // @start region="main"
    QueuedAuditListener audit =
        AuditListener.queued(JsonLinesAuditListener.toStream(System.out), WAITING_AUDIT_LINES);
    ReloadingPolicySet policies =
        ReloadingPolicySet.builder(Path.of(args[0]))
            .adaptedBy(read -> read.withAudit(audit))
            .build();
    BearerGuard guard = new BearerGuard(policies::current, REALM);
    // @end
    DeployService service = start(Integer.parseInt(args[1]), guard, DeployService::newId);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(service, audit)));
  }

  /** Where a real service would start something. */
  private static String newId(String environment, VerifiedToken job) {
    return UUID.randomUUID().toString();
  }

  private static void stop(DeployService service, QueuedAuditListener audit) {
    service.close();
    audit.close();
  }

  // @start region="service"
  static DeployService start(int port, BearerGuard guard, Deployments deployments)
      throws IOException {
    DeployService service = new DeployService(loopback(port), deployments);
    service.deploys("production", guard, "deploy:production");
    service.deploys("preview", guard, "deploy:preview");
    service.server.setExecutor(service.threads);
    service.server.start();
    return service;
  }

  private void deploys(String environment, BearerGuard guard, String role) {
    JobHandler handler = (exchange, job) -> deploy(exchange, environment, job);
    server.createContext(PATH + environment, new GuardedHandler(guard, role, handler));
  }

  private void deploy(HttpExchange exchange, String environment, Decision.Trusted job)
      throws IOException {
    if (!exchange.getRequestURI().getRawPath().equals(PATH + environment)) {
      exchange.sendResponseHeaders(NOT_FOUND, NO_BODY); // a context serves all that begins like it
      return;
    }
    if (!exchange.getRequestMethod().equals("POST")) {
      exchange.getResponseHeaders().set("Allow", "POST");
      exchange.sendResponseHeaders(METHOD_NOT_ALLOWED, NO_BODY);
      return;
    }
    String id = deployments.start(environment, job.token());
    byte[] body = ("{\"deployment\":\"" + id + "\"}").getBytes(StandardCharsets.US_ASCII);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(ACCEPTED, body.length);
    exchange.getResponseBody().write(body);
  }

  // @end

  private static HttpServer loopback(int port) throws IOException {
    return HttpServer.create(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), port), USUAL_BACKLOG);
  }

  URI url(String environment) {
    InetSocketAddress address = server.getAddress();
    return URI.create(
        "http://"
            + address.getAddress().getHostAddress()
            + ":"
            + address.getPort()
            + PATH
            + environment);
  }

  @Override
  public void close() {
    server.stop(SECONDS_TO_FINISH);
    threads.shutdown();
  }
}
