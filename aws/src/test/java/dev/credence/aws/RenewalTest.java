package dev.credence.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.credence.cloud.CloudExchangeException;
import dev.credence.cloud.CloudExchangeException.Kind;
import dev.credence.testkit.Fault;
import dev.credence.testkit.Moment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.services.sts.StsClient;

/** When credentials are renewed, by whom, and what is handed out while STS is down. */
@Timeout(60)
class RenewalTest {
  private static final int THREADS = 40;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Cloud cloud = new Cloud();
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

  @AfterEach
  void stop() {
    threads.shutdownNow();
    cloud.close();
  }

  /** Lets all threads do something at the same time. */
  private <T> List<Future<T>> everybody(Callable<T> task) {
    CountDownLatch ready = new CountDownLatch(THREADS);
    List<Future<T>> all = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      all.add(
          threads.submit(() -> {
            ready.countDown();
            ready.await();
            return task.call();
          }));
    }
    return all;
  }

  private static Set<String> keyIds(List<Future<AwsCredentials>> all) throws Exception {
    Set<String> ids = ConcurrentHashMap.newKeySet();
    for (Future<AwsCredentials> each : all) {
      ids.add(each.get().accessKeyId());
    }
    return ids;
  }

  @Test
  void forty_threads_at_a_cold_start_make_one_exchange() throws Exception {
    CompletableFuture<Void> gathered = new CompletableFuture<>();
    cloud.sts.server().faults().next(Fault.heldUntil(gathered));
    try (AwsFederation federation = cloud.federation().build()) {
      List<Future<AwsCredentials>> all = everybody(federation::resolveCredentials);
      assertThat(cloud.sts.server().journal().await(1, PATIENCE)).isTrue();
      gathered.complete(null);

      assertThat(keyIds(all)).hasSize(1);
    }
    assertThat(cloud.exchanges()).hasSize(1);
    assertThat(cloud.events).hasSize(1);
  }

  @Test
  void forty_threads_share_one_failure() throws Exception {
    cloud.sts.server().faults().always(Fault.status(403).and(Fault.body("")));
    CompletableFuture<Void> gathered = new CompletableFuture<>();
    cloud
        .sts
        .server()
        .faults()
        .next(Fault.status(403).and(Fault.body("")).and(Fault.heldUntil(gathered)));
    try (AwsFederation federation = cloud.federation().build()) {
      List<Future<AwsCredentials>> all = everybody(federation::resolveCredentials);
      assertThat(cloud.sts.server().journal().await(1, PATIENCE)).isTrue();
      awaitWaiting(THREADS - 1);
      gathered.complete(null);

      for (Future<AwsCredentials> each : all) {
        assertThatThrownBy(each::get)
            .isInstanceOf(ExecutionException.class)
            .hasCauseInstanceOf(CloudExchangeException.class);
      }
    }
    assertThat(cloud.exchanges()).hasSize(1);
  }

  /** Until as many threads of the pool wait for another's exchange. */
  private void awaitWaiting(int waiting) {
    while (waitingThreads() < waiting) {
      Thread.onSpinWait();
    }
  }

  private static long waitingThreads() {
    return Thread.getAllStackTraces().values().stream()
        .filter(stack ->
            Arrays.stream(stack)
                .anyMatch(frame ->
                    frame.getClassName().equals(Renewal.class.getName())
                        && frame.getMethodName().equals("follow")))
        .count();
  }

  @Test
  void credentials_are_kept_until_five_minutes_before_their_end() {
    try (AwsFederation federation = cloud.federation().build()) {
      AwsCredentials first = federation.resolveCredentials();
      cloud.clock.advance(Duration.ofMinutes(55).minusSeconds(1));
      assertThat(federation.resolveCredentials()).isSameAs(first);

      cloud.clock.advance(Duration.ofSeconds(1));
      assertThat(federation.resolveCredentials()).isNotSameAs(first);
    }
    assertThat(cloud.exchanges()).hasSize(2);
  }

  @Test
  void others_go_on_with_what_is_there_while_one_renews_ahead() throws Exception {
    try (AwsFederation federation = cloud.federation().build()) {
      AwsCredentials first = federation.resolveCredentials();
      cloud.clock.advance(Duration.ofMinutes(56));
      CompletableFuture<Void> released = new CompletableFuture<>();
      cloud.sts.server().faults().next(Fault.heldUntil(released));
      Future<AwsCredentials> ahead = threads.submit(federation::resolveCredentials);
      assertThat(cloud.sts.server().journal().await(2, PATIENCE)).isTrue();

      assertThat(federation.resolveCredentials()).isSameAs(first);
      released.complete(null);
      assertThat(ahead.get()).isNotSameAs(first);
      assertThat(federation.resolveCredentials()).isSameAs(ahead.get());
    }
    assertThat(cloud.exchanges()).hasSize(2);
  }

  @Test
  void failure_ahead_of_time_is_tried_again_after_a_pause_and_not_at_each_use() {
    try (AwsFederation federation = cloud.federation().build()) {
      AwsCredentials first = federation.resolveCredentials();
      cloud.clock.advance(Duration.ofMinutes(56));
      cloud.sts.server().faults().always(Fault.status(503));
      for (int use = 0; use < 5; use++) {
        assertThat(federation.resolveCredentials()).isSameAs(first);
      }
      assertThat(cloud.exchanges()).hasSize(2);

      cloud.clock.advance(Duration.ofSeconds(10));
      assertThat(federation.resolveCredentials()).isSameAs(first);
      assertThat(cloud.exchanges()).hasSize(3);
      cloud.sts.server().recover();
      cloud.clock.advance(Duration.ofSeconds(10));
      assertThat(federation.resolveCredentials()).isNotSameAs(first);
    }
  }

  @Test
  void sts_that_dies_and_comes_back_lets_no_expired_credential_out() {
    try (AwsFederation federation = cloud.federation().budget(Duration.ofMillis(900)).build();
        StsClient client = cloud.client(federation)) {
      client.getCallerIdentity();
      cloud.sts.server().refuseConnections();
      for (int minute = 0; minute < 70; minute++) {
        cloud.clock.advance(Duration.ofMinutes(1));
        requireUnexpiredOrRefused(federation, minute + 1);
      }
      cloud.sts.server().recover();

      assertThat(client.getCallerIdentity().account()).isEqualTo(Cloud.ACCOUNT);
    }
  }

  private void requireUnexpiredOrRefused(AwsFederation federation, int minute) {
    if (minute < 59) {
      AwsSessionCredentials held = (AwsSessionCredentials) federation.resolveCredentials();
      assertThat(held.expirationTime().orElseThrow()).isAfter(cloud.clock.instant());
    } else {
      assertThatThrownBy(federation::resolveCredentials)
          .isInstanceOfSatisfying(
              CloudExchangeException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNAVAILABLE))
          .hasMessageContaining("could not be asked at");
    }
  }

  @Test
  void sts_that_comes_back_during_an_exchange_is_found_within_its_budget() {
    cloud.sts.server().faults().next(2, Fault.reset(Moment.BEFORE_HEADERS));
    try (AwsFederation federation = cloud.federation().build()) {
      assertThat(federation.resolveCredentials().accessKeyId()).startsWith("ASIA");
    }
    assertThat(cloud.exchanges()).hasSize(3);
  }

  @Test
  void interruption_of_the_one_who_asks_is_no_failure_for_the_others() throws Exception {
    CompletableFuture<Void> never = new CompletableFuture<>();
    cloud.sts.server().faults().next(Fault.heldUntil(never));
    try (AwsFederation federation = cloud.federation().timeout(Duration.ofSeconds(30)).build()) {
      Future<AwsCredentials> leader = threads.submit(federation::resolveCredentials);
      assertThat(cloud.sts.server().journal().await(1, PATIENCE)).isTrue();
      Future<AwsCredentials> follower = threads.submit(federation::resolveCredentials);
      awaitWaiting(1);
      leader.cancel(true);
      never.complete(null);

      assertThat(follower.get().accessKeyId()).startsWith("ASIA");
    }
  }

  @Test
  void nothing_is_left_after_close() {
    Set<Thread> before = clientThreads();
    AwsFederation federation = cloud.federation().build();
    federation.resolveCredentials();
    federation.close();

    assertThat(cloud.sts.server().awaitOpenConnections(0, PATIENCE)).isTrue();
    for (Thread each : clientThreads()) {
      if (!before.contains(each)) {
        join(each);
        assertThat(each.isAlive()).as(each.getName()).isFalse();
      }
    }
  }

  /** Threads that are not the fakes', which last as long as those. */
  private static Set<Thread> clientThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("sdk-"))
        .collect(Collectors.toSet());
  }

  private static void join(Thread thread) {
    try {
      thread.join(PATIENCE.toMillis());
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
