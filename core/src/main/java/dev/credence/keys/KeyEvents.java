package dev.credence.keys;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * Listens to what becomes of an issuer's keys, for metrics and alarms.
 *
 * <p>This is an extension point: override what you count. The methods of one source are called one
 * after the other on a thread of their own, never on the way of a token, so they may take their
 * time; a listener that falls more than 1,000 events behind misses some. What a listener throws is
 * logged and changes nothing. Key ids come from the issuer: show them escaped.
 */
public interface KeyEvents {

  /**
   * A fetch has started.
   *
   * @param source whose keys: an issuer or a URL
   */
  default void fetchStarted(String source) {}

  /**
   * A fetch has brought keys, or the news that those at hand are still current.
   *
   * @param source whose keys: an issuer or a URL
   * @param took from its start
   */
  default void fetchSucceeded(String source, Duration took) {}

  /**
   * A fetch has brought no keys. Those at hand stay in use until they are too old.
   *
   * @param source whose keys: an issuer or a URL
   * @param failure what went wrong
   * @param took from its start
   */
  default void fetchFailed(String source, KeyFailure failure, Duration took) {}

  /**
   * The issuer has changed its keys. An id whose key was replaced is among both the added and the
   * removed.
   *
   * @param source whose keys: an issuer or a URL
   * @param added the ids that were not there before
   * @param removed the ids that are refused from now on
   */
  default void rotated(String source, Set<String> added, Set<String> removed) {}

  /**
   * Tokens with unknown key ids or bad signatures have used up this minute's fetches. The next such
   * token leads to a fetch after the minimum gap only.
   *
   * @param source whose keys: an issuer or a URL
   */
  default void budgetExhausted(String source) {}

  /**
   * A changed key set has entries that can't be used.
   *
   * @param source whose keys: an issuer or a URL
   * @param skipped the entries, at least one
   */
  default void keysDropped(String source, List<SkippedKey> skipped) {}

  /**
   * The issuer publishes private or symmetric key material: its owner has to hear of it at once.
   * The entry is not used.
   *
   * @param source whose keys: an issuer or a URL
   * @param keyId the entry's id; empty when it has none that can be shown
   */
  default void secretPublished(String source, String keyId) {}
}
