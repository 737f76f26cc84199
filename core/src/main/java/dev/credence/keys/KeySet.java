package dev.credence.keys;

import dev.credence.internal.jose.JwkSet;
import dev.credence.internal.jose.JwkSetException;
import dev.credence.internal.jose.JwkSetReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The public keys of one issuer at one time (a JWK set, RFC 7517 §5).
 *
 * <p>Entries are read one by one: an entry that is unknown, malformed, weak, meant for something
 * else than signatures, or that publishes a secret is left out and listed in {@link #skipped()}; it
 * never costs the others. Holding a set means that it has at least one usable key and that no id is
 * ambiguous.
 *
 * <p>Immutable and thread-safe. Two sets are equal only when they are the same object.
 */
public final class KeySet {
  private final List<VerificationKey> keys;
  private final Map<String, List<VerificationKey>> byId;
  private final List<SkippedKey> skipped;

  private KeySet(JwkSet set) {
    this.keys = set.keys().stream().map(VerificationKey::new).toList();
    this.byId = byId(keys);
    this.skipped =
        set.skipped().stream()
            .map(entry -> new SkippedKey(entry.id(), entry.reason(), entry.exposesSecret()))
            .toList();
  }

  /**
   * Reads a JWK set.
   *
   * @param jwksJson the document, at most 131,072 characters and 64 entries
   * @return its usable keys
   * @throws IllegalArgumentException when the text is no JWK set or has no usable key; the message
   *     says which and why
   */
  public static KeySet parse(String jwksJson) {
    try {
      return read(jwksJson);
    } catch (JwkSetException unusable) {
      throw new IllegalArgumentException("These keys can't be used: " + unusable.problem() + ".");
    }
  }

  static KeySet read(String jwksJson) throws JwkSetException {
    return new KeySet(JwkSetReader.read(jwksJson));
  }

  private static Map<String, List<VerificationKey>> byId(List<VerificationKey> keys) {
    Map<String, List<VerificationKey>> byId = new LinkedHashMap<>();
    for (VerificationKey key : keys) {
      key.id().ifPresent(id -> byId.computeIfAbsent(id, unused -> new ArrayList<>()).add(key));
    }
    byId.replaceAll((id, sharing) -> List.copyOf(sharing));
    return Collections.unmodifiableMap(byId);
  }

  /**
   * The keys of an id: at most one of each key type, since an id may be shared only by keys of
   * different types (RFC 7517 §4.5).
   *
   * @param kid compared exactly
   * @return empty when no usable key has the id
   */
  public List<VerificationKey> withId(String kid) {
    return byId.getOrDefault(kid, List.of());
  }

  /**
   * All usable keys, in the order of the document.
   *
   * @return at least one key; some may have no id
   */
  public List<VerificationKey> keys() {
    return keys;
  }

  /**
   * The ids of the usable keys, in the order of the document.
   *
   * @return empty when no key has an id
   */
  public Set<String> ids() {
    return byId.keySet();
  }

  /**
   * The entries that are not used.
   *
   * @return empty when every entry is
   */
  public List<SkippedKey> skipped() {
    return skipped;
  }

  /** The ids whose keys the other set doesn't have in the same form. */
  Set<String> idsOfKeysNotIn(KeySet other) {
    Set<String> ids = new LinkedHashSet<>();
    for (VerificationKey key : keys) {
      key.id()
          .filter(id -> other.withId(id).stream().noneMatch(key::isSameKeyAs))
          .ifPresent(ids::add);
    }
    return ids;
  }

  /** The usable keys as a JWK set that parses to the same; nothing but public members. */
  Map<String, Object> publicJwks() {
    return Map.of("keys", keys.stream().map(VerificationKey::publicMembers).toList());
  }

  /** The keys' ids, types and sizes; no key material. */
  @Override
  public String toString() {
    return "KeySet" + keys + (skipped.isEmpty() ? "" : " and " + skipped.size() + " skipped");
  }
}
