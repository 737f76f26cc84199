package dev.credence.claim;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The JSON type that a claim must have.
 *
 * <p>Nothing is converted between types, so a policy that requires {@code true} refuses {@code
 * "true"}. Immutable and thread-safe.
 */
public enum ClaimType {
  /** A JSON string, {@link String} in Java. */
  STRING("string") {
    @Override
    @Nullable Object read(Object jsonValue) {
      return jsonValue instanceof String ? jsonValue : null;
    }
  },
  /** A JSON boolean, {@link Boolean} in Java. */
  BOOLEAN("boolean") {
    @Override
    @Nullable Object read(Object jsonValue) {
      return jsonValue instanceof Boolean ? jsonValue : null;
    }
  },
  /** A JSON number without fraction or exponent, {@link BigInteger} in Java. */
  INTEGER("integer") {
    // Only scale 0: expanding the exponent of 1e999999999 would take all memory.
    @Override
    @Nullable Object read(Object jsonValue) {
      return jsonValue instanceof BigDecimal number && number.scale() == 0
          ? number.unscaledValue()
          : null;
    }
  },
  /** A JSON array whose elements are all strings, a {@link List} of {@link String} in Java. */
  STRING_LIST("array of strings") {
    @Override
    @Nullable Object read(Object jsonValue) {
      return jsonValue instanceof List<?> elements ? stringsOf(elements) : null;
    }
  };

  private final String displayName;

  ClaimType(String displayName) {
    this.displayName = displayName;
  }

  /**
   * Returns the name of this type for people.
   *
   * @return {@code string}, {@code boolean}, {@code integer} or {@code array of strings}
   */
  public String displayName() {
    return displayName;
  }

  /** Returns the Java value, or null when the JSON value is of another type. */
  abstract @Nullable Object read(Object jsonValue);

  private static @Nullable List<String> stringsOf(List<?> elements) {
    List<String> strings = new ArrayList<>(elements.size());
    for (Object element : elements) {
      if (!(element instanceof String string)) {
        return null;
      }
      strings.add(string);
    }
    return Collections.unmodifiableList(strings);
  }
}
