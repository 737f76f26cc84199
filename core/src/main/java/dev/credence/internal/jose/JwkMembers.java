package dev.credence.internal.jose;

import dev.credence.internal.text.Base64Url;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The members of one JWK, read with their exact JSON types. */
final class JwkMembers {
  /** The longest key id that is accepted, in characters. */
  static final int MAX_ID_LENGTH = 256;

  private static final List<String> PUBLIC_NAMES =
      List.of("kty", "kid", "alg", "crv", "x", "y", "n", "e");

  private final Map<?, ?> members;

  private JwkMembers(Map<?, ?> members) {
    this.members = members;
  }

  static JwkMembers of(Object entry) throws JwkRefusal {
    if (entry instanceof Map<?, ?> members) {
      return new JwkMembers(members);
    }
    throw new JwkRefusal("the entry is " + kind(entry) + " where a JSON object belongs");
  }

  /** The id under which a refused entry is reported: empty unless it is sound enough to show. */
  static String reportableId(Object entry) {
    return entry instanceof Map<?, ?> members
            && members.get("kid") instanceof String kid
            && isPrintable(kid)
        ? kid
        : "";
  }

  boolean has(String name) {
    return members.containsKey(name);
  }

  @Nullable Object value(String name) {
    return members.get(name);
  }

  /** The key id, or null when the entry has none. */
  @Nullable String id() throws JwkRefusal {
    String kid = optionalText("kid");
    if (kid != null && !isPrintable(kid)) {
      throw new JwkRefusal("its kid must be 1 to " + MAX_ID_LENGTH + " printable ASCII characters");
    }
    return kid;
  }

  /** The members that name a public key, its id and its algorithm; the key itself is sound. */
  Map<String, Object> publicMembers() {
    Map<String, Object> found = new LinkedHashMap<>();
    for (String name : PUBLIC_NAMES) {
      Object value = members.get(name);
      if (value != null) {
        found.put(name, value);
      }
    }
    return Collections.unmodifiableMap(found);
  }

  @Nullable String optionalText(String name) throws JwkRefusal {
    Object value = members.get(name);
    if (value == null || value instanceof String) {
      return (String) value;
    }
    throw new JwkRefusal("its " + name + " is " + kind(value) + ", not a string");
  }

  String text(String name) throws JwkRefusal {
    String value = optionalText(name);
    if (value == null) {
      throw new JwkRefusal("it has no " + name);
    }
    return value;
  }

  byte[] octets(String name) throws JwkRefusal {
    byte[] octets = Base64Url.decode(text(name));
    if (octets == null) {
      throw new JwkRefusal("its " + name + " is not canonical base64url");
    }
    return octets;
  }

  /** The JSON type alone: the value itself could be key material in the wrong place. */
  private static String kind(Object value) {
    if (value instanceof String) {
      return "a string";
    }
    if (value instanceof BigDecimal) {
      return "a number";
    }
    if (value instanceof Boolean) {
      return "a boolean";
    }
    if (value instanceof List) {
      return "an array";
    }
    return value instanceof Map ? "an object" : "null";
  }

  private static boolean isPrintable(String kid) {
    return !kid.isEmpty()
        && kid.length() <= MAX_ID_LENGTH
        && kid.chars().allMatch(c -> c >= 0x20 && c <= 0x7e);
  }
}
