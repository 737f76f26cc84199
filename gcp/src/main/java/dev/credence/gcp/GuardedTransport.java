package dev.credence.gcp;

import com.google.api.client.http.HttpTransport;
import com.google.api.client.http.LowLevelHttpRequest;
import dev.credence.ambient.IdToken;
import dev.credence.internal.http.BoundedFetch;
import dev.credence.internal.http.CredentialRequest;
import dev.credence.internal.http.FetchException;
import dev.credence.internal.http.FetchResult;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * The web as Google's library sees it during one attempt: bounded in time and size, without
 * redirects, and with no answers but sound ones.
 *
 * <p>Any other answer ends the attempt right here, with its explanation as an exception that passes
 * through the library. The library has no say in it, because it stumbles over much of what servers
 * can answer and quotes the rest. Used by one thread.
 */
final class GuardedTransport extends HttpTransport {
  private final BoundedFetch fetch;
  private final InstantSource clock;
  private final IdToken token;
  private final Explanations explanations;
  private @Nullable Instant expiresAt;

  GuardedTransport(
      BoundedFetch fetch, InstantSource clock, IdToken token, Explanations explanations) {
    this.fetch = fetch;
    this.clock = clock;
    this.token = token;
    this.explanations = explanations;
  }

  @Override
  protected LowLevelHttpRequest buildRequest(String method, String url) {
    return new GuardedRequest(this, url);
  }

  /** When what was granted last expires. */
  Instant expiresAt() {
    if (expiresAt == null) {
      throw new IllegalStateException("Nothing was granted");
    }
    return expiresAt;
  }

  /** Asks, and returns the body of the answer if it grants something. */
  byte[] granted(Step step, CredentialRequest request) {
    FetchResult answer = answer(step, fetch.send(request));
    GrantAnswer grant = GrantAnswer.of(answer);
    if (!grant.isSuccess()) {
      throw explanations.refused(step, grant, token);
    }
    Instant now = clock.instant();
    Instant expiry = grant.expiresAt(step, now);
    if (expiry == null) {
      throw explanations.incomplete(step, token);
    }
    if (!expiry.isAfter(now)) {
      throw explanations.expiredOnArrival(step, expiry, now, token);
    }
    expiresAt = expiry;
    return answer.body();
  }

  private FetchResult answer(Step step, Future<FetchResult> asked) {
    try {
      return asked.get();
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof FetchException failure
          ? explanations.notAnswered(step, failure, token)
          : explanations.notUnderstood(token);
    } catch (InterruptedException e) {
      asked.cancel(true);
      Thread.currentThread().interrupt();
      throw explanations.interrupted(token);
    }
  }
}
