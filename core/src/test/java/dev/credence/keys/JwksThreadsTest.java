package dev.credence.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credence.internal.http.LoopbackOnly;
import dev.credence.internal.http.LoopbackServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Threads that a source holds: none when it rests, and none after it was closed. */
@Timeout(120)
class JwksThreadsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Test
  void closed_sources_leave_no_thread() throws Exception {
    Set<Thread> before = ownThreads();
    try (LoopbackServer server = new LoopbackServer()) {
      server.json("/keys", JwksDocuments.keySet("a"));
      List<JwksKeySource> sources = fetched(server, 5);
      assertThat(started(before)).isNotEmpty();

      sources.forEach(JwksKeySource::close);

      awaitNoneSince(before);
    }
  }

  @Test
  void source_that_is_closed_during_a_fetch_leaves_no_thread() {
    Set<Thread> before = ownThreads();
    try (LoopbackServer server = new LoopbackServer()) {
      server.stall("/keys");
      JwksKeySource source = source(server);
      var answer = source.current();

      source.close();

      assertThat(Answers.failure(answer)).hasMessageContaining("closed");
      awaitNoneSince(before);
    }
  }

  @Test
  void resting_source_holds_no_thread_and_fetches_again_later() throws Exception {
    Set<Thread> before = ownThreads();
    ManualClock clock = new ManualClock();
    try (LoopbackServer server = new LoopbackServer();
        JwksKeySource source =
            JwksKeySource.jwksUrlBuilder(server.url("/keys"))
                .proxySelector(new LoopbackOnly())
                .clock(clock)
                .events(new KeyEvents() {})
                .build()) {
      server.json("/keys", JwksDocuments.keySet("a"));
      Answers.keys(source.current());

      awaitNoneSince(before);

      clock.advance(JwksLoader.DEFAULT_LIFETIME);
      server.json("/keys", JwksDocuments.keySet("b"));
      assertThat(Answers.keys(source.current()).ids()).containsExactly("b");
    }
  }

  private static List<JwksKeySource> fetched(LoopbackServer server, int count) throws Exception {
    List<JwksKeySource> sources = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      JwksKeySource source = source(server);
      Answers.keys(source.current());
      sources.add(source);
    }
    return sources;
  }

  private static JwksKeySource source(LoopbackServer server) {
    return JwksKeySource.jwksUrlBuilder(server.url("/keys"))
        .proxySelector(new LoopbackOnly())
        .events(new KeyEvents() {})
        .build();
  }

  /** Before JDK 21 a client's last thread ends only when the client is collected: a hint helps. */
  private static void awaitNoneSince(Set<Thread> before) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!started(before).isEmpty() && System.nanoTime() < deadline) {
      System.gc();
      Thread.onSpinWait();
    }
    assertThat(started(before)).isEmpty();
  }

  private static List<String> started(Set<Thread> before) {
    return ownThreads().stream()
        .filter(thread -> !before.contains(thread))
        .map(Thread::getName)
        .toList();
  }

  private static Set<Thread> ownThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread ->
            thread.getName().startsWith("HttpClient-") || thread.getName().startsWith("credence-"))
        .collect(Collectors.toSet());
  }
}
