package dev.credence.examples.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credence.Decision;
import dev.credence.RejectionReason;
import dev.credence.ReplayGuard;
import dev.credence.TrustPolicy;
import dev.credence.VerifiedToken;
import dev.credence.ci.GitHubActions;
import dev.credence.keys.KeysUnavailableException;
import dev.credence.testkit.CiIssuer;
import dev.credence.testkit.GitHubActionsIssuer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.cache.Cache;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two instances of a service with one grid between them: one token is let in once. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SharedReplayTest {
  private static final String AUDIENCE = "https://deploy.example.com";
  private static final int THREADS = 64;
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final GitHubActionsIssuer github = CiIssuer.gitHubActions().audience(AUDIENCE);
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
  private Grid grid;
  private List<TrustPolicy> instances;

  @BeforeEach
  void start() throws Exception {
    grid = Grid.start();
    instances = instances(member -> guard(grid.cache(member)));
  }

  private List<TrustPolicy> instances(IntFunction<ReplayGuard> guards) throws Exception {
    List<TrustPolicy> started = List.of(instance(guards.apply(0)), instance(guards.apply(1)));
    for (TrustPolicy instance : started) {
      awaitTrusted(instance);
    }
    return started;
  }

  private static ReplayGuard guard(Cache<String, String> cache) {
    return ReplayGuard.shared(Duration.ofHours(2), cache::putIfAbsent, cache::remove)
        .withTimeout(PATIENCE);
  }

  @AfterEach
  void stop() {
    threads.shutdownNow();
    grid.close();
    github.close();
  }

  private TrustPolicy instance(ReplayGuard guard) {
    return TrustPolicy.named("deploy")
        .issuer(GitHubActions.issuer())
        .audience(AUDIENCE)
        .require(GitHubActions.ENVIRONMENT.is("production"))
        .onlyOnce(guard)
        .build()
        .withKeys(github.keys());
  }

  private String token() {
    return github.environment("production").sign();
  }

  /** Tries one fresh token after the other: at first the grid is still busy with joining. */
  private void awaitTrusted(TrustPolicy instance) throws Exception {
    while (!instance.evaluate(token()).isTrusted()) {
      Thread.onSpinWait();
    }
  }

  private static VerifiedToken letIn(TrustPolicy instance, String token) throws Exception {
    Decision decision = instance.evaluate(token);
    assertThat(decision).isInstanceOf(Decision.Trusted.class);
    return ((Decision.Trusted) decision).token();
  }

  private static RejectionReason refusal(TrustPolicy instance, String token)
      throws KeysUnavailableException {
    Decision decision = instance.evaluate(token);
    assertThat(decision).isInstanceOf(Decision.Rejected.class);
    return ((Decision.Rejected) decision).rejection().reason();
  }

  /**
   * Presents each token on every thread, half of them on each instance, and counts how often it was
   * let in. The last tokens are held back until it is told to go on.
   */
  private final class Run {
    private static final int TOKENS = 60;
    private static final int HELD_BACK = 10;

    private final List<String> tokens =
        Stream.generate(SharedReplayTest.this::token).limit(TOKENS).toList();
    private final AtomicIntegerArray letIn = new AtomicIntegerArray(TOKENS);
    private final CountDownLatch halfway = new CountDownLatch(TOKENS / 2);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final List<Future<?>> presenting = new ArrayList<>();

    Run() {
      CountDownLatch start = new CountDownLatch(1);
      for (int i = 0; i < THREADS; i++) {
        TrustPolicy instance = instances.get(i % instances.size());
        presenting.add(
            threads.submit(() -> {
              start.await();
              presentAll(instance);
              return null;
            }));
      }
      start.countDown();
    }

    private void presentAll(TrustPolicy instance) throws Exception {
      for (int i = 0; i < TOKENS; i++) {
        if (i == TOKENS - HELD_BACK) {
          goOn.await();
        }
        if (instance.evaluate(tokens.get(i)) instanceof Decision.Rejected rejected) {
          assertThat(rejected.rejection().reason())
              .isIn(RejectionReason.REPLAYED, RejectionReason.REPLAY_UNDECIDED);
        } else {
          letIn.incrementAndGet(i);
          halfway.countDown();
        }
      }
    }

    Run awaitHalfway() throws InterruptedException {
      halfway.await();
      return this;
    }

    Run goOnToEnd() throws Exception {
      goOn.countDown();
      for (Future<?> each : presenting) {
        each.get();
      }
      return this;
    }

    List<Integer> timesLetIn() {
      return IntStream.range(0, TOKENS).mapToObj(letIn::get).toList();
    }

    List<Integer> timesHeldBackLetIn() {
      return timesLetIn().subList(TOKENS - HELD_BACK, TOKENS);
    }

    List<String> letIn() {
      return IntStream.range(0, TOKENS)
          .filter(i -> letIn.get(i) > 0)
          .mapToObj(tokens::get)
          .toList();
    }
  }

  @Test
  void of_64_threads_on_two_instances_exactly_one_wins() throws Exception {
    assertThat(new Run().goOnToEnd().timesLetIn()).containsOnly(1);
  }

  @Test
  void a_token_let_in_by_one_instance_is_a_replay_to_the_other() throws Exception {
    assertSharedBy(instances);
  }

  @Test
  void a_cache_configured_by_jcache_alone_is_shared() throws Exception {
    assertSharedBy(instances(member -> ReplaySnippets.jcache(grid.manager(member))));
  }

  @Test
  void a_map_of_the_grid_is_shared() throws Exception {
    assertSharedBy(instances(member -> ReplaySnippets.imap(grid.map(member))));
  }

  private void assertSharedBy(List<TrustPolicy> sharing) throws Exception {
    String token = token();
    letIn(sharing.get(0), token);
    assertThat(refusal(sharing.get(1), token)).isEqualTo(RejectionReason.REPLAYED);
    assertThat(refusal(sharing.get(0), token)).isEqualTo(RejectionReason.REPLAYED);
  }

  @Test
  void a_released_token_can_be_used_on_either_instance() throws Exception {
    String token = token();
    VerifiedToken first = letIn(instances.get(0), token);
    first.release();
    letIn(instances.get(1), token);
    first.release();
    assertThat(refusal(instances.get(0), token)).isEqualTo(RejectionReason.REPLAYED);
  }

  @Test
  void a_member_killed_meanwhile_lets_no_token_in_twice() throws Exception {
    Run run = new Run().awaitHalfway();
    grid.kill(0);
    run.goOnToEnd();
    assertThat(run.timesLetIn()).contains(1).allMatch(times -> times <= 1);
    grid.awaitAlone(1);
    for (TrustPolicy instance : instances) {
      assertUndecided(instance, run.letIn());
    }
  }

  /**
   * Of a member without the other, nothing is to be had: neither what was used nor what was not.
   */
  private void assertUndecided(TrustPolicy instance, List<String> used) throws Exception {
    for (String token : used) {
      assertThat(refusal(instance, token)).isEqualTo(RejectionReason.REPLAY_UNDECIDED);
    }
    assertThat(refusal(instance, token())).isEqualTo(RejectionReason.REPLAY_UNDECIDED);
  }

  @Test
  void a_split_meanwhile_lets_no_token_in_twice_and_heals() throws Exception {
    Run run = new Run().awaitHalfway();
    grid.split();
    run.goOnToEnd();
    assertThat(run.timesLetIn()).contains(1).allMatch(times -> times <= 1);
    assertThat(run.timesHeldBackLetIn()).containsOnly(0);
    grid.awaitAlone(0);
    grid.awaitAlone(1);
    for (TrustPolicy instance : instances) {
      assertUndecided(instance, run.letIn());
    }

    grid.heal();
    for (TrustPolicy instance : instances) {
      awaitTrusted(instance);
      for (String token : run.letIn()) {
        assertThat(refusal(instance, token)).isEqualTo(RejectionReason.REPLAYED);
      }
    }
  }

  @Test
  void a_grid_out_of_reach_leaves_tokens_refused_and_unused() throws Exception {
    grid.kill(0);
    grid.kill(1);
    for (TrustPolicy instance : instances) {
      assertUndecided(instance, List.of(token()));
    }
  }
}
