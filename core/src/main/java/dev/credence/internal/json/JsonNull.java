package dev.credence.internal.json;

/**
 * The JSON value {@code null}, as an object.
 *
 * <p>A member that is present with {@code null} is thereby distinct from one that is absent, and no
 * map or list of this package ever holds a Java {@code null}.
 */
public enum JsonNull {
  /** The only instance. */
  NULL;

  /** Returns the JSON text {@code null}. */
  @Override
  public String toString() {
    return "null";
  }
}
