package dev.credence.internal.json;

import java.util.List;
import java.util.Map;

/**
 * A JSON value that knows where in its text it stands. Immutable and thread-safe.
 *
 * <p>Places are zero-based offsets in UTF-16 units; {@link TextPosition} makes a line and a column
 * of one.
 */
public sealed interface LocatedValue {

  /**
   * Returns where the value starts.
   *
   * @return the offset of its first character
   */
  int offset();

  /**
   * A string, number, boolean or null.
   *
   * @param offset where it starts
   * @param value a String, BigDecimal, Boolean or {@link JsonNull}
   */
  record Scalar(int offset, Object value) implements LocatedValue {}

  /**
   * An array.
   *
   * @param offset where its bracket stands
   * @param elements the elements in order; unmodifiable
   */
  record Elements(int offset, List<LocatedValue> elements) implements LocatedValue {}

  /**
   * An object.
   *
   * @param offset where its brace stands
   * @param members the members by name, in order; unmodifiable
   */
  record Members(int offset, Map<String, Member> members) implements LocatedValue {}

  /**
   * One member of an object.
   *
   * @param name its name
   * @param offset where the name's quote stands
   * @param value its value
   */
  record Member(String name, int offset, LocatedValue value) {}
}
