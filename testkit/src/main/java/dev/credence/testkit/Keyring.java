package dev.credence.testkit;

import dev.credence.keys.SignatureAlgorithm;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a fake issuer: the one that tokens are signed with, and those that are published.
 * Keys are rotated here as issuers do it, well and badly.
 *
 * <p>A change takes effect at once, for tokens minted and key sets fetched after it; sources of
 * keys taken from {@link CiIssuer#keys()} before have the keys of before. New keys are of the
 * algorithm of the present one and named as the CI names its keys. Keys that a CI has beside the
 * one it usually signs with stay published through all changes.
 *
 * <p>Thread-safe; each change is atomic.
 *
 * {@snippet class="snippets.FaultSnippetsTest" region="keyring"}
 */
public final class Keyring {
  private final CiIssuer<?> issuer;
  private final Deque<KeyringState> history = new ArrayDeque<>();
  private KeyringState state;
  private int fetches;

  Keyring(CiIssuer<?> issuer, SigningKey first) {
    this.issuer = issuer;
    this.state = KeyringState.of(first);
  }

  /**
   * The id of the key that tokens are signed with now.
   *
   * @return its {@code kid}
   */
  public String signingKeyId() {
    return signing().id();
  }

  /**
   * The ids of what is published now, of unusable entries too.
   *
   * @return every {@code kid} that is a string, in the order of the set
   */
  public List<String> publishedKeyIds() {
    return entries(false).stream().flatMap(Keyring::keyId).toList();
  }

  private static Stream<String> keyId(@Nullable Object entry) {
    return entry instanceof Map<?, ?> jwk && jwk.get("kid") instanceof String kid
        ? Stream.of(kid)
        : Stream.empty();
  }

  /**
   * Rotates as one should: a new key is published, then signs; the older ones stay published.
   *
   * @return this keyring
   */
  public Keyring rotate() {
    SigningKey next = signing().successor();
    return change(now -> now.withFirst(List.of(KeyEntry.of(next))).signingWith(next));
  }

  /**
   * Publishes a new key, before the others, without signing with it yet.
   *
   * @return this keyring
   */
  public Keyring announce() {
    KeyEntry next = KeyEntry.of(signing().successor());
    return change(now -> now.withFirst(List.of(next)));
  }

  /**
   * Signs with the key that stands first in the published set, as after {@link #announce()}.
   *
   * @return this keyring
   * @throws IllegalStateException if none is published
   */
  public Keyring signWithNewest() {
    return change(now ->
        now.entries().stream()
            .flatMap(entry -> Stream.ofNullable(entry.key()))
            .findFirst()
            .map(now::signingWith)
            .orElseThrow(() -> new IllegalStateException("No key is published")));
  }

  /**
   * Signs with a key of the ring.
   *
   * @param keyId its {@code kid}
   * @return this keyring
   * @throws IllegalArgumentException if the ring has no such key
   */
  public Keyring signWith(String keyId) {
    return change(now -> {
      SigningKey key = now.key(keyId);
      if (key == null) {
        throw unknown(keyId);
      }
      return now.signingWith(key);
    });
  }

  /**
   * Rotates in the wrong order: a new key signs that isn't published before {@link #publish()}.
   *
   * @return this keyring
   */
  public Keyring signBeforePublishing() {
    SigningKey next = signing().successor();
    return change(now -> now.signingWith(next));
  }

  /**
   * Publishes the signing key, before the others, if it isn't published.
   *
   * @return this keyring
   */
  public Keyring publish() {
    return change(now ->
        now.publishes(now.signing().id())
            ? now
            : now.withFirst(List.of(KeyEntry.of(now.signing()))));
  }

  /**
   * Rotates without an overlap: a new key signs and is published, and all else is gone.
   *
   * @return this keyring
   */
  public Keyring replace() {
    replaceWith(signing().successor());
    return this;
  }

  /**
   * Rotates without an overlap and without a new name: the new key has the id of the old one, which
   * is gone. Jenkins does this when a credential is saved again.
   *
   * @return this keyring
   */
  public Keyring replaceUnderSameId() {
    replaceWith(signing().namesake());
    return this;
  }

  /**
   * Ends an overlap: whatever isn't the signing key is no longer published.
   *
   * @return this keyring
   */
  public Keyring retireOthers() {
    return change(now -> KeyringState.of(now.signing()));
  }

  /**
   * Goes back to before the last change, signing key and published set alike. Again, to before the
   * one before.
   *
   * @return this keyring
   * @throws IllegalStateException if nothing was changed
   */
  public synchronized Keyring rollBack() {
    if (history.isEmpty()) {
      throw new IllegalStateException("Nothing was changed that could be taken back");
    }
    state = history.pop();
    return this;
  }

  /**
   * Publishes a key no more. If it is the signing key, tokens are still signed with it.
   *
   * @param keyId its {@code kid}
   * @return this keyring
   * @throws IllegalArgumentException if no key of that id is published
   */
  public Keyring withdraw(String keyId) {
    return change(now -> published(now, keyId).without(keyId));
  }

  /**
   * Publishes a key as revoked, with the member {@code revoked} of OpenID Federation.
   *
   * @param keyId its {@code kid}
   * @return this keyring
   * @throws IllegalArgumentException if no key of that id is published
   */
  public Keyring revoke(String keyId) {
    Map<String, Object> revoked = new LinkedHashMap<>();
    revoked.put("revoked_at", issuer.now().getEpochSecond());
    revoked.put("reason", "compromised");
    return change(now ->
        published(now, keyId).changing(keyId, entry -> entry.with(Map.of("revoked", revoked))));
  }

  /**
   * Publishes a key together with its private members, as a careless export does.
   *
   * @param keyId its {@code kid}
   * @return this keyring
   * @throws IllegalArgumentException if no key of that id is published
   */
  public Keyring leak(String keyId) {
    return change(now ->
        published(now, keyId)
            .changing(
                keyId,
                entry -> entry.key() == null ? entry : entry.with(entry.key().privateMembers())));
  }

  /**
   * Shows each fetch one of several keys, in turn, as servers behind one address do that share no
   * keys. The signing key is the first fetch's. {@link #rollBack()} ends it.
   *
   * @param keys how many keys, the signing key included; at least 2
   * @return this keyring
   * @throws IllegalArgumentException if there are fewer than 2
   */
  public Keyring flap(int keys) {
    if (keys < 2) {
      throw new IllegalArgumentException("It takes 2 keys to flap, not " + keys);
    }
    SigningKey first = signing();
    Stream<SigningKey> others = IntStream.range(1, keys).mapToObj(i -> first.successor());
    List<SigningKey> all = Stream.concat(Stream.of(first), others).toList();
    return change(now -> {
      fetches = 0;
      return now.flapping(all);
    });
  }

  /**
   * Publishes keys that nothing is signed with, before the others.
   *
   * @param keys how many; each has an id of its own
   * @return this keyring
   */
  public Keyring addDecoys(int keys) {
    Map<String, Object> decoy = SigningKey.generate("decoy", SignatureAlgorithm.ES256).jwk();
    return change(now ->
        now.withFirst(
            IntStream.rangeClosed(1, keys)
                .mapToObj(i -> KeyEntry.raw(renamed(decoy, "decoy-" + i)))
                .toList()));
  }

  private static Map<String, Object> renamed(Map<String, Object> jwk, String keyId) {
    Map<String, Object> renamed = new LinkedHashMap<>(jwk);
    renamed.put("kid", keyId);
    return renamed;
  }

  /**
   * Publishes another key under the id and of the kind of the signing key, after the others, so
   * that the id is ambiguous.
   *
   * @return this keyring
   */
  public Keyring duplicateId() {
    KeyEntry twin = KeyEntry.of(signing().namesake());
    return change(now -> now.withLast(twin));
  }

  /**
   * Publishes entries that no reader can use, before the others.
   *
   * @param kinds of entries
   * @return this keyring
   */
  public Keyring poison(PoisonEntry... kinds) {
    List<KeyEntry> entries = Arrays.stream(kinds).map(kind -> KeyEntry.raw(kind.json())).toList();
    return change(now -> now.withFirst(entries));
  }

  /**
   * Publishes any JSON value as an entry, before the others.
   *
   * @param json a Map for an object that may be a key; or a String, Boolean, Number, List or null
   * @return this keyring
   */
  public Keyring addEntry(@Nullable Object json) {
    return change(now -> now.withFirst(List.of(KeyEntry.raw(json))));
  }

  synchronized SigningKey signing() {
    return state.signing();
  }

  /** Every usable key of the published set. */
  List<SigningKey> publishedKeys() {
    Stream<SigningKey> own =
        ownEntries(false).stream().flatMap(entry -> Stream.ofNullable(entry.key()));
    return Stream.concat(own, issuer.otherKeys().stream()).toList();
  }

  /** Signs with a key and publishes it in place of all others. */
  void replaceWith(SigningKey next) {
    var unused = change(now -> KeyringState.of(next));
  }

  /** The key set as JSON, for those who look at it. */
  Map<String, Object> published() {
    return Map.of("keys", entries(false));
  }

  /** The key set as JSON, for one who fetches it. */
  Map<String, Object> served() {
    return Map.of("keys", entries(true));
  }

  private List<@Nullable Object> entries(boolean fetched) {
    List<@Nullable Object> entries = new ArrayList<>();
    for (KeyEntry entry : ownEntries(fetched)) {
      entries.add(entry.json(issuer::jwk));
    }
    issuer.otherKeys().forEach(key -> entries.add(issuer.jwk(key)));
    return entries;
  }

  private synchronized List<KeyEntry> ownEntries(boolean fetched) {
    int fetch = fetched ? fetches++ : Math.max(0, fetches - 1);
    return state.entriesAt(fetch);
  }

  private synchronized Keyring change(UnaryOperator<KeyringState> change) {
    KeyringState changed = change.apply(state);
    history.push(state);
    state = changed;
    return this;
  }

  private KeyringState published(KeyringState now, String keyId) {
    if (!now.publishes(keyId)) {
      throw unknown(keyId);
    }
    return now;
  }

  private IllegalArgumentException unknown(String keyId) {
    return new IllegalArgumentException(
        "The keyring has no key \"" + keyId + "\"; published are " + publishedKeyIds());
  }

  /** The ids of the keys; no key material. */
  @Override
  public String toString() {
    return "Keyring[signs with " + signingKeyId() + ", publishes " + publishedKeyIds() + "]";
  }
}
