package dev.credence.testkit;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a published key set: a key the way its CI writes it, with more members if need be,
 * or any JSON value. Immutable.
 */
final class KeyEntry {
  private final @Nullable SigningKey key;
  private final @Nullable Object raw;
  private final Map<String, Object> more;

  private KeyEntry(@Nullable SigningKey key, @Nullable Object raw, Map<String, Object> more) {
    this.key = key;
    this.raw = raw;
    this.more = more;
  }

  static KeyEntry of(SigningKey key) {
    return new KeyEntry(key, null, Map.of());
  }

  static KeyEntry raw(@Nullable Object json) {
    return new KeyEntry(null, json, Map.of());
  }

  /** The same key with further members in its entry. */
  KeyEntry with(Map<String, Object> members) {
    Map<String, Object> both = new LinkedHashMap<>(more);
    both.putAll(members);
    return new KeyEntry(key, raw, both);
  }

  @Nullable SigningKey key() {
    return key;
  }

  boolean isOf(String keyId) {
    return key != null && key.id().equals(keyId);
  }

  @Nullable Object json(Function<SigningKey, Map<String, Object>> jwk) {
    if (key == null) {
      return raw;
    }
    Map<String, Object> json = new LinkedHashMap<>(jwk.apply(key));
    json.putAll(more);
    return json;
  }
}
