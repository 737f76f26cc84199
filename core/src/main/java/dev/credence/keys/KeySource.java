package dev.credence.keys;

import java.nio.file.Path;
import java.util.concurrent.CompletionStage;

/**
 * Where the keys of one issuer come from.
 *
 * <p>This is an extension point: implement it to take keys from a place of your own. Whoever
 * controls a source can make tokens, so a source must get its keys over an authenticated channel
 * and must belong to one issuer only. Implementations are thread-safe, never block for long, and
 * report that keys can't be had only by failing the stage with {@link KeysUnavailableException}.
 */
public interface KeySource {

  /**
   * The keys as they are now known.
   *
   * @return already completed when the keys are at hand; fails with {@link
   *     KeysUnavailableException} (as every dependent stage does, wrapped in a {@link
   *     java.util.concurrent.CompletionException}). Cancelling it affects no other caller.
   */
  CompletionStage<KeySet> current();

  /**
   * The keys after another look at their origin, if the source grants one: asked when a set has no
   * key of an id, or when a signature did not hold under that key. A source limits how often it
   * looks, since anyone can send tokens with unknown ids.
   *
   * @param seen the set that did not serve
   * @param keyId the id that was looked for
   * @return {@code seen} itself when there is nothing newer; fails like {@link #current()}
   */
  default CompletionStage<KeySet> newerThan(KeySet seen, String keyId) {
    return current();
  }

  /**
   * Keys that never change.
   *
   * @param keys the set
   * @return a source that always answers with it
   */
  static KeySource of(KeySet keys) {
    return new FixedKeySource(keys);
  }

  /**
   * Keys that never change, given as a JWK set.
   *
   * @param jwksJson the document
   * @return a source that always answers with its keys
   * @throws IllegalArgumentException as {@link KeySet#parse} does
   */
  static KeySource ofJwks(String jwksJson) {
    return of(KeySet.parse(jwksJson));
  }

  /**
   * Keys in a file that holds a JWK set of at most 131,072 octets. The file is read when the keys
   * are first asked for, and again when its size or time of modification has changed, which is
   * looked at no more than once a second. A new version that can't be used never replaces a good
   * one; as long as there was no good one, {@link KeysUnavailableException} names the file.
   *
   * @param jwksFile the file; it need not exist yet
   * @return a source that follows the file
   */
  static KeySource ofFile(Path jwksFile) {
    return new FileKeySource(jwksFile, System::nanoTime);
  }

  /**
   * Keys that an issuer publishes on the web and names in its discovery document.
   *
   * @param issuer exactly as in the {@code iss} of its tokens; an https URL
   * @return a source that fetches and remembers the keys, for one user
   * @throws IllegalArgumentException when the issuer is no https URL fit for discovery
   * @see JwksKeySource#discovery(String)
   * @see JwksKeySource#shared(String)
   */
  static JwksKeySource discovery(String issuer) {
    return JwksKeySource.discovery(issuer);
  }
}
