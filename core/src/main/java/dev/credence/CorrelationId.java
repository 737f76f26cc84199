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

  /** Asks for an id that may have come from a caller: one that can't be sent back is not used. */
  static CorrelationId from(CorrelationIds ids) {
    return new CorrelationId(usable(ids));
  }

  private static @Nullable String usable(CorrelationIds ids) {
    try {
      String id = ids.next();
      return id != null && CorrelationIds.isUsable(id) ? id : null;
    } catch (RuntimeException unusable) {
      return null;
    }
  }

  synchronized String value() {
    String id = value == null ? CorrelationIds.random().next() : value;
    value = id;
    return id;
  }
}
