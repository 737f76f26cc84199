package dev.credence.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.credential.AccessToken;
import com.azure.core.exception.ClientAuthenticationException;
import dev.credence.testkit.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Who waits for an exchange, on which thread, and who doesn't. */
@Timeout(60)
class WaitingTest {
  private static final int THREADS = 40;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final EntraScene scene = new EntraScene();
  private final AzureFederation azure = scene.federation().build();
  private final CompletableFuture<Void> answer = new CompletableFuture<>();

  @AfterEach
  void close() {
    answer.complete(null);
    azure.close();
    scene.close();
  }

  @Test
  void forty_threads_at_a_cold_start_make_one_exchange() throws Exception {
    List<String> tokens = together(() -> azure.getTokenSync(scene.request()).getToken());

    assertThat(tokens).hasSize(THREADS);
    assertThat(Set.copyOf(tokens)).hasSize(1);
    assertThat(exchanges()).isEqualTo(1);
    assertThat(scene.events).hasSize(1);
  }

  @Test
  void forty_threads_at_a_cold_start_share_one_refusal() throws Exception {
    scene.github.running(scene.github::pullRequest);
    scene.entra.server().faults().next(Fault.heldUntil(answer));
    List<CompletableFuture<AccessToken>> waiting = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      waiting.add(azure.getToken(scene.request()).toFuture());
    }
    answer.complete(null);

    for (CompletableFuture<AccessToken> each : waiting) {
      assertThatThrownBy(() -> each.get(20, TimeUnit.SECONDS))
          .hasCauseInstanceOf(ClientAuthenticationException.class);
    }
    assertThat(exchanges()).isEqualTo(1);
  }

  @Test
  void forty_subscribers_at_a_cold_start_make_one_exchange() {
    List<String> tokens =
        Flux.range(0, THREADS)
            .flatMap(i -> azure.getToken(scene.request()), THREADS)
            .map(AccessToken::getToken)
            .collectList()
            .block(PATIENCE);

    assertThat(tokens).hasSize(THREADS);
    assertThat(Set.copyOf(tokens)).hasSize(1);
    assertThat(exchanges()).isEqualTo(1);
  }

  @Test
  void event_loop_is_not_blocked_by_a_subscription() {
    scene.entra.server().faults().next(Fault.heldUntil(answer));

    String subscribed =
        Mono.fromCallable(
                () -> {
                  CompletableFuture<AccessToken> token = azure.getToken(scene.request()).toFuture();
                  return token.isDone() + " on " + Schedulers.isInNonBlockingThread();
                })
            .subscribeOn(Schedulers.parallel())
            .block(PATIENCE);

    assertThat(subscribed).isEqualTo("false on true");
  }

  @Test
  void blocking_call_on_an_event_loop_is_refused_unless_the_token_is_there() {
    Mono<AccessToken> onEventLoop =
        Mono.fromCallable(() -> azure.getTokenSync(scene.request()))
            .subscribeOn(Schedulers.parallel());

    scene.entra.server().faults().next(Fault.heldUntil(answer));
    assertThatThrownBy(() -> onEventLoop.block(PATIENCE))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageMatching(
            "getTokenSync would block thread \"parallel-\\d+\", which Reactor marks as not to be"
                + " blocked: call getToken there");
    answer.complete(null);
    AccessToken token = azure.getTokenSync(scene.request());
    assertThat(onEventLoop.block(PATIENCE)).isSameAs(token);
  }

  @Test
  void subscriber_that_blocks_does_not_hold_up_the_next() throws Exception {
    scene.entra.server().faults().next(Fault.heldUntil(answer));
    CountDownLatch allAreThere = new CountDownLatch(3);
    List<CompletableFuture<String>> told = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      told.add(
          azure
              .getToken(scene.request())
              .map(token -> {
                allAreThere.countDown();
                await(allAreThere); // comes back only if the others get as far meanwhile
                return Thread.currentThread().getName();
              })
              .toFuture());
    }

    answer.complete(null);

    for (CompletableFuture<String> each : told) {
      assertThat(each.get(20, TimeUnit.SECONDS)).startsWith("credence-azure-");
    }
  }

  @Test
  void subscriber_that_loses_interest_does_not_end_the_exchange() throws Exception {
    scene.entra.server().faults().next(Fault.heldUntil(answer));
    Disposable first = azure.getToken(scene.request()).subscribe();
    CompletableFuture<AccessToken> second = azure.getToken(scene.request()).toFuture();

    first.dispose();
    answer.complete(null);

    assertThat(second.get(20, TimeUnit.SECONDS).getToken()).startsWith("fake-entra-");
    assertThat(exchanges()).isEqualTo(1);
  }

  @Test
  void thread_that_is_interrupted_does_not_end_the_exchange() throws Exception {
    scene.entra.server().faults().next(Fault.heldUntil(answer));
    CompletableFuture<Throwable> told = new CompletableFuture<>();
    Thread waiting =
        new Thread(() -> {
          try {
            azure.getTokenSync(scene.request());
          } catch (RuntimeException e) {
            told.complete(Thread.currentThread().isInterrupted() ? e : null);
          }
        });
    waiting.start();
    assertThat(scene.entra.server().journal().await(1, PATIENCE)).isTrue();

    waiting.interrupt();

    assertThat(told.get(20, TimeUnit.SECONDS))
        .isInstanceOf(ClientAuthenticationException.class)
        .hasMessage("azure: the thread was interrupted while it waited for an access token.");
    answer.complete(null);
    assertThat(azure.getTokenSync(scene.request()).getToken()).startsWith("fake-entra-");
    assertThat(exchanges()).isEqualTo(1);
  }

  private static List<String> together(Callable<String> call) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    try {
      CyclicBarrier start = new CyclicBarrier(THREADS);
      List<Future<String>> calls = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        calls.add(
            pool.submit(() -> {
              start.await();
              return call.call();
            }));
      }
      List<String> results = new ArrayList<>();
      for (Future<String> each : calls) {
        results.add(each.get(20, TimeUnit.SECONDS));
      }
      return results;
    } finally {
      pool.shutdownNow();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(20, TimeUnit.SECONDS)) {
        throw new IllegalStateException("The others didn't come");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private int exchanges() {
    return scene.entra.server().journal().count();
  }
}
