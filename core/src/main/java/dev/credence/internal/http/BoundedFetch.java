package dev.credence.internal.http;

import dev.credence.internal.http.FetchException.Kind;
import java.net.http.HttpRequest;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;

/**
 * Fetches JSON documents, and exchanges credentials for tokens, with requests whose time, size and
 * reach are bounded.
 *
 * <p>One deadline covers the whole exchange including the body, which {@link HttpRequest}'s own
 * timeout does not; at the deadline the connection is closed. Redirects are not followed; nothing
 * but what the request's {@link Answer} allows is accepted; no cookies or encodings are offered,
 * and no credentials but those that a {@link CredentialRequest} holds.
 *
 * <p>Thread-safe. {@link #close()} ends what is under way; all threads are daemons.
 */
public final class BoundedFetch implements AutoCloseable {
  private final FetchSettings settings;
  private final FetchAddress address;
  private final FetchThreads threads = new FetchThreads();
  private final LazyHttpClient client;
  private final Set<PendingFetch> underWay = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  private BoundedFetch(FetchSettings settings, FetchAddress address) {
    this.settings = settings;
    this.address = address;
    this.client = new LazyHttpClient(settings, address, threads);
  }

  /** A fetcher as the settings call for: over https, unless they hold {@link LoopbackOnly}. */
  public static BoundedFetch with(FetchSettings settings) {
    return settings.proxySelector() instanceof LoopbackOnly loopback
        ? new BoundedFetch(settings, FetchAddress.of(loopback))
        : overHttps(settings);
  }

  /** A fetcher that speaks https only. */
  public static BoundedFetch overHttps(FetchSettings settings) {
    return new BoundedFetch(settings, FetchAddress.HTTPS);
  }

  /** A fetcher for tests, which may use plain http but reaches nothing beyond this machine. */
  public static BoundedFetch allowingLoopbackHttp(FetchSettings settings) {
    return new BoundedFetch(settings, FetchAddress.LOOPBACK);
  }

  /**
   * A fetcher that reaches one service beside the program over plain http, and nothing else; or, if
   * the settings hold {@link LoopbackOnly}, what stands in for it.
   */
  public static BoundedFetch beside(LocalService service, FetchSettings settings) {
    return settings.proxySelector() instanceof LoopbackOnly
        ? with(settings)
        : new BoundedFetch(settings.withoutProxy(), FetchAddress.of(service));
  }

  /** Which URLs this fetcher may fetch. */
  public FetchAddress address() {
    return address;
  }

  /**
   * Fetches a document.
   *
   * @return completes within the total timeout, exceptionally with nothing but {@link
   *     FetchException}
   */
  public CompletableFuture<FetchResult> get(FetchRequest request) {
    return outcomeOf(Exchange.of(request));
  }

  /**
   * Makes a request that carries a credential, to its one URL.
   *
   * @return completes within the total timeout, exceptionally with nothing but {@link
   *     FetchException}
   */
  public CompletableFuture<FetchResult> send(CredentialRequest request) {
    return outcomeOf(Exchange.of(request));
  }

  /** Ends what is under way, which then fails, and lets go of threads and connections. */
  @Override
  public void close() {
    closed = true;
    underWay.forEach(PendingFetch::failAsClosed);
    client.close();
  }

  private CompletableFuture<FetchResult> outcomeOf(Exchange exchange) {
    String objection = address.objectionTo(exchange.uri());
    if (objection != null) {
      return CompletableFuture.failedFuture(
          new FetchException(Kind.ADDRESS, exchange.host(), "is not asked: the URL " + objection));
    }
    PendingFetch pending = new PendingFetch(exchange);
    underWay.add(pending);
    pending.startClock(settings.totalTimeout(), () -> underWay.remove(pending));
    start(exchange, pending);
    return pending.outcome();
  }

  private void start(Exchange exchange, PendingFetch pending) {
    try {
      // Making the first client loads certificates: too slow for the thread of a caller.
      threads.execute(() -> send(exchange, pending));
    } catch (RejectedExecutionException afterClose) {
      pending.failAsClosed();
    }
    if (closed) {
      pending.failAsClosed();
    }
  }

  private void send(Exchange exchange, PendingFetch pending) {
    try {
      pending.send(client.get(), exchange.httpRequest(address));
    } catch (RuntimeException refused) {
      pending.fail(refused);
    }
  }
}
