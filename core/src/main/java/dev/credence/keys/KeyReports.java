package dev.credence.keys;

import dev.credence.internal.text.SafeText;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells a listener and the log what becomes of one source's keys. Thread-safe; never throws. */
final class KeyReports {
  private static final Logger LOG = LoggerFactory.getLogger(JwksKeySource.class);

  private final String source;
  private final @Nullable KeyEvents listener;
  private final Executor executor;
  private final AtomicBoolean failing = new AtomicBoolean();

  /**
   * Creates the reports of one source.
   *
   * @param listener the user's; null for none
   * @param executor where the listener is called, one event after the other
   */
  KeyReports(String source, @Nullable KeyEvents listener, Executor executor) {
    this.source = source;
    this.listener = listener;
    this.executor = executor;
  }

  void fetchStarted() {
    tell(events -> events.fetchStarted(source));
  }

  void fetchSucceeded(Duration took) {
    if (failing.compareAndSet(true, false)) {
      LOG.info("Keys of {} can be fetched again.", name());
    }
    tell(events -> events.fetchSucceeded(source, took));
  }

  void fetchFailed(LoadFailure failure, Duration took) {
    if (failing.compareAndSet(false, true)) {
      LOG.warn("Keys of {} were not fetched: {}.", name(), failure.problem());
    }
    tell(events -> events.fetchFailed(source, failure.kind(), took));
  }

  void budgetExhausted() {
    LOG.warn(
        "Tokens with unknown key ids or bad signatures have used up the fetches of a minute for the"
            + " keys of {}.",
        name());
    tell(events -> events.budgetExhausted(source));
  }

  /** One set has taken the place of another, or of none. */
  void replaced(@Nullable KeySet before, KeySet after) {
    if (before == after) {
      return;
    }
    if (before != null) {
      rotated(after.idsOfKeysNotIn(before), before.idsOfKeysNotIn(after));
    }
    List<SkippedKey> skipped = after.skipped();
    if (!skipped.isEmpty() && (before == null || !skipped.equals(before.skipped()))) {
      dropped(skipped);
    }
  }

  private void rotated(Set<String> added, Set<String> removed) {
    if (!added.isEmpty() || !removed.isEmpty()) {
      tell(events -> events.rotated(source, added, removed));
    }
  }

  private void dropped(List<SkippedKey> skipped) {
    tell(events -> events.keysDropped(source, skipped));
    skipped.stream().filter(SkippedKey::exposesSecret).forEach(this::secretPublished);
    long harmless = skipped.stream().filter(entry -> !entry.exposesSecret()).count();
    if (harmless > 0) {
      LOG.info("{} entries of the key set of {} can't be used and are skipped.", harmless, name());
    }
  }

  private void secretPublished(SkippedKey entry) {
    LOG.warn(
        "SECURITY: {} publishes private or symmetric key material under the key id {}. The key is"
            + " not used; tell the issuer.",
        name(),
        SafeText.quote(entry.id()));
    tell(events -> events.secretPublished(source, entry.id()));
  }

  private void tell(Consumer<KeyEvents> event) {
    KeyEvents told = listener;
    if (told == null) {
      return;
    }
    try {
      executor.execute(() -> call(told, event));
    } catch (RejectedExecutionException afterClose) {
      // Nobody listens any more.
    }
  }

  private void call(KeyEvents told, Consumer<KeyEvents> event) {
    try {
      event.accept(told);
    } catch (RuntimeException broken) {
      LOG.warn("The listener to the keys of {} threw {}.", name(), broken.getClass().getName());
    }
  }

  private String name() {
    return SafeText.quote(source);
  }
}
