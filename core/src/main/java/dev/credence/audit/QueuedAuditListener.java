package dev.credence.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands events on from a queue, so that a decision never waits for the listener behind it; made by
 * {@link AuditListener#queued}.
 *
 * <p>Events reach the listener in their order, by one daemon thread that is started by the first of
 * them. When the queue is full, further events are lost rather than decisions held up: they are
 * counted, warned of once a minute, and in their place the listener gets one event of the kind
 * {@link AuditEvent.Kind#LOSS}. What the listener throws is counted and logged as by a {@link
 * GuardedAuditListener}.
 *
 * <p>Thread-safe.
 *
 * {@snippet class="snippets.AuditSnippets" region="queued"}
 */
public final class QueuedAuditListener implements AuditListener, AutoCloseable {
  /** How long closing waits for the listener to take what is in the queue: 5 seconds. */
  public static final Duration CLOSE_WAIT = Duration.ofSeconds(5);

  /** Nobody waits for a listener behind a queue: the time that it takes is its own. */
  private static final Duration NEVER_SLOW = Duration.ofNanos(Long.MAX_VALUE);

  private static final Logger LOG = LoggerFactory.getLogger(QueuedAuditListener.class);

  private final AuditListener listener;
  private final int capacity;
  private final Duration closeWait;
  private final Logger log;
  private final OncePerMinute lossDue;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<AuditEvent> queue = new ArrayDeque<>();
  private @Nullable Thread thread;
  private boolean closed;
  private long lost;
  private long lostSinceLast;
  private @Nullable Instant lostSince;

  QueuedAuditListener(AuditListener listener, int capacity) {
    this(listener, capacity, CLOSE_WAIT, System::nanoTime, LOG);
  }

  QueuedAuditListener(
      AuditListener listener, int capacity, Duration closeWait, LongSupplier nanoTime, Logger log) {
    Objects.requireNonNull(listener, "listener");
    if (capacity <= 0) {
      throw new IllegalArgumentException(
          "The capacity of an audit queue is positive; this is " + capacity);
    }
    this.listener = isolated(listener, nanoTime, log);
    this.capacity = capacity;
    this.closeWait = closeWait;
    this.log = log;
    this.lossDue = new OncePerMinute(nanoTime);
  }

  private static AuditListener isolated(AuditListener listener, LongSupplier nanoTime, Logger log) {
    return listener instanceof GuardedAuditListener
        ? listener
        : new GuardedAuditListener(listener, NEVER_SLOW, nanoTime, log);
  }

  @Override
  public void on(AuditEvent event) {
    Objects.requireNonNull(event, "event");
    boolean accepted;
    lock.lock();
    try {
      accepted = !closed && queue.size() < capacity;
      if (accepted) {
        enqueue(event);
      } else {
        lose(event.time());
      }
    } finally {
      lock.unlock();
    }
    if (!accepted && lossDue.isDue()) {
      log.warn("The audit queue is full or closed: {} events so far are lost", lost());
    }
  }

  private void enqueue(AuditEvent event) {
    if (lostSinceLast > 0) {
      queue.add(takeLoss());
    }
    queue.add(event);
    changed.signal();
    if (thread == null) {
      Thread starting = new Thread(this::handOn, "credence-audit");
      starting.setDaemon(true);
      starting.start();
      thread = starting;
    }
  }

  private void lose(Instant time) {
    lost++;
    lostSinceLast++;
    if (lostSince == null) {
      lostSince = time;
    }
  }

  private AuditEvent takeLoss() {
    AuditEvent loss = AuditEvent.loss(Objects.requireNonNull(lostSince), lostSinceLast);
    lostSinceLast = 0;
    lostSince = null;
    return loss;
  }

  private void handOn() {
    for (AuditEvent event = next(); event != null; event = next()) {
      listener.on(event);
    }
  }

  /** Waits for an event, or for the end. */
  private @Nullable AuditEvent next() {
    lock.lock();
    try {
      while (queue.isEmpty() && lostSinceLast == 0 && !closed) {
        changed.awaitUninterruptibly();
      }
      return queue.isEmpty() && lostSinceLast > 0 ? takeLoss() : queue.poll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Returns how many events were lost because the queue was full or closed.
   *
   * @return the count since this listener was made
   */
  public long lost() {
    lock.lock();
    try {
      return lost;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes no further events, and waits until the listener has what is in the queue, at most {@link
   * #CLOSE_WAIT}. What it has not by then is lost and warned of. The listener itself is not closed.
   * Closing again does nothing.
   */
  @Override
  @SuppressWarnings("ReferenceEquality") // a thread is itself only
  public void close() {
    Thread handingOn = stop();
    if (handingOn == null || handingOn == Thread.currentThread()) {
      return;
    }
    try {
      TimeUnit.NANOSECONDS.timedJoin(handingOn, closeWait.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    giveUp();
  }

  boolean isStarted() {
    lock.lock();
    try {
      return thread != null;
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Thread stop() {
    lock.lock();
    try {
      closed = true;
      changed.signal();
      return thread;
    } finally {
      lock.unlock();
    }
  }

  private void giveUp() {
    int left;
    lock.lock();
    try {
      left = queue.size();
      lost += left;
      queue.clear();
    } finally {
      lock.unlock();
    }
    if (left > 0) {
      log.warn(
          "The audit queue was closed before its listener took {} events: they are lost", left);
    }
  }
}
