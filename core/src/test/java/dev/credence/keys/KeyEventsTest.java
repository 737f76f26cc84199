package dev.credence.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credence.internal.jose.JwsAlgorithm;
import dev.credence.internal.jose.TestJson;
import dev.credence.internal.jose.TestKeys;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class KeyEventsTest {
  private static final String SOURCE = "https://issuer.example";
  private static final KeySet OLD = KeySet.parse(JwksDocuments.keySet("old"));
  private static final KeySet NEW = KeySet.parse(JwksDocuments.keySet("new"));

  private final ManualClock clock = new ManualClock();
  private final ManualFetches fetches = new ManualFetches();
  private final RecordedEvents events = new RecordedEvents();
  private final KeySetCache cache = cache(events);

  private KeySetCache cache(KeyEvents listener) {
    return new KeySetCache(
        SOURCE,
        fetches::start,
        clock,
        Duration.ofHours(1),
        new KeyReports(SOURCE, listener, Runnable::run));
  }

  private static KeySet parsed(Object... entries) {
    return KeySet.parse(TestJson.keySet(entries));
  }

  private static Map<String, Object> withMember(String kid, String member) {
    Map<String, Object> jwk = new LinkedHashMap<>(TestKeys.jwk(kid, JwsAlgorithm.RS256));
    jwk.put(member, "AQAB");
    return jwk;
  }

  @Test
  void fetches_are_told_with_their_duration() {
    cache.current();
    clock.advance(Duration.ofMillis(120));
    fetches.bring(OLD);

    assertThat(events.all()).containsExactly("started " + SOURCE, "succeeded after PT0.12S");
  }

  @Test
  void failures_are_told_with_their_kind() {
    cache.current();
    clock.advance(Duration.ofSeconds(5));
    fetches.fail();

    assertThat(events.all()).containsExactly("started " + SOURCE, "failed STATUS after PT5S");
  }

  @Test
  void rotation_names_what_came_and_what_went() {
    cache.current();
    fetches.bring(OLD);
    cache.newerThan(OLD, "new");
    events.drained();
    fetches.bring(NEW);

    assertThat(events.all()).containsExactly("succeeded after PT0S", "rotated +[new] -[old]");
  }

  @Test
  void replaced_key_under_the_same_id_is_a_rotation() {
    cache.current();
    fetches.bring(parsed(TestKeys.jwk("a", TestKeys.rsa())));
    cache.newerThan(cache.current().toCompletableFuture().join(), "a");
    events.drained();
    fetches.bring(parsed(TestKeys.jwk("a", TestKeys.otherRsa())));

    assertThat(events.all()).containsExactly("succeeded after PT0S", "rotated +[a] -[a]");
  }

  @Test
  void the_same_keys_again_are_no_rotation() {
    cache.current();
    fetches.bring(OLD);
    cache.newerThan(OLD, "new");
    events.drained();
    fetches.bring(KeySet.parse(JwksDocuments.keySet("old")));

    assertThat(events.all()).containsExactly("succeeded after PT0S");
  }

  @Test
  void used_up_budget_is_told_once() {
    cache.current();
    fetches.bring(OLD, Duration.ofHours(24));
    for (int second = 0; second < 60; second++) {
      for (int i = 0; i < 10; i++) {
        int before = fetches.count();
        cache.newerThan(OLD, "junk-" + second + "-" + i);
        if (fetches.count() > before) {
          fetches.bring(OLD, Duration.ofHours(24));
        }
      }
      clock.advance(Duration.ofSeconds(1));
    }

    assertThat(events.all()).filteredOn("exhausted"::equals).hasSize(1);
    assertThat(cache.status().budgetLeft()).isLessThanOrEqualTo(1);
  }

  @Test
  void skipped_entries_are_told_when_they_change() {
    KeySet withJunk = parsed(TestKeys.jwk("a", TestKeys.rsa()), Map.of("kty", "AKP", "kid", "pq"));
    cache.current();
    fetches.bring(withJunk);
    assertThat(events.drained()).contains("dropped [pq]");

    cache.newerThan(withJunk, "b");
    fetches.bring(
        parsed(
            TestKeys.jwk("a", TestKeys.rsa()),
            TestKeys.jwk("b", TestKeys.otherRsa()),
            Map.of("kty", "AKP", "kid", "pq")));
    assertThat(events.all())
        .contains("rotated +[b] -[]")
        .noneMatch(event -> event.startsWith("dropped"));
  }

  @Test
  void published_secrets_are_told_by_id_alone() {
    cache.current();
    fetches.bring(
        parsed(
            TestKeys.jwk("a", TestKeys.rsa()),
            withMember("private", "d"),
            Map.of("kty", "oct", "kid", "shared", "k", "c2VjcmV0")));

    assertThat(events.all())
        .contains("dropped [private, shared]", "secret private", "secret shared")
        .noneMatch(event -> event.contains("c2VjcmV0"));
  }

  @Test
  void listener_that_throws_changes_nothing() {
    KeySetCache brave =
        cache(
            new KeyEvents() {
              @Override
              public void fetchStarted(String source) {
                throw new IllegalStateException("broken");
              }

              @Override
              public void fetchSucceeded(String source, Duration took) {
                throw new IllegalStateException("broken");
              }
            });
    var cold = brave.current();
    fetches.bring(OLD);

    assertThat(cold.toCompletableFuture()).isCompletedWithValue(OLD);
    assertThat(brave.current().toCompletableFuture()).isCompletedWithValue(OLD);
  }

  @Test
  void listener_may_ask_the_source_itself() {
    AtomicReference<KeySetCache> asked = new AtomicReference<>();
    AtomicReference<KeyStatus> status = new AtomicReference<>();
    asked.set(
        cache(
            new KeyEvents() {
              @Override
              public void fetchSucceeded(String source, Duration took) {
                status.set(asked.get().status());
              }
            }));
    asked.get().current();
    fetches.bring(OLD);

    assertThat(status.get().keyIds()).containsExactly("old");
  }

  @Test
  void events_come_one_by_one_from_a_thread_that_ends_when_idle() throws Exception {
    CountDownLatch done = new CountDownLatch(500);
    AtomicInteger atOnce = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    AtomicReference<Thread> thread = new AtomicReference<>();
    try (EventThread events = new EventThread()) {
      for (int i = 0; i < 500; i++) {
        events.execute(() -> {
          most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
          thread.set(Thread.currentThread());
          atOnce.decrementAndGet();
          done.countDown();
        });
      }
      assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(most).hasValue(1);
      assertThat(thread.get().isDaemon()).isTrue();
      assertThat(thread.get().getName()).isEqualTo("credence-key-events");
      thread.get().join(30_000);
      assertThat(thread.get().isAlive()).isFalse();
    }
  }

  @Test
  void listener_that_falls_behind_holds_up_nobody() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    try (EventThread events = new EventThread()) {
      events.execute(() -> {
        try {
          release.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      });
      for (int i = 0; i < 100_000; i++) {
        events.execute(() -> {});
      }
    } finally {
      release.countDown();
    }
  }

  @Test
  void event_after_closing_is_dropped() {
    EventThread closed = new EventThread();
    closed.close();
    KeyReports reports = new KeyReports(SOURCE, events, closed);

    reports.fetchStarted();

    assertThat(events.all()).isEqualTo(List.of());
  }
}
