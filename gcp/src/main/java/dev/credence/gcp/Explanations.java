package dev.credence.gcp;

import dev.credence.ambient.IdToken;
import dev.credence.cloud.CloudExchangeException;
import dev.credence.cloud.CloudExchangeException.Kind;
import dev.credence.cloud.TrustCondition;
import dev.credence.internal.http.FetchException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Why an attempt came to nothing, in the words of whoever set the trust up. Immutable. */
final class Explanations {
  static final String CLOUD = "gcp";

  private static final int REQUEST_TIMEOUT = 408;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SERVER_ERROR = 500;

  private final WorkloadIdentityProvider provider;
  private final @Nullable Impersonation impersonation;
  private final ExchangeRefusals exchangeRefusals;
  private final ImpersonationRefusals impersonationRefusals;

  Explanations(WorkloadIdentityProvider provider, @Nullable Impersonation impersonation) {
    this.provider = provider;
    this.impersonation = impersonation;
    this.exchangeRefusals = new ExchangeRefusals(provider);
    this.impersonationRefusals = new ImpersonationRefusals(provider, impersonation);
  }

  /** The answer has another status than 200. */
  CloudExchangeException refused(Step step, GrantAnswer answer, IdToken token) {
    if (isPassing(answer.status())) {
      CloudExchangeException.Builder failure = busy(step, answer.status()).code(answer.code());
      answer.retryAfter().ifPresent(failure::retryAfter);
      return failure.with(token);
    }
    CloudExchangeException.Builder failure =
        CloudExchangeException.of(CLOUD, Kind.REFUSED)
            .code(answer.code())
            .problem(refusal(step) + ", with status " + answer.status());
    switch (step) {
      case EXCHANGE -> exchangeRefusals.explain(answer, token, failure);
      case IMPERSONATION -> impersonationRefusals.explain(answer, failure);
    }
    return failure.with(token);
  }

  private String refusal(Step step) {
    return switch (step) {
      case EXCHANGE -> "refuses the job's token at " + provider;
      case IMPERSONATION -> "refuses to let the job act as " + account();
    };
  }

  /** No answer came, or one whose body is not worth reading. */
  CloudExchangeException notAnswered(Step step, FetchException failure, IdToken token) {
    return switch (failure.kind()) {
      case STATUS -> unread(step, failure, token);
      case CONNECT, DEADLINE, IO, TLS ->
          CloudExchangeException.of(CLOUD, Kind.UNAVAILABLE)
              .problem("can't be asked: " + failure.getMessage())
              .with(token);
      case ADDRESS, REDIRECT, CONTENT_TYPE, CONTENT_ENCODING, TOO_LARGE ->
          bad("sent no answer of its own: " + failure.getMessage())
              .lookAt(TrustCondition.NONE, "A proxy or a captive portal may be in between.")
              .with(token);
    };
  }

  private CloudExchangeException unread(Step step, FetchException failure, IdToken token) {
    if (isPassing(failure.status())) {
      CloudExchangeException.Builder busy = busy(step, failure.status());
      failure.retryAfter().ifPresent(busy::retryAfter);
      return busy.with(token);
    }
    return bad(refusal(step) + ", with status " + failure.status() + " and no reason")
        .lookAt(TrustCondition.NONE, "A proxy may have refused it in Google's place.")
        .with(token);
  }

  private static boolean isPassing(int status) {
    return status == REQUEST_TIMEOUT || status == TOO_MANY_REQUESTS || status >= SERVER_ERROR;
  }

  private static CloudExchangeException.Builder busy(Step step, int status) {
    CloudExchangeException.Builder failure =
        CloudExchangeException.of(CLOUD, Kind.UNAVAILABLE)
            .problem("can't answer just now: " + named(step) + " has status " + status);
    return status == TOO_MANY_REQUESTS
        ? failure.lookAt(TrustCondition.QUOTA, "too many requests were made in a short time.")
        : failure;
  }

  CloudExchangeException incomplete(Step step, IdToken token) {
    return bad("sent an answer that was not understood: "
            + named(step)
            + " names no token, or not"
            + " when it expires")
        .with(token);
  }

  CloudExchangeException expiredOnArrival(Step step, Instant expiry, Instant now, IdToken token) {
    return bad("sent a token that expired at " + expiry + ", and it is " + now)
        .lookAt(
            TrustCondition.EXPIRY,
            "this machine's clock may be ahead of that of " + named(step) + ".")
        .mayPass()
        .with(token);
  }

  /** The library didn't understand what this module took for sound. */
  CloudExchangeException notUnderstood(IdToken token) {
    return bad("sent an answer that was not understood").with(token);
  }

  CloudExchangeException interrupted(IdToken token) {
    return CloudExchangeException.of(CLOUD, Kind.UNAVAILABLE)
        .problem("was not waited for: the thread was interrupted")
        .with(token);
  }

  private static CloudExchangeException.Builder bad(String problem) {
    return CloudExchangeException.of(CLOUD, Kind.BAD_ANSWER).problem(problem);
  }

  private static String named(Step step) {
    return switch (step) {
      case EXCHANGE -> "the token service";
      case IMPERSONATION -> "the service of service accounts' credentials";
    };
  }

  private String account() {
    return impersonation == null ? "a service account" : impersonation.account();
  }
}
