package dev.credence.testkit;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What differs from a sound issuer whose keys are at hand. One stage object is one scene for all
 * attacks that share it.
 */
final class AttackStage {
  /** What a verifier has to be able to do so that there is something to attack. */
  private enum Means {
    KEYS_AT_HAND,
    FETCHED_KEYS,
    DISCOVERED_KEYS,
    SINGLE_USE,
    SET_CLOCK
  }

  static final AttackStage SOUND = of(Means.KEYS_AT_HAND);

  /** The keys are fetched, and nothing is wrong with that. */
  static final AttackStage FETCHED = of(Means.FETCHED_KEYS);

  /** Where the keys are is found by discovery, and nothing is wrong with that. */
  static final AttackStage DISCOVERED = of(Means.DISCOVERED_KEYS);

  /** Each token is good for one use. */
  static final AttackStage SINGLE_USE = of(Means.SINGLE_USE);

  /** Time stands still, so that a second matters. */
  static final AttackStage TIMED = of(Means.SET_CLOCK);

  /** What the server does wrong, which may depend on an address of the attacker's. */
  interface Trouble {
    /** The fault of this answer; null if it is sound. */
    @Nullable Fault fault(AttackScene scene);
  }

  private final Means means;
  private final Function<AttackKeys, String> keySet;
  private final @Nullable Trouble trouble;

  private AttackStage(Means means, Function<AttackKeys, String> keySet, @Nullable Trouble trouble) {
    this.means = means;
    this.keySet = keySet;
    this.trouble = trouble;
  }

  private static AttackStage of(Means means) {
    return new AttackStage(means, AttackKeys::soundSet, null);
  }

  static AttackStage keySet(Function<AttackKeys, String> keySet) {
    return new AttackStage(Means.KEYS_AT_HAND, keySet, null);
  }

  static AttackStage fetchedSet(Function<AttackKeys, String> keySet) {
    return new AttackStage(Means.FETCHED_KEYS, keySet, null);
  }

  /** Something is wrong with the answers to who asks for the key set. */
  static AttackStage fetched(Trouble trouble) {
    return new AttackStage(Means.FETCHED_KEYS, AttackKeys::soundSet, trouble);
  }

  /** Something is wrong with the discovery document. */
  static AttackStage discovered(Trouble trouble) {
    return new AttackStage(Means.DISCOVERED_KEYS, AttackKeys::soundSet, trouble);
  }

  String keySet(AttackKeys keys) {
    return keySet.apply(keys);
  }

  /** The reply to who asks for the key set. */
  Reply ofKeySet(AttackScene scene, Reply sound) {
    return means == Means.FETCHED_KEYS ? troubled(scene, sound) : sound;
  }

  /** The reply to who asks for the discovery document. */
  Reply ofDiscovery(AttackScene scene, Reply sound) {
    return means == Means.DISCOVERED_KEYS ? troubled(scene, sound) : sound;
  }

  private Reply troubled(AttackScene scene, Reply sound) {
    Fault fault = trouble == null ? null : trouble.fault(scene);
    return fault == null ? sound : fault.on(sound);
  }

  boolean isFetched() {
    return means == Means.FETCHED_KEYS || isDiscovered();
  }

  boolean isDiscovered() {
    return means == Means.DISCOVERED_KEYS;
  }

  boolean isSingleUse() {
    return means == Means.SINGLE_USE;
  }

  boolean isTimed() {
    return means == Means.SET_CLOCK;
  }
}
