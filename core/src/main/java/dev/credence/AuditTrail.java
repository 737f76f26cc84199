package dev.credence;

import dev.credence.audit.AuditEvent;
import dev.credence.audit.AuditListener;
import dev.credence.audit.CorrelationIds;
import dev.credence.audit.GuardedAuditListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Who is told of decisions, and where their ids come from. Immutable. */
final class AuditTrail {
  /** Nobody is told. */
  static final AuditTrail NONE = new AuditTrail(List.of(), null, System::nanoTime);

  private final List<Told> told;
  private final @Nullable CorrelationIds ids;
  private final LongSupplier nanoTime;

  private AuditTrail(List<Told> told, @Nullable CorrelationIds ids, LongSupplier nanoTime) {
    this.told = List.copyOf(told);
    this.ids = ids;
    this.nanoTime = nanoTime;
  }

  /** A listener and the guard around it. */
  private record Told(AuditListener listener, GuardedAuditListener guarded) {
    Told(AuditListener listener) {
      this(listener, GuardedAuditListener.of(listener));
    }
  }

  AuditTrail telling(AuditListener listener) {
    return new AuditTrail(
        union(told, List.of(new Told(Objects.requireNonNull(listener, "listener")))),
        ids,
        nanoTime);
  }

  AuditTrail identifyingBy(CorrelationIds source) {
    return new AuditTrail(told, Objects.requireNonNull(source, "source"), nanoTime);
  }

  AuditTrail measuringBy(LongSupplier source) {
    return new AuditTrail(told, ids, source);
  }

  /** This trail, with whom others tell; ids come from the first that has a source of its own. */
  AuditTrail joinedBy(List<AuditTrail> others) {
    List<Told> all = told;
    CorrelationIds first = ids;
    for (AuditTrail other : others) {
      all = other.told.isEmpty() ? all : union(all, other.told);
      first = first == null ? other.ids : first;
    }
    return new AuditTrail(all, first, nanoTime);
  }

  /** Each listener once, however often it was given: the same object, whatever it calls equal. */
  @SuppressWarnings("ReferenceEquality")
  private static List<Told> union(List<Told> some, List<Told> more) {
    List<Told> all = new ArrayList<>(some);
    for (Told one : more) {
      if (all.stream().noneMatch(other -> other.listener() == one.listener())) {
        all.add(one);
      }
    }
    return all;
  }

  /** Starts the record of one decision. */
  Attempt begin(String token, Evaluation.Judge<?> judge) {
    if (told.isEmpty() && ids == null) {
      return Attempt.UNRECORDED;
    }
    CorrelationId id = ids == null ? CorrelationId.random() : CorrelationId.from(ids);
    return told.isEmpty() ? () -> id : new RecordedAttempt(this, id, token, judge);
  }

  long nanoTime() {
    return nanoTime.getAsLong();
  }

  void tell(AuditEvent event) {
    told.forEach(one -> one.guarded().on(event));
  }
}
