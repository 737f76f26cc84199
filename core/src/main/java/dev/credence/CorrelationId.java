package dev.credence;

import dev.credence.audit.CorrelationIds;
import org.jspecify.annotations.Nullable;

/** The id of one decision: one that was given, or one that is made up when somebody asks for it. */
final class CorrelationId {
  private @Nullable String value;

  private CorrelationId(@Nullable String value) {
    this.value = value;
  }

  static CorrelationId random() {
    return new CorrelationId(null);
  }

  static CorrelationId from(CorrelationIds ids) {
    return new CorrelationId(CorrelationIds.nextOf(ids));
  }

  synchronized String value() {
    String id = value == null ? CorrelationIds.random().next() : value;
    value = id;
    return id;
  }
}
