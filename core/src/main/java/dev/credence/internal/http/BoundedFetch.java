package dev.credence.internal.http;

import dev.credence.internal.http.FetchException.Kind;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Fetches JSON documents with a GET whose time, size and reach are bounded.
 *
 * <p>One deadline covers the whole exchange including the body, which {@link HttpRequest}'s own
 * timeout does not; at the deadline the connection is closed. Redirects are not followed; nothing
 * but 200, or 304 to a conditional request, is accepted; no cookies, credentials or encodings are
 * offered.
 *
 * <p>Thread-safe. {@link #close()} ends what is under way; all threads are daemons.
 */
public final class BoundedFetch implements AutoCloseable {
  private final FetchSettings settings;
  private final FetchAddress address;
  private final FetchThreads threads = new FetchThreads();
  private final LazyHttpClient client;
  private final Map<CompletableFuture<FetchResult>, String> hostsUnderWay =
      new ConcurrentHashMap<>();
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
    String host = String.valueOf(request.uri().getHost());
    String objection = address.objectionTo(request.uri());
    if (objection != null) {
      return CompletableFuture.failedFuture(
          new FetchException(Kind.ADDRESS, host, "is not asked: the URL " + objection));
    }
    CompletableFuture<FetchResult> outcome = new CompletableFuture<>();
    start(request, reportingTo(outcome, host));
    return outcome;
  }

  /** Ends what is under way, which then fails, and lets go of threads and connections. */
  @Override
  public void close() {
    closed = true;
    hostsUnderWay.forEach(BoundedFetch::failAsClosed);
    client.close();
  }

  /** A result that ends at the deadline and hands its outcome on, failures in our own words. */
  private CompletableFuture<FetchResult> reportingTo(
      CompletableFuture<FetchResult> outcome, String host) {
    CompletableFuture<FetchResult> result = new CompletableFuture<>();
    hostsUnderWay.put(result, host);
    result.whenComplete(
        (fetched, failure) -> {
          hostsUnderWay.remove(result);
          if (failure == null) {
            outcome.complete(fetched);
          } else {
            outcome.completeExceptionally(FetchFailures.translated(host, failure));
          }
        });
    return result.orTimeout(settings.totalTimeout().toNanos(), TimeUnit.NANOSECONDS);
  }

  private void start(FetchRequest request, CompletableFuture<FetchResult> result) {
    try {
      // Making the first client loads certificates: too slow for the thread of a caller.
      threads.execute(() -> exchange(request, result));
    } catch (RejectedExecutionException afterClose) {
      closed = true;
    }
    if (closed) {
      failAsClosed(result, request.uri().getHost());
    }
  }

  private void exchange(FetchRequest request, CompletableFuture<FetchResult> result) {
    try {
      CompletableFuture<?> exchange =
          client.get().sendAsync(httpRequest(request), completing(result, request));
      exchange.whenComplete((response, failure) -> failIf(failure, result));
      result.whenComplete((fetched, failure) -> cancelIf(failure, exchange));
    } catch (RuntimeException refused) {
      result.completeExceptionally(refused);
    }
  }

  private HttpRequest httpRequest(FetchRequest request) {
    HttpRequest.Builder http =
        HttpRequest.newBuilder(address.route(request.uri()))
            .GET()
            .header("Accept", "application/json, application/jwk-set+json")
            .header("User-Agent", "Credence");
    if (request.entityTag() != null) {
      http.header("If-None-Match", request.entityTag());
    }
    return http.build();
  }

  /**
   * Completes the result as soon as the body does. The client's own future comes by way of the
   * common pool, which an application may have filled with work that blocks.
   */
  private static HttpResponse.BodyHandler<byte[]> completing(
      CompletableFuture<FetchResult> result, FetchRequest request) {
    ResponseGate gate = new ResponseGate(request);
    return response -> {
      HttpResponse.BodySubscriber<byte[]> body = gate.apply(response);
      body.getBody()
          .thenAccept(octets -> result.complete(ResponseGate.accepted(response, octets)))
          .whenComplete((accepted, failure) -> failIf(failure, result));
      return body;
    };
  }

  private static void failIf(@Nullable Throwable failure, CompletableFuture<?> result) {
    if (failure != null) {
      result.completeExceptionally(failure);
    }
  }

  private static void cancelIf(@Nullable Throwable failure, CompletableFuture<?> exchange) {
    if (failure != null) {
      exchange.cancel(true);
    }
  }

  private static void failAsClosed(CompletableFuture<FetchResult> result, String host) {
    result.completeExceptionally(
        new FetchException(Kind.IO, host, "is no longer asked: this source of keys is closed"));
  }
}
