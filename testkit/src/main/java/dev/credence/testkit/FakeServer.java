package dev.credence.testkit;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A server on a port of 127.0.0.1: HTTP/1.1, plain or over TLS. It answers as the real one would,
 * keeps a journal of what it is asked, and misbehaves in every way that is scripted.
 *
 * <p>Times in the journal and in {@code Date} are those of the fake's clock; delays and stalls take
 * real time.
 *
 * <p>Thread-safe. All threads are daemons; after the fake is closed none is left, and no socket.
 */
public abstract sealed class FakeServer permits CloudServer, IssuerServer {
  /** RFC 9110 §5.6.7. */
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final Map<String, Map<String, ServerRoute>> routes = new ConcurrentHashMap<>();
  private final Map<String, ServerEndpoint> endpoints = new ConcurrentHashMap<>();
  private final InstantSource clock;
  private final RequestLog log;
  private final FaultScript faults;
  private final LoopbackListener listener;
  private final URI url;
  private volatile ServerRoute otherwise = request -> ServerResponse.of(404);

  FakeServer(InstantSource clock, @Nullable TlsIdentity identity) {
    this.clock = clock;
    this.log = new RequestLog(clock);
    this.faults = new FaultScript(clock);
    this.listener = new LoopbackListener(identity);
    this.url =
        URI.create((identity == null ? "http" : "https") + "://127.0.0.1:" + listener.port());
  }

  /** Begins to answer; called once, when all routes are there. */
  void start() {
    listener.accept(this::converse);
  }

  /**
   * Where it listens.
   *
   * @return an {@code http} or {@code https} URL with the port, without a trailing slash
   */
  public URI url() {
    return url;
  }

  /**
   * Any path, whether something is there or nobody should ask for it.
   *
   * @param path as clients send it, beginning with a slash
   * @return its endpoint
   */
  public ServerEndpoint endpoint(String path) {
    return endpoints.computeIfAbsent(
        path, added -> new ServerEndpoint(URI.create(url + added), new FaultScript(clock), log));
  }

  /**
   * Which faults requests meet whatever they ask for. This script comes before those of the
   * endpoints.
   *
   * @return the script
   */
  public FaultScript faults() {
    return faults;
  }

  /**
   * What was asked, at all endpoints.
   *
   * @return a live view
   */
  public RequestJournal journal() {
    return new RequestJournal(log, request -> true);
  }

  /**
   * How many connections were ever made to this server.
   *
   * @return 0 when nobody connected
   */
  public int connections() {
    return listener.accepted();
  }

  /**
   * How many connections are open now.
   *
   * @return 0 when nobody is connected
   */
  public int openConnections() {
    return listener.open();
  }

  /**
   * Waits until few connections are open, as they are once a client has let go.
   *
   * @param atMost how many may be open still
   * @param patience the longest real time to wait
   * @return whether so few are open
   */
  public boolean awaitOpenConnections(int atMost, Duration patience) {
    return listener.changes().await(() -> listener.open() <= atMost, patience);
  }

  /**
   * Breaks all connections off and refuses new ones, as a server that is down. The port stays this
   * server's.
   *
   * @return this server
   */
  public FakeServer refuseConnections() {
    listener.refuse();
    return this;
  }

  /**
   * Accepts connections from now on and then says nothing, not even in TLS.
   *
   * @return this server
   */
  public FakeServer stallConnections() {
    listener.accept(Wire::awaitHangUp);
    return this;
  }

  /**
   * Accepts connections from now on only to break them off.
   *
   * @return this server
   */
  public FakeServer resetConnections() {
    listener.accept(Wire::reset);
    return this;
  }

  /**
   * Shows another certificate to those who connect from now on.
   *
   * @param identity such as {@link TlsIdentity#expired()}
   * @return this server
   * @throws IllegalStateException if this server doesn't speak TLS
   */
  public FakeServer presents(TlsIdentity identity) {
    if (url.getScheme().equals("http")) {
      throw new IllegalStateException(
          "This server speaks plain HTTP: call overTls before it is started");
    }
    listener.present(identity);
    return this;
  }

  /**
   * Ends all faults: clears this server's script and those of its endpoints, and accepts
   * connections as it should. Header fields that were set, the certificate and the journal stay.
   *
   * @return this server
   */
  public FakeServer recover() {
    faults.clear();
    endpoints.values().forEach(endpoint -> endpoint.faults().clear());
    listener.accept(this::converse);
    return this;
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

  /** Answers requests for paths without a route from now on, with 404 unless set. */
  void otherwise(ServerRoute route) {
    otherwise = route;
  }

  void close() {
    listener.close();
  }

  private void converse(Wire wire) throws IOException {
    ServerRequest request = wire.nextRequest();
    while (request != null) {
      answer(wire, request);
      request = wire.isClosed() || wantsNoMore(request) ? null : wire.nextRequest();
    }
  }

  private static boolean wantsNoMore(ServerRequest request) {
    String connection = request.header("Connection").orElse("");
    return connection.toLowerCase(Locale.ROOT).equals("close");
  }

  private void answer(Wire wire, ServerRequest request) throws IOException {
    Fault fault = fault(request);
    log.add(wire.number(), request, fault);
    Reply sound = Reply.sound(request, response(request));
    Reply reply = fault == null ? sound : fault.on(sound);
    reply.pause().over(wire);
    ServerResponse settled = EntityTags.settled(reply.response());
    reply
        .delivery()
        .deliver(wire, reply.complete() ? settled : EntityTags.conditional(request, settled));
  }

  private @Nullable Fault fault(ServerRequest request) {
    if (MovedPath.is(request.path())) {
      return null;
    }
    ServerEndpoint asked = endpoints.get(request.path());
    return faults
        .draw()
        .or(() -> asked == null ? Optional.empty() : asked.faults().draw())
        .orElse(null);
  }

  private ServerResponse response(ServerRequest request) {
    String path = request.path();
    String asked = MovedPath.is(path) ? MovedPath.original(path) : path;
    ServerResponse response = routed(request, routes.getOrDefault(asked, Map.of()));
    ServerResponse dated = response.header("Date", HTTP_DATE.format(clock.instant()));
    ServerResponse parting = wantsNoMore(request) ? dated.header("Connection", "close") : dated;
    ServerEndpoint endpoint = endpoints.get(asked);
    return endpoint == null ? parting : endpoint.adorn(parting);
  }

  private ServerResponse routed(ServerRequest request, Map<String, ServerRoute> methods) {
    if (methods.isEmpty()) {
      return otherwise.answer(request);
    }
    ServerRoute route = methods.get(request.method());
    return route == null
        ? ServerResponse.of(405).header("Allow", String.join(", ", methods.keySet()))
        : route.answer(request);
  }
}
