package dev.credence.audit;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a listener from breaking a decision, or from slowing it unnoticed.
 *
 * <p>Whatever the listener throws ends here: it is counted and, once a minute, logged by the name
 * of its class alone. A call that takes longer than {@link #SLOW} is counted and logged likewise.
 * Policies guard their listeners themselves; make one only to read its counts, such as for a
 * metric.
 *
 * <p>Thread-safe if the listener is.
 */
public final class GuardedAuditListener implements AuditListener {
  /** What a listener may take for one event before it is warned of: 100 milliseconds. */
  public static final Duration SLOW = Duration.ofMillis(100);

  private static final Logger LOG = LoggerFactory.getLogger(GuardedAuditListener.class);

  private final AuditListener listener;
  private final Duration slow;
  private final LongSupplier nanoTime;
  private final Logger log;
  private final OncePerMinute failureDue;
  private final OncePerMinute slownessDue;
  private final LongAdder failures = new LongAdder();
  private final LongAdder slowCalls = new LongAdder();

  GuardedAuditListener(AuditListener listener, Duration slow, LongSupplier nanoTime, Logger log) {
    this.listener = Objects.requireNonNull(listener, "listener");
    this.slow = slow;
    this.nanoTime = nanoTime;
    this.log = log;
    this.failureDue = new OncePerMinute(nanoTime);
    this.slownessDue = new OncePerMinute(nanoTime);
  }

  /**
   * Returns a listener under guard.
   *
   * @param listener the listener
   * @return the guard around it; the listener itself if it is one already
   */
  public static GuardedAuditListener of(AuditListener listener) {
    return listener instanceof GuardedAuditListener guarded
        ? guarded
        : new GuardedAuditListener(listener, SLOW, System::nanoTime, LOG);
  }

  @Override
  public void on(AuditEvent event) {
    long start = nanoTime.getAsLong();
    try {
      listener.on(event);
    } catch (Throwable failure) {
      failed(failure);
    }
    long took = nanoTime.getAsLong() - start;
    if (took > slow.toNanos()) {
      dawdled(Duration.ofNanos(took));
    }
  }

  private void failed(Throwable failure) {
    failures.increment();
    if (failureDue.isDue()) {
      log.warn(
          "An audit listener failed with {}: {} events so far are not known to have reached it",
          failure.getClass().getName(),
          failures.sum());
    }
  }

  private void dawdled(Duration took) {
    slowCalls.increment();
    if (slownessDue.isDue()) {
      log.warn(
          "An audit listener took {} ms for one event, and more than {} ms for {} so far: decisions"
              + " wait for it unless it is put behind AuditListener.queued",
          took.toMillis(),
          slow.toMillis(),
          slowCalls.sum());
    }
  }

  /**
   * Returns how often the listener threw.
   *
   * @return the count since this guard was made
   */
  public long failures() {
    return failures.sum();
  }

  /**
   * Returns how often the listener took longer than {@link #SLOW}.
   *
   * @return the count since this guard was made
   */
  public long slowCalls() {
    return slowCalls.sum();
  }
}
