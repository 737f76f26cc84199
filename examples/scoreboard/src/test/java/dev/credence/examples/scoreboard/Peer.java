package dev.credence.examples.scoreboard;

import dev.credence.testkit.AttackScene;
import dev.credence.testkit.TokenVerifier;

/**
 * A library under attack.
 *
 * @param name of the library
 * @param version that was run
 * @param configuration how it was set up, and where its documentation shows that
 * @param factory sets it up for a scene
 */
record Peer(String name, String version, String configuration, TokenVerifier.Factory factory) {

  /** Says that a library, as documented, has no means for something. */
  static UnsupportedOperationException without(String means) {
    return new UnsupportedOperationException(means);
  }

  static void requireNotSingleUse(AttackScene scene) {
    if (scene.isSingleUse()) {
      throw without("remembers no tokens");
    }
  }

  static void requireKeysFromTheirUrl(AttackScene scene) {
    if (scene.isDiscovered()) {
      throw without("is given the URL of the key set");
    }
  }

  /** The version that the build has told. */
  static String version(String library) {
    return System.getProperty("scoreboard." + library, "unknown");
  }
}
