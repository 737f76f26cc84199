package dev.credence.internal.http;

import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The daemon threads of one fetcher: none while it rests, and none that holds on to the class
 * loader or the inherited thread locals of whoever happened to fetch first.
 */
final class FetchThreads implements Executor {
  private static final long IDLE_SECONDS = 1;
  private static final long DEFAULT_STACK_SIZE = 0;

  private final AtomicInteger started = new AtomicInteger();
  private final ThreadPoolExecutor pool =
      new ThreadPoolExecutor(
          0,
          Integer.MAX_VALUE,
          IDLE_SECONDS,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          this::newThread);

  @Override
  public void execute(Runnable task) {
    pool.execute(task);
  }

  void shutdown() {
    pool.shutdown();
  }

  private Thread newThread(Runnable task) {
    String name = "credence-fetch-" + started.incrementAndGet();
    Thread thread = new Thread(null, task, name, DEFAULT_STACK_SIZE, false);
    thread.setDaemon(true);
    return thread;
  }
}
