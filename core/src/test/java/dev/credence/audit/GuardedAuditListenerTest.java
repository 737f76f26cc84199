package dev.credence.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A listener that fails or dawdles changes nothing and is noticed. */
class GuardedAuditListenerTest {
  private final RecordingLogger log = new RecordingLogger();
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);

  private GuardedAuditListener guarded(AuditListener listener) {
    return new GuardedAuditListener(listener, GuardedAuditListener.SLOW, nanos::get, log);
  }

  private void advance(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  @Test
  void whatever_a_listener_throws_ends_at_the_guard() {
    GuardedAuditListener exception =
        guarded(event -> {
          throw new IllegalStateException("secret");
        });
    exception.on(TestEvents.trusted());
    assertThat(exception.failures()).isEqualTo(1);
    GuardedAuditListener error =
        guarded(event -> {
          throw new StackOverflowError();
        });
    error.on(TestEvents.trusted());
    assertThat(error.failures()).isEqualTo(1);
    assertThat(log.lines())
        .containsExactly(
            "WARN An audit listener failed with java.lang.IllegalStateException: 1 events so far"
                + " are not known to have reached it",
            "WARN An audit listener failed with java.lang.StackOverflowError: 1 events so far are"
                + " not known to have reached it");
  }

  @Test
  void failures_are_logged_once_a_minute_and_counted_always() {
    GuardedAuditListener guarded =
        guarded(event -> {
          throw new IllegalStateException();
        });
    for (int i = 0; i < 10; i++) {
      guarded.on(TestEvents.trusted());
    }
    assertThat(log.lines()).hasSize(1);
    advance(Duration.ofSeconds(59));
    guarded.on(TestEvents.trusted());
    assertThat(log.lines()).hasSize(1);
    advance(Duration.ofSeconds(1));
    guarded.on(TestEvents.trusted());
    assertThat(log.lines()).hasSize(2);
    assertThat(log.lines().get(1)).contains(": 12 events");
    assertThat(guarded.failures()).isEqualTo(12);
  }

  @Test
  void a_slow_listener_is_warned_of() {
    GuardedAuditListener slow = guarded(event -> advance(Duration.ofMillis(101)));
    slow.on(TestEvents.trusted());
    slow.on(TestEvents.trusted());
    assertThat(slow.slowCalls()).isEqualTo(2);
    assertThat(log.lines())
        .containsExactly(
            "WARN An audit listener took 101 ms for one event, and more than 100 ms for 1 so far:"
                + " decisions wait for it unless it is put behind AuditListener.queued");
  }

  @Test
  void a_quick_listener_is_not_warned_of() {
    GuardedAuditListener quick = guarded(event -> advance(Duration.ofMillis(100)));
    quick.on(TestEvents.trusted());
    assertThat(quick.slowCalls()).isZero();
    assertThat(log.lines()).isEmpty();
  }

  @Test
  void a_guard_is_not_guarded_again() {
    GuardedAuditListener once = GuardedAuditListener.of(event -> {});
    assertThat(GuardedAuditListener.of(once)).isSameAs(once);
  }
}
