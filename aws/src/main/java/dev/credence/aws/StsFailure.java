package dev.credence.aws;

import dev.credence.aws.BoundedHttpClient.AnswerTooLongException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;

/**
 * What the SDK threw, looked at without its words: those may quote an answer, and what a proxy put
 * there. Immutable.
 */
final class StsFailure {
  private static final int SERVER_ERROR = 500;
  private static final int MOST_SECONDS = 6;

  private final RuntimeException thrown;

  StsFailure(RuntimeException thrown) {
    this.thrown = thrown;
  }

  /** AWS' own code, or nothing if there was no such answer. */
  String code() {
    return details().map(AwsErrorDetails::errorCode).orElse("");
  }

  /** Whether AWS' words, which are for reading the code right and never shown, hold these. */
  boolean says(String words) {
    return details().map(AwsErrorDetails::errorMessage).orElse("").contains(words);
  }

  private Optional<AwsErrorDetails> details() {
    return thrown instanceof AwsServiceException answer
        ? Optional.ofNullable(answer.awsErrorDetails())
        : Optional.empty();
  }

  boolean isAnswer() {
    return thrown instanceof AwsServiceException;
  }

  int status() {
    return thrown instanceof AwsServiceException answer ? answer.statusCode() : 0;
  }

  boolean isServerError() {
    return status() >= SERVER_ERROR;
  }

  boolean isThrottling() {
    return thrown instanceof AwsServiceException answer && answer.isThrottlingException();
  }

  /** How long AWS asked to be left alone (RFC 9110 §10.2.3), if in seconds. */
  Optional<Duration> retryAfter() {
    return details()
        .map(AwsErrorDetails::sdkHttpResponse)
        .flatMap(answer -> answer.firstMatchingHeader("Retry-After"))
        .filter(StsFailure::isSeconds)
        .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)));
  }

  private static boolean isSeconds(String text) {
    return !text.isEmpty()
        && text.length() <= MOST_SECONDS
        && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  boolean isTimeout() {
    return thrown instanceof ApiCallTimeoutException
        || thrown instanceof ApiCallAttemptTimeoutException;
  }

  boolean isInterruption() {
    return thrown instanceof AbortedException;
  }

  boolean isTooLong() {
    return causedBy(AnswerTooLongException.class).isPresent();
  }

  /** Whether an answer came that ends too soon or is no XML; the two can't be told apart. */
  boolean isGarbled() {
    return causedBy(XMLStreamException.class).isPresent();
  }

  /** What kept the request or its answer from getting through. */
  Optional<IOException> transport() {
    return causedBy(IOException.class);
  }

  private <E extends Throwable> Optional<E> causedBy(Class<E> kind) {
    @Nullable Throwable cause = thrown;
    for (int depth = 0; cause != null && depth < 10; depth++) {
      if (kind.isInstance(cause)) {
        return Optional.of(kind.cast(cause));
      }
      cause = cause instanceof XMLStreamException xml ? xml.getNestedException() : cause.getCause();
    }
    return Optional.empty();
  }

  /** The kind of failure by its class, which is all that is safe to show. */
  String name() {
    return transport().<Throwable>map(e -> e).orElse(thrown).getClass().getSimpleName();
  }
}
