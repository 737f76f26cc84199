package dev.credence.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credence.internal.http.FetchException.Kind;
import java.net.Proxy;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is let through of a response, and how much of its body. */
class ResponseGateTest {
  private static final int LIMIT = 8;

  private static HttpHeaders headers(String... namesAndValues) {
    Map<String, List<String>> fields = new TreeMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      fields.put(namesAndValues[i], List.of(namesAndValues[i + 1]));
    }
    return HttpHeaders.of(fields, (name, value) -> true);
  }

  private static FetchException objection(Answer answer, int status, HttpHeaders headers) {
    return new ResponseGate("host.example", LIMIT, answer).objectionTo(status, headers);
  }

  @ParameterizedTest
  @CsvSource({"299, STATUS", "300, REDIRECT", "399, REDIRECT", "400, STATUS", "304, STATUS"})
  void redirect_is_any_status_from_300_to_399_but_304(int status, Kind kind) {
    assertThat(objection(Answer.DOCUMENT, status, headers()).kind()).isEqualTo(kind);
  }

  @Test
  void metadata_is_taken_from_a_server_that_says_what_it_is() {
    HttpHeaders genuine = headers("Metadata-Flavor", "Google");
    assertThat(objection(Answer.METADATA, 200, genuine)).isNull();
    for (HttpHeaders other : List.of(headers(), headers("Metadata-Flavor", "Other"))) {
      assertThat(objection(Answer.METADATA, 200, other))
          .hasMessageContaining("answered without the header Metadata-Flavor: Google")
          .returns(Kind.CONTENT_TYPE, FetchException::kind);
    }
  }

  @Test
  void other_documents_need_no_such_header() {
    HttpHeaders json = headers("Content-Type", "application/json");
    assertThat(objection(Answer.DOCUMENT, 200, json)).isNull();
    assertThat(objection(Answer.METADATA, 200, json)).isNotNull();
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "90, 90", "000000090, 90", "3599, 3599", "3600, 3600", "3601, 3600"})
  void wait_is_read_in_seconds_up_to_an_hour(String field, long seconds) {
    assertThat(objection(Answer.DOCUMENT, 503, headers("Retry-After", field)).retryAfter())
        .contains(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0000000090", "-1", "+1", "1.5", "1/", "1:", "soon"})
  void wait_that_is_no_such_number_is_none(String field) {
    assertThat(objection(Answer.DOCUMENT, 503, headers("Retry-After", field)).retryAfter())
        .isEmpty();
  }

  @Test
  void body_is_read_up_to_the_limit() {
    LimitedBody body = new LimitedBody("host.example", LIMIT);
    body.onSubscribe(new CountedSubscription());
    body.onNext(List.of(octets("1234"), octets("5678")));
    body.onComplete();

    assertThat(body.getBody().toCompletableFuture().join())
        .asString(StandardCharsets.US_ASCII)
        .isEqualTo("12345678");
  }

  @Test
  void body_beyond_the_limit_is_hung_up_on_and_no_more_of_it_is_asked_for() {
    CountedSubscription subscription = new CountedSubscription();
    LimitedBody body = new LimitedBody("host.example", LIMIT);
    body.onSubscribe(subscription);
    body.onNext(List.of(octets("123456789")));
    body.onNext(List.of(octets("0"), octets("1")));

    assertThat(body.getBody().toCompletableFuture())
        .isCompletedExceptionally()
        .satisfies(outcome ->
            assertThat(outcome.handle((octets, failure) -> failure).join())
                .hasMessageContaining("sent more than the 8 octets that are read"));
    assertThat(subscription.cancelled).isEqualTo(1);
    assertThat(subscription.requested).isEqualTo(1);
  }

  @Test
  void body_of_a_refused_response_is_hung_up_on_at_once() {
    CountedSubscription subscription = new CountedSubscription();
    FetchException refusal = new FetchException(Kind.STATUS, "host.example", "is refused");
    RefusedBody body = new RefusedBody(refusal);
    body.onSubscribe(subscription);

    assertThat(subscription.cancelled).isEqualTo(1);
    assertThat(subscription.requested).isZero();
    assertThat(body.getBody().toCompletableFuture())
        .failsWithin(Duration.ZERO)
        .withThrowableOfType(ExecutionException.class)
        .withCause(refusal);
  }

  @Test
  void loopback_has_no_proxy() {
    assertThat(new LoopbackOnly().select(URI.create("https://ci.example.com")))
        .containsExactly(Proxy.NO_PROXY);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 0, 500",
    "1, 1, 1000",
    "2, 0, 1000",
    "2, 0.5, 1500",
    "4, 1, 8000",
    "5, 1, 10000",
    "40, 0, 5000",
    "2147483647, 1, 10000"
  })
  void pause_doubles_up_to_its_limit_and_chance_takes_up_to_a_half(
      int made, double jitter, long milliseconds) {
    BackOff backOff = new BackOff(Duration.ofSeconds(1), Duration.ofSeconds(10));

    assertThat(backOff.after(made, () -> jitter)).isEqualTo(Duration.ofMillis(milliseconds));
  }

  private static ByteBuffer octets(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
  }

  /** Counts what is asked of it. */
  private static final class CountedSubscription implements Flow.Subscription {
    private long requested;
    private int cancelled;

    @Override
    public void request(long more) {
      requested += more;
    }

    @Override
    public void cancel() {
      cancelled++;
    }
  }
}
