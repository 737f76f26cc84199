package dev.credence.ambient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.credence.ambient.FakeServer.Reply;
import dev.credence.ambient.IdTokenUnavailableException.Kind;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class RetriesTest {
  private final FakeServer server = new FakeServer();
  private final TestEnvironment environment =
      new TestEnvironment()
          .set("GITHUB_ACTIONS", "true")
          .set("ACTIONS_ID_TOKEN_REQUEST_URL", server.origin() + "/token")
          .set("ACTIONS_ID_TOKEN_REQUEST_TOKEN", "bearer");
  private final Reply success = Reply.json("{\"value\":\"" + TestTokens.forAudience("sts") + "\"}");

  @AfterEach
  void stop() {
    server.close();
  }

  private IdToken token() throws IdTokenUnavailableException {
    return AmbientIdTokens.detect("sts", environment.build()).idToken();
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 500, 502, 503, 504, 599})
  void passing_failure_is_tried_again(int status) throws Exception {
    server.on("/token", Reply.status(status), success);

    assertThat(token().audiences()).containsExactly("sts");
    assertThat(server.asked()).hasSize(2);
  }

  @Test
  void pauses_double_with_jitter_and_attempts_end() {
    server.on("/token", Reply.status(503));

    assertThat(Failures.of(Kind.UNREACHABLE, this::token))
        .hasMessageContaining("answered with status 503");
    assertThat(server.asked()).hasSize(5);
    assertThat(environment.pauses)
        .containsExactly(
            Duration.ofNanos(187_500_000),
            Duration.ofMillis(375),
            Duration.ofMillis(750),
            Duration.ofMillis(1_500));
  }

  @Test
  void server_that_asks_for_a_pause_gets_it() throws Exception {
    server.on("/token", Reply.status(429).with("Retry-After", "15"), success);

    token();

    assertThat(environment.pauses).containsExactly(Duration.ofSeconds(15));
  }

  @Test
  void server_that_asks_for_a_long_pause_is_not_waited_for() {
    server.on("/token", Reply.status(429).with("Retry-After", "16"), success);

    Failures.of(Kind.UNREACHABLE, this::token);
    assertThat(server.asked()).hasSize(1);
    assertThat(environment.pauses).isEmpty();
  }

  @Test
  void deadline_is_not_overrun_by_a_pause() {
    Reply busy = Reply.status(503).with("Retry-After", "12");
    server.on("/token", busy, busy, busy, success);

    Failures.of(Kind.UNREACHABLE, this::token);
    assertThat(server.asked()).hasSize(3);
    assertThat(environment.pauses).hasSize(2);
  }

  @Test
  void unreachable_server_is_tried_again() {
    server.close();

    assertThat(Failures.of(Kind.UNREACHABLE, this::token))
        .hasMessageContaining("could not be reached");
    assertThat(environment.pauses).hasSize(4);
  }

  @Test
  void answer_that_never_comes_ends_at_the_deadline() {
    AmbientEnvironment impatient =
        AmbientEnvironment.builder()
            .variables(environment.build().variables())
            .deadline(Duration.ofMillis(50))
            .build();
    TokenService service =
        new TokenService("CI", impatient, request -> new CompletableFuture<>(), failure -> "");

    assertThat(Failures.of(Kind.UNREACHABLE, () -> service.ask(CompletableFuture::new)))
        .hasMessage("CI: No answer came within 0 s.");
  }

  @Test
  void interrupt_ends_the_waiting_and_is_kept() {
    server.on("/token", Reply.status(503));
    AmbientEnvironment real = environment.build();
    Thread.currentThread().interrupt();

    Failures.of(Kind.INTERRUPTED, () -> AmbientIdTokens.detect("sts", real).idToken());
    assertThat(Thread.interrupted()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT-1S", "PT5M0.001S"})
  void deadline_has_bounds(Duration deadline) {
    assertThat(catchThrowable(() -> AmbientEnvironment.builder().deadline(deadline)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("it must be positive and at most PT5M");
  }
}
