package dev.credence.document;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The values of a {@link Form}'s fields, each of its field's kind.
 *
 * @param values by field name: String, Long, {@code List<String>} or {@code true}
 */
record Arguments(Map<String, Object> values) {
  String text(String field) {
    return (String) value(field);
  }

  long id(String field) {
    return (Long) value(field);
  }

  @SuppressWarnings("unchecked")
  List<String> texts(String field) {
    return (List<String>) value(field);
  }

  private Object value(String field) {
    return Objects.requireNonNull(values.get(field), field);
  }
}
