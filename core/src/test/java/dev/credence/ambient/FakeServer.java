package dev.credence.ambient;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A CI's web server on loopback: answers as scripted, and remembers what it was asked. */
final class FakeServer implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, Queue<Reply>> replies = new ConcurrentHashMap<>();
  private final List<Asked> asked = new CopyOnWriteArrayList<>();

  /** A request as it came. */
  record Asked(String method, String target, Headers headers, String body) {
    String header(String name) {
      return String.join(", ", headers.getOrDefault(name, List.of("(none)")));
    }
  }

  /** A response; the last one of a path is repeated for ever. */
  record Reply(int status, Map<String, String> headers, String body) {
    static Reply json(String body) {
      return new Reply(200, Map.of("Content-Type", "application/json; charset=utf-8"), body);
    }

    static Reply status(int status) {
      return new Reply(status, Map.of("Content-Type", "application/json"), "{}");
    }

    Reply with(String header, String value) {
      Map<String, String> more = new HashMap<>(headers);
      more.put(header, value);
      return new Reply(status, more, body);
    }
  }

  FakeServer() {
    try {
      InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
      server = HttpServer.create(new InetSocketAddress(loopback, 0), 0);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  String origin() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  URI url() {
    return URI.create(origin());
  }

  FakeServer on(String path, Reply... inOrder) {
    replies.put(path, new ConcurrentLinkedQueue<>(List.of(inOrder)));
    return this;
  }

  List<Asked> asked() {
    return List.copyOf(asked);
  }

  Asked onlyAsked() {
    if (asked.size() != 1) {
      throw new AssertionError("One request was expected, but there were " + asked);
    }
    return asked.get(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      URI uri = exchange.getRequestURI();
      asked.add(
          new Asked(
              exchange.getRequestMethod(), uri.toString(), exchange.getRequestHeaders(), body));
      Queue<Reply> queue = replies.get(uri.getPath());
      Reply reply = queue == null ? Reply.status(404) : next(queue);
      reply.headers().forEach(exchange.getResponseHeaders()::set);
      byte[] octets = reply.body().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(reply.status(), octets.length == 0 ? -1 : octets.length);
      exchange.getResponseBody().write(octets);
    }
  }

  private static Reply next(Queue<Reply> queue) {
    return queue.size() > 1 ? queue.remove() : queue.element();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
