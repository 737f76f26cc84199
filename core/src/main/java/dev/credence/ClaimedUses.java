package dev.credence;

import java.time.Instant;
import java.util.IdentityHashMap;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What one decision has claimed of the guards of its policies for one token: each guard is asked
 * once, however many policies share it, and what it let pass is given back at most once.
 *
 * <p>Filled by the thread that decides, then only read.
 */
final class ClaimedUses {
  /** What is claimed where there is no guard. */
  static final ClaimedUses NONE = new ClaimedUses();

  private record Answer(ReplayGuard.Use use, ReplayGuard.Verdict verdict) {}

  private final IdentityHashMap<ReplayGuard, Answer> answers = new IdentityHashMap<>(1);
  private final AtomicBoolean released = new AtomicBoolean();

  ReplayGuard.Verdict claim(ReplayGuard guard, String fingerprint, Instant keepUntil) {
    return answers.computeIfAbsent(guard, first -> ask(first, fingerprint, keepUntil)).verdict();
  }

  private static Answer ask(ReplayGuard guard, String fingerprint, Instant keepUntil) {
    ReplayGuard.Use use = new ReplayGuard.Use(fingerprint, UUID.randomUUID().toString(), keepUntil);
    try {
      return new Answer(use, Objects.requireNonNull(guard.claim(use), "verdict"));
    } catch (RuntimeException e) {
      return new Answer(use, ReplayGuard.Verdict.UNDECIDED);
    }
  }

  void release() {
    if (released.compareAndSet(false, true)) {
      answers.forEach(ClaimedUses::release);
    }
  }

  private static void release(ReplayGuard guard, Answer answer) {
    if (answer.verdict() != ReplayGuard.Verdict.FIRST) {
      return;
    }
    try {
      guard.release(answer.use());
    } catch (RuntimeException e) {
      // The token stays used, which is the safe side, and the caller is spared a second failure.
      return;
    }
  }
}
