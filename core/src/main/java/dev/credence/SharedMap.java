package dev.credence;

import java.util.UUID;

/**
 * The map behind a {@link SharedReplayGuard}: what its two operations tell, once they are tried.
 */
final class SharedMap {
  private static final String TRIAL_PREFIX = "trial-";

  private final SharedReplayGuard.Operation putIfAbsent;
  private final SharedReplayGuard.Operation removeIfSame;
  private final MapProblems problems = new MapProblems();
  private volatile boolean tried;

  SharedMap(SharedReplayGuard.Operation putIfAbsent, SharedReplayGuard.Operation removeIfSame) {
    this.putIfAbsent = putIfAbsent;
    this.removeIfSame = removeIfSame;
  }

  MapProblems problems() {
    return problems;
  }

  /** Claims a use; what is in doubt is undecided, and for the caller to release. */
  ReplayGuard.Verdict claim(ReplayGuard.Use use) {
    try {
      ReplayGuard.Verdict verdict = ask(use);
      problems.over();
      return verdict;
    } catch (Exception e) {
      problems.met(failure(e));
      return ReplayGuard.Verdict.UNDECIDED;
    }
  }

  /**
   * A grid that repeats an operation on its own, because the machine that carried it out died
   * before it answered, finds its own entry: then the token was let in by nobody and is given back.
   */
  private ReplayGuard.Verdict ask(ReplayGuard.Use use) throws Exception {
    if (putIfAbsent.apply(use.fingerprint(), use.id())) {
      return ReplayGuard.Verdict.FIRST;
    }
    return removeIfSame.apply(use.fingerprint(), use.id())
        ? ReplayGuard.Verdict.UNDECIDED
        : ReplayGuard.Verdict.SEEN;
  }

  /** Removes a use and no other one; what the map can't be brought to remove stays. */
  void release(ReplayGuard.Use use) {
    try {
      removeIfSame.apply(use.fingerprint(), use.id());
    } catch (Exception e) {
      problems.met(failure(e));
    }
  }

  /** Whether the operations have done what they should; until they have, each call tries them. */
  boolean isTried() {
    if (!tried) {
      tried = standTrial();
    }
    return tried;
  }

  private boolean standTrial() {
    try {
      boolean passed = doWhatTheyShould(TRIAL_PREFIX + UUID.randomUUID());
      if (!passed) {
        problems.met("the map's operations are not a putIfAbsent and a remove if same");
      }
      return passed;
    } catch (Exception e) {
      problems.met(failure(e));
      return false;
    }
  }

  private static String failure(Exception e) {
    return "an operation of the map failed with " + e.getClass().getName();
  }

  private boolean doWhatTheyShould(String key) throws Exception {
    String first = UUID.randomUUID().toString();
    String second = UUID.randomUUID().toString();
    return putIfAbsent.apply(key, first)
        && !putIfAbsent.apply(key, second)
        && !removeIfSame.apply(key, second)
        && !putIfAbsent.apply(key, second)
        && removeIfSame.apply(key, first)
        && putIfAbsent.apply(key, second)
        && removeIfSame.apply(key, second);
  }
}
