package dev.credence.azure;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The daemon threads of one credential: none while it rests.
 *
 * <p>An exchange has a thread to itself, since it blocks, and there is one in an hour. Those who
 * wait asynchronously for its outcome go on in others, so that what one of them does can't hold up
 * the next.
 */
final class ExchangeThreads implements AutoCloseable {
  private static final int MOST_LISTENERS = 32;
  private static final long IDLE_SECONDS = 1;
  private static final long DEFAULT_STACK_SIZE = 0;

  private final AtomicInteger started = new AtomicInteger();
  private final Set<Thread> exchanging = ConcurrentHashMap.newKeySet();

  /** With all its threads taken, whoever brings the outcome tells it by himself. */
  private final ThreadPoolExecutor listeners =
      new ThreadPoolExecutor(
          0,
          MOST_LISTENERS,
          IDLE_SECONDS,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          this::newThread,
          (task, pool) -> task.run());

  void exchange(Runnable task) {
    Thread thread =
        newThread(() -> {
          try {
            task.run();
          } finally {
            exchanging.remove(Thread.currentThread());
          }
        });
    exchanging.add(thread);
    try {
      thread.start();
    } catch (Error noThreadToBeHad) {
      exchanging.remove(thread);
      throw noThreadToBeHad;
    }
  }

  Executor listeners() {
    return listeners;
  }

  private Thread newThread(Runnable task) {
    String name = "credence-azure-" + started.incrementAndGet();
    Thread thread = new Thread(null, task, name, DEFAULT_STACK_SIZE, false);
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void close() {
    exchanging.forEach(Thread::interrupt);
    listeners.shutdown();
  }
}
