package dev.credence;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Daemon threads that a shared map may keep waiting, in place of the callers; none while it rests.
 *
 * <p>A claim whose caller has gone before its turn came is not made, so that what piles up behind a
 * map that doesn't answer is gone as soon as it does.
 */
final class MapThreads {
  /** Operations at a time: grids answer in less than a millisecond, so this is many a second. */
  private static final int MAX_THREADS = 32;

  private static final int MAX_WAITING = 10_000;
  private static final long IDLE_SECONDS = 5;
  private static final long DEFAULT_STACK_SIZE = 0;

  private final Duration timeout;
  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          MAX_THREADS,
          MAX_THREADS,
          IDLE_SECONDS,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(MAX_WAITING),
          MapThreads::newThread);

  MapThreads(Duration timeout) {
    this.timeout = timeout;
    threads.allowCoreThreadTimeOut(true);
  }

  /** Waits for a task, which is run in any case unless far too many wait already. */
  void run(Runnable task) {
    CompletableFuture<Boolean> ran = new CompletableFuture<>();
    await(
        ran,
        () -> {
          task.run();
          ran.complete(true);
        },
        () -> false);
  }

  /** Waits for a task to complete its answer; if that takes too long, the answer is another. */
  <T> T await(Consumer<CompletableFuture<T>> task, Supplier<T> otherwise) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    return await(answer, () -> runIfAwaited(task, answer), otherwise);
  }

  private <T> T await(CompletableFuture<T> answer, Runnable task, Supplier<T> otherwise) {
    try {
      threads.execute(task);
      return answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return abandoned(answer, otherwise);
    } catch (TimeoutException | RejectedExecutionException | ExecutionException e) {
      return abandoned(answer, otherwise);
    }
  }

  private static <T> void runIfAwaited(
      Consumer<CompletableFuture<T>> task, CompletableFuture<T> answer) {
    if (!answer.isDone()) {
      task.accept(answer);
    }
  }

  /** Tells the task that nobody waits; one that was quicker has been heard all the same. */
  private static <T> T abandoned(CompletableFuture<T> answer, Supplier<T> otherwise) {
    answer.complete(otherwise.get());
    return answer.join();
  }

  private static Thread newThread(Runnable task) {
    Thread thread = new Thread(null, task, "credence-replay", DEFAULT_STACK_SIZE, false);
    thread.setDaemon(true);
    return thread;
  }
}
