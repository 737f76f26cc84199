package dev.credence.internal.http;

import dev.credence.internal.http.FetchException.Kind;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One fetch from its start to its outcome, which it reaches by its deadline. Thread-safe. */
final class PendingFetch {
  private final Exchange exchange;
  private final CompletableFuture<FetchResult> result = new CompletableFuture<>();
  private final CompletableFuture<FetchResult> outcome = new CompletableFuture<>();

  PendingFetch(Exchange exchange) {
    this.exchange = exchange;
  }

  /**
   * What the caller gets: its failures are told in our own words, and it can't be cancelled here.
   */
  CompletableFuture<FetchResult> outcome() {
    return outcome;
  }

  void startClock(Duration deadline, Runnable atTheEnd) {
    var unused =
        result
            .orTimeout(deadline.toNanos(), TimeUnit.NANOSECONDS)
            .whenComplete((fetched, failure) -> {
              atTheEnd.run();
              report(fetched, failure);
            });
  }

  void send(HttpClient client, HttpRequest http) {
    CompletableFuture<?> sending = client.sendAsync(http, completingTheResult());
    var unused = sending.whenComplete((response, failure) -> failIf(failure));
    var unusedToo = result.whenComplete((fetched, failure) -> cancelIf(failure, sending));
  }

  void fail(Throwable failure) {
    result.completeExceptionally(failure);
  }

  void failAsClosed() {
    fail(
        new FetchException(
            Kind.IO, exchange.host(), "is no longer asked: this source of keys is closed"));
  }

  private void report(@Nullable FetchResult fetched, @Nullable Throwable failure) {
    if (fetched != null) {
      outcome.complete(fetched);
    } else if (failure != null) {
      outcome.completeExceptionally(FetchFailures.translated(exchange.host(), failure));
    }
  }

  /**
   * Completes the result as soon as the body does. The client's own future comes by way of the
   * common pool, which an application may have filled with work that blocks.
   */
  private HttpResponse.BodyHandler<byte[]> completingTheResult() {
    ResponseGate gate = exchange.gate();
    return response -> {
      HttpResponse.BodySubscriber<byte[]> body = gate.apply(response);
      var unused =
          body.getBody()
              .thenAccept(octets -> result.complete(gate.accepted(response, octets)))
              .whenComplete((accepted, failure) -> failIf(failure));
      return body;
    };
  }

  private void failIf(@Nullable Throwable failure) {
    if (failure != null) {
      fail(failure);
    }
  }

  /**
   * Hangs up on an exchange that has no use any more; one that went well may keep its connection.
   */
  private static void cancelIf(@Nullable Throwable failure, CompletableFuture<?> sending) {
    if (failure != null) {
      sending.cancel(true);
    }
  }
}
