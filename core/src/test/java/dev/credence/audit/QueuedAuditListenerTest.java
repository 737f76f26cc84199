package dev.credence.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.credence.audit.AuditEvent.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Events handed on by a thread of their own, and what becomes of those that find no room. */
class QueuedAuditListenerTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  private final RecordingLogger log = new RecordingLogger();
  private final List<AuditEvent> received = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch entered = new CountDownLatch(1);
  private final CountDownLatch release = new CountDownLatch(1);

  private QueuedAuditListener queued(AuditListener listener, int capacity) {
    return new QueuedAuditListener(listener, capacity, LONG, () -> 0, log);
  }

  /** Holds the queue's thread with its first event until released. */
  private void holding(AuditEvent event) {
    received.add(event);
    entered.countDown();
    await(release);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private List<String> receivedIds() {
    return received.stream()
        .map(e -> e.kind() == Kind.LOSS ? "lost " + e.lost() : e.correlationId().orElseThrow())
        .toList();
  }

  @Test
  void events_are_handed_on_in_their_order_by_a_daemon() {
    List<Thread> threads = Collections.synchronizedList(new ArrayList<>());
    try (QueuedAuditListener queue =
        queued(
            event -> {
              threads.add(Thread.currentThread());
              received.add(event);
            },
            100)) {
      for (int i = 0; i < 50; i++) {
        queue.on(TestEvents.numbered(i));
      }
    }
    assertThat(received).extracting(e -> e.time().getEpochSecond()).isSorted();
    assertThat(received).hasSize(50);
    assertThat(threads).allMatch(Thread::isDaemon).doesNotContain(Thread.currentThread());
    assertThat(threads.stream().distinct()).hasSize(1);
  }

  @Test
  void without_an_event_there_is_no_thread() {
    QueuedAuditListener queue = queued(received::add, 1);
    assertThat(queue.isStarted()).isFalse();
    queue.close();
    assertThat(queue.isStarted()).isFalse();
  }

  @Test
  void a_full_queue_loses_events_and_holds_up_nobody() {
    QueuedAuditListener queue = queued(this::holding, 2);
    queue.on(TestEvents.numbered(0));
    await(entered);
    for (int i = 1; i <= 6; i++) {
      queue.on(TestEvents.numbered(i));
    }
    assertThat(queue.lost()).isEqualTo(4);
    release.countDown();
    queue.close();
    assertThat(receivedIds()).containsExactly("0", "1", "2", "lost 4");
    assertThat(received.get(3).time()).isEqualTo(TestEvents.numbered(3).time());
    assertThat(log.lines())
        .containsExactly("WARN The audit queue is full or closed: 1 events so far are lost");
  }

  @Test
  void a_gap_stands_where_the_events_are_missing() {
    CountDownLatch second = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    QueuedAuditListener queue =
        queued(
            event -> {
              if (event.correlationId().equals(TestEvents.numbered(1).correlationId())) {
                received.add(event);
                second.countDown();
                await(goOn);
              } else if (received.isEmpty()) {
                holding(event);
              } else {
                received.add(event);
              }
            },
            2);
    queue.on(TestEvents.numbered(0));
    await(entered);
    queue.on(TestEvents.numbered(1));
    queue.on(TestEvents.numbered(2));
    queue.on(TestEvents.numbered(3));
    queue.on(TestEvents.numbered(4));
    release.countDown();
    await(second);
    queue.on(TestEvents.numbered(5));
    goOn.countDown();
    queue.close();
    assertThat(receivedIds()).containsExactly("0", "1", "2", "lost 2", "5");
  }

  @Test
  void after_closing_events_are_lost_and_counted() {
    QueuedAuditListener queue = queued(received::add, 10);
    queue.on(TestEvents.numbered(0));
    queue.close();
    queue.on(TestEvents.numbered(1));
    queue.close();
    assertThat(receivedIds()).containsExactly("0");
    assertThat(queue.lost()).isEqualTo(1);
    assertThat(log.lines()).hasSize(1);
  }

  @Test
  void closing_does_not_wait_for_ever() {
    QueuedAuditListener queue =
        new QueuedAuditListener(this::holding, 10, Duration.ofMillis(1), () -> 0, log);
    queue.on(TestEvents.numbered(0));
    await(entered);
    queue.on(TestEvents.numbered(1));
    queue.close();
    assertThat(queue.lost()).isEqualTo(1);
    assertThat(log.lines())
        .containsExactly(
            "WARN The audit queue was closed before its listener took 1 events: they are lost");
    release.countDown();
  }

  @Test
  void an_interrupted_close_keeps_the_interrupt() {
    QueuedAuditListener queue = queued(this::holding, 10);
    queue.on(TestEvents.numbered(0));
    await(entered);
    Thread.currentThread().interrupt();
    queue.close();
    assertThat(Thread.interrupted()).isTrue();
    release.countDown();
  }

  @Test
  void a_listener_that_throws_gets_the_next_event_all_the_same() {
    QueuedAuditListener queue =
        queued(
            event -> {
              received.add(event);
              throw new IllegalStateException();
            },
            10);
    queue.on(TestEvents.numbered(0));
    queue.on(TestEvents.numbered(1));
    queue.close();
    assertThat(receivedIds()).containsExactly("0", "1");
    assertThat(log.lines()).hasSize(1);
    assertThat(log.lines().get(0)).contains("java.lang.IllegalStateException");
  }

  @Test
  void many_threads_lose_nothing_uncounted() throws Exception {
    int threads = 8;
    int each = 2_000;
    QueuedAuditListener queue = queued(received::add, 64);
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    List<Future<?>> done = new ArrayList<>();
    for (int t = 0; t < threads; t++) {
      done.add(
          pool.submit(() -> {
            for (int i = 0; i < each; i++) {
              queue.on(TestEvents.numbered(i));
            }
          }));
    }
    for (Future<?> one : done) {
      one.get(LONG.toSeconds(), TimeUnit.SECONDS);
    }
    pool.shutdown();
    queue.close();
    long told = received.stream().filter(e -> e.kind() == Kind.DECISION).count();
    long reported = received.stream().mapToLong(AuditEvent::lost).sum();
    assertThat(told + queue.lost()).isEqualTo((long) threads * each);
    assertThat(reported).isEqualTo(queue.lost());
  }

  @Test
  void a_queue_without_room_is_not_made() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AuditListener.queued(received::add, 0))
        .withMessage("The capacity of an audit queue is positive; this is 0");
  }
}
