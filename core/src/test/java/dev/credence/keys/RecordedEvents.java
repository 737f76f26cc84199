package dev.credence.keys;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** What a listener was told, in order. */
final class RecordedEvents implements KeyEvents {
  private final List<String> events = new CopyOnWriteArrayList<>();

  List<String> all() {
    return List.copyOf(events);
  }

  List<String> drained() {
    List<String> drained = all();
    events.clear();
    return drained;
  }

  @Override
  public void fetchStarted(String source) {
    events.add("started " + source);
  }

  @Override
  public void fetchSucceeded(String source, Duration took) {
    events.add("succeeded after " + took);
  }

  @Override
  public void fetchFailed(String source, KeyFailure failure, Duration took) {
    events.add("failed " + failure + " after " + took);
  }

  @Override
  public void rotated(String source, Set<String> added, Set<String> removed) {
    events.add("rotated +" + added + " -" + removed);
  }

  @Override
  public void budgetExhausted(String source) {
    events.add("exhausted");
  }

  @Override
  public void keysDropped(String source, List<SkippedKey> skipped) {
    events.add("dropped " + skipped.stream().map(SkippedKey::id).toList());
  }

  @Override
  public void secretPublished(String source, String keyId) {
    events.add("secret " + keyId);
  }
}
