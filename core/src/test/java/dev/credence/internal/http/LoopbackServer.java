package dev.credence.internal.http;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A web server of a test on 127.0.0.1, with a journal of what it was asked. */
public final class LoopbackServer implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, HttpHandler> handlers = new ConcurrentHashMap<>();
  private final List<String> paths = new CopyOnWriteArrayList<>();
  private final List<Headers> requestHeaders = new CopyOnWriteArrayList<>();
  private final CountDownLatch closing = new CountDownLatch(1);

  public LoopbackServer() {
    try {
      server =
          HttpServer.create(
              new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 0);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  public String origin() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  public URI url(String path) {
    return URI.create(origin() + path);
  }

  /** The paths that were asked for, in order. */
  public List<String> paths() {
    return List.copyOf(paths);
  }

  public List<Headers> requestHeaders() {
    return List.copyOf(requestHeaders);
  }

  public LoopbackServer on(String path, HttpHandler handler) {
    handlers.put(path, handler);
    return this;
  }

  public LoopbackServer json(String path, String body) {
    return on(path, exchange -> respond(exchange, 200, "application/json", body));
  }

  public LoopbackServer status(String path, int status) {
    return on(path, exchange -> respond(exchange, status, "application/json", "{}"));
  }

  /** Sends a header and then one octet after the other, until the client hangs up. */
  public CompletableFuture<Void> drip(String path) {
    CompletableFuture<Void> hungUp = new CompletableFuture<>();
    on(
        path,
        exchange -> {
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, 0);
          try (OutputStream body = exchange.getResponseBody()) {
            while (!closed(20)) {
              body.write(' ');
              body.flush();
            }
          } catch (IOException clientGone) {
            hungUp.complete(null);
          }
        });
    return hungUp;
  }

  /** Takes the request and answers nothing. */
  public LoopbackServer stall(String path) {
    return on(path, exchange -> closed(60_000));
  }

  public static void respond(HttpExchange exchange, int status, String contentType, String body)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", contentType);
    byte[] octets = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, octets.length == 0 ? -1 : octets.length);
    exchange.getResponseBody().write(octets);
    exchange.close();
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    paths.add(exchange.getRequestURI().getPath());
    requestHeaders.add(exchange.getRequestHeaders());
    HttpHandler handler = handlers.get(exchange.getRequestURI().getPath());
    if (handler == null) {
      respond(exchange, 404, "application/json", "{}");
    } else {
      handler.handle(exchange);
    }
  }

  private boolean closed(int withinMillis) {
    try {
      return closing.await(withinMillis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      return true;
    }
  }
}
