package dev.credence.internal.http;

import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** The body of a response that is refused for its head: not an octet of it is read. */
final class RefusedBody implements BodySubscriber<byte[]> {
  private final CompletableFuture<byte[]> body;

  RefusedBody(FetchException refusal) {
    this.body = CompletableFuture.failedFuture(refusal);
  }

  @Override
  public CompletionStage<byte[]> getBody() {
    return body;
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    subscription.cancel();
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    // What was already under way when the subscription was cancelled.
  }

  @Override
  public void onError(Throwable failure) {
    // The refusal is already the outcome.
  }

  @Override
  public void onComplete() {
    // The refusal is already the outcome.
  }
}
