package dev.credence.testkit;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What differs from a sound issuer whose keys are at hand. One stage object is one scene for all
 * attacks that share it.
 */
final class AttackStage {
  static final AttackStage SOUND = new AttackStage(AttackKeys::soundSet, null, false, false);

  /** The keys are fetched, and nothing is wrong with that. */
  static final AttackStage FETCHED = new AttackStage(AttackKeys::soundSet, null, true, false);

  /** Each token is good for one use. */
  static final AttackStage SINGLE_USE = new AttackStage(AttackKeys::soundSet, null, false, true);

  /** What the key set's server does wrong, which may depend on an address of the attacker's. */
  interface Trouble {
    Fault fault(AttackScene scene);
  }

  private final Function<AttackKeys, String> keySet;
  private final @Nullable Trouble trouble;
  private final boolean fetched;
  private final boolean singleUse;

  private AttackStage(
      Function<AttackKeys, String> keySet,
      @Nullable Trouble trouble,
      boolean fetched,
      boolean singleUse) {
    this.keySet = keySet;
    this.trouble = trouble;
    this.fetched = fetched;
    this.singleUse = singleUse;
  }

  static AttackStage keySet(Function<AttackKeys, String> keySet) {
    return new AttackStage(keySet, null, false, false);
  }

  static AttackStage fetched(Function<AttackKeys, String> keySet, Trouble trouble) {
    return new AttackStage(keySet, trouble, true, false);
  }

  String keySet(AttackKeys keys) {
    return keySet.apply(keys);
  }

  @Nullable Trouble trouble() {
    return trouble;
  }

  boolean isFetched() {
    return fetched;
  }

  boolean isSingleUse() {
    return singleUse;
  }
}
