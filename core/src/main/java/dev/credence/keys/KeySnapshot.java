package dev.credence.keys;

import dev.credence.internal.jose.JwkSetException;
import dev.credence.internal.json.JsonException;
import dev.credence.internal.json.JsonLimits;
import dev.credence.internal.json.JsonText;
import dev.credence.internal.json.StrictJson;
import dev.credence.internal.text.SafeText;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one source as they were fetched at one time, to outlive the program. In JSON it is a
 * JWK set (RFC 7517 §5) with two members more.
 *
 * @param source whose keys: an issuer or a URL
 * @param fetchedAt when the fetch started that brought or confirmed them
 */
record KeySnapshot(String source, Instant fetchedAt, KeySet keys) {
  private static final String SOURCE = "issuer";
  private static final String FETCHED_AT = "fetchedAt";

  /** The snapshot as JSON, with public members only. */
  String toJson() {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put(SOURCE, source);
    members.put(FETCHED_AT, fetchedAt.toString());
    members.putAll(keys.publicJwks());
    return JsonText.of(members);
  }

  /**
   * Reads a snapshot that was taken of the same source.
   *
   * @throws IllegalArgumentException when it is broken, another source's, or from the future
   */
  static KeySnapshot of(String source, String json, Instant now) {
    Map<String, Object> members = parsed(json);
    requireSource(source, members.get(SOURCE));
    return new KeySnapshot(source, fetchedAt(members.get(FETCHED_AT), now), keys(json));
  }

  private static Map<String, Object> parsed(String json) {
    try {
      return StrictJson.parseObject(json, JsonLimits.KEY_SET);
    } catch (JsonException invalid) {
      throw refused("it is not strict JSON: " + invalid.getMessage());
    }
  }

  private static void requireSource(String source, @Nullable Object found) {
    if (!source.equals(found)) {
      throw refused(
          "it is of "
              + (found == null ? "no issuer" : SafeText.quote(found))
              + " where exactly "
              + SafeText.quote(source)
              + " is required");
    }
  }

  private static Instant fetchedAt(@Nullable Object found, Instant now) {
    if (!(found instanceof String text)) {
      throw refused("it has no " + FETCHED_AT + " that is a string");
    }
    Instant fetchedAt = instant(text);
    if (fetchedAt.isAfter(now)) {
      throw refused(
          "it was fetched at " + SafeText.quote(text) + ", which is in the future: now is " + now);
    }
    return fetchedAt;
  }

  private static Instant instant(String text) {
    try {
      Instant instant = Instant.parse(text);
      if (!instant.isBefore(Instant.EPOCH)) {
        return instant;
      }
    } catch (DateTimeException invalid) {
      // It is reported below.
    }
    throw refused(
        "its "
            + FETCHED_AT
            + " is "
            + SafeText.quote(text)
            + " where a time such as"
            + " 2026-01-31T12:00:00Z is required");
  }

  private static KeySet keys(String json) {
    try {
      return KeySet.read(json);
    } catch (JwkSetException unusable) {
      throw refused(unusable.problem());
    }
  }

  private static IllegalArgumentException refused(String problem) {
    return new IllegalArgumentException("This snapshot of keys can't be used: " + problem + ".");
  }
}
