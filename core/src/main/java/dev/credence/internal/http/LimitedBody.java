package dev.credence.internal.http;

import dev.credence.internal.http.FetchException.Kind;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Collects a body up to its limit and hangs up on the first octet beyond. */
final class LimitedBody implements BodySubscriber<byte[]> {
  private final String host;
  private final int maxBytes;
  private final ByteArrayOutputStream collected = new ByteArrayOutputStream();
  private final CompletableFuture<byte[]> body = new CompletableFuture<>();
  private Flow.@Nullable Subscription subscription;

  LimitedBody(String host, int maxBytes) {
    this.host = host;
    this.maxBytes = maxBytes;
  }

  @Override
  public CompletionStage<byte[]> getBody() {
    return body;
  }

  @Override
  public void onSubscribe(Flow.Subscription newSubscription) {
    subscription = newSubscription;
    newSubscription.request(1);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    for (ByteBuffer buffer : buffers) {
      if (!collect(buffer)) {
        return;
      }
    }
    if (subscription != null) {
      subscription.request(1);
    }
  }

  @Override
  public void onError(Throwable failure) {
    body.completeExceptionally(failure);
  }

  @Override
  public void onComplete() {
    body.complete(collected.toByteArray());
  }

  private boolean collect(ByteBuffer buffer) {
    if (body.isDone()) {
      return false;
    }
    if (buffer.remaining() > maxBytes - collected.size()) {
      hangUp();
      return false;
    }
    byte[] octets = new byte[buffer.remaining()];
    buffer.get(octets);
    collected.writeBytes(octets);
    return true;
  }

  private void hangUp() {
    body.completeExceptionally(
        new FetchException(
            Kind.TOO_LARGE, host, "sent more than the " + maxBytes + " octets that are read"));
    if (subscription != null) {
      subscription.cancel();
    }
  }
}
