package dev.credence.audit;

/**
 * Told of every decision and every cloud exchange.
 *
 * <p>A listener is called by the thread that decides, before the decision is handed out, from any
 * number of threads at once: implementations must be thread-safe and quick. One that isn't quick is
 * put behind {@link #queued(AuditListener, int)}. What a listener throws changes no decision; see
 * {@link GuardedAuditListener}.
 *
 * {@snippet class="snippets.AuditSnippets" region="listener"}
 */
@FunctionalInterface
public interface AuditListener {
  /**
   * Takes note of an event.
   *
   * @param event what happened
   */
  void on(AuditEvent event);

  /**
   * Returns a listener that only puts events into a queue, from which a thread of its own hands
   * them on in their order.
   *
   * @param listener who is told, by one thread at a time
   * @param capacity how many events wait at most; further ones are lost, counted and reported
   * @return the listener; close it so that what waits is handed on before the program ends
   * @throws IllegalArgumentException if the capacity is not positive
   */
  static QueuedAuditListener queued(AuditListener listener, int capacity) {
    return new QueuedAuditListener(listener, capacity);
  }
}
