package dev.credence.internal.jose;

import dev.credence.internal.json.JsonException;
import dev.credence.internal.json.JsonLimits;
import dev.credence.internal.json.StrictJson;
import dev.credence.internal.text.SafeText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Reads a JWK set (RFC 7517 §5): the document strictly, its entries one by one, so that an entry
 * which can't be used is skipped and reported while the others stay.
 */
public final class JwkSetReader {
  /** The largest number of entries a set may have. */
  public static final int MAX_ENTRIES = 64;

  private static final int REASONS_SHOWN = 3;

  private JwkSetReader() {}

  /**
   * Reads a set.
   *
   * @throws JwkSetException when the text is no JWK set, is too large, or has no usable key
   */
  public static JwkSet read(String text) throws JwkSetException {
    List<PublicJwk> keys = new ArrayList<>();
    List<SkippedJwk> skipped = new ArrayList<>();
    for (Object entry : entries(text)) {
      try {
        keys.add(JwkReader.read(entry));
      } catch (JwkRefusal refusal) {
        skipped.add(
            new SkippedJwk(
                JwkMembers.reportableId(entry), refusal.reason(), refusal.exposesSecret()));
      }
    }
    List<PublicJwk> unambiguous = AmbiguousIds.dropped(keys, skipped);
    if (unambiguous.isEmpty()) {
      throw new JwkSetException(noUsableKey(skipped));
    }
    return new JwkSet(unambiguous, skipped);
  }

  private static List<?> entries(String text) throws JwkSetException {
    Object keys = document(text).get("keys");
    if (!(keys instanceof List<?> entries)) {
      throw new JwkSetException("the JWK set has no array named keys");
    }
    if (entries.isEmpty()) {
      throw new JwkSetException("the JWK set is empty");
    }
    if (entries.size() > MAX_ENTRIES) {
      throw new JwkSetException(
          "the JWK set has " + entries.size() + " entries; at most " + MAX_ENTRIES + " are read");
    }
    return entries;
  }

  private static Map<String, Object> document(String text) throws JwkSetException {
    try {
      return StrictJson.parseObject(text, JsonLimits.KEY_SET);
    } catch (JsonException invalid) {
      throw new JwkSetException("the JWK set is not strict JSON: " + invalid.getMessage());
    }
  }

  private static String noUsableKey(List<SkippedJwk> skipped) {
    String reasons =
        skipped.stream()
            .limit(REASONS_SHOWN)
            .map(entry -> SafeText.quote(entry.id()) + ": " + entry.reason())
            .collect(Collectors.joining("; "));
    String more = skipped.size() > REASONS_SHOWN ? "; and others" : "";
    return "the JWK set has no usable key (" + reasons + more + ")";
  }
}
