package dev.credence.keys;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * One daemon thread that runs tasks in order, while there are any; too many at once are dropped.
 */
final class EventThread implements Executor, AutoCloseable {
  static final String NAME = "credence-key-events";

  private static final int MAX_WAITING = 1_000;
  private static final long IDLE_SECONDS = 1;
  private static final long DEFAULT_STACK_SIZE = 0;

  private final ThreadPoolExecutor thread =
      new ThreadPoolExecutor(
          0,
          1,
          IDLE_SECONDS,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(MAX_WAITING),
          EventThread::newThread,
          new ThreadPoolExecutor.DiscardPolicy());

  @Override
  public void execute(Runnable task) {
    thread.execute(task);
  }

  /** Takes no more tasks; those that wait are still run. */
  @Override
  public void close() {
    thread.shutdown();
  }

  private static Thread newThread(Runnable task) {
    Thread thread = new Thread(null, task, NAME, DEFAULT_STACK_SIZE, false);
    thread.setDaemon(true);
    return thread;
  }
}
