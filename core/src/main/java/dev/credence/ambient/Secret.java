package dev.credence.ambient;

/** A secret that is sent to one place and printed nowhere. Immutable. */
final class Secret {
  private final String value;

  private Secret(String value) {
    this.value = value;
  }

  static Secret of(String value) {
    return new Secret(value);
  }

  /** The secret itself, on its way to the one place. */
  String reveal() {
    return value;
  }

  @Override
  public String toString() {
    return "[redacted]";
  }
}
