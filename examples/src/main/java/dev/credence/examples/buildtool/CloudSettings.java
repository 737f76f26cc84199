package dev.credence.examples.buildtool;

import java.util.Map;

/** What the user has set about the cloud in the build's configuration. Immutable. */
public final class CloudSettings {
  private final Map<String, String> values;

  private CloudSettings(Map<String, String> values) {
    this.values = values;
  }

  /**
   * Returns settings.
   *
   * @param values such as {@code cloud=aws}, {@code aws.role=arn:aws:iam::1:role/ci}
   * @return the settings
   */
  public static CloudSettings of(Map<String, String> values) {
    return new CloudSettings(Map.copyOf(values));
  }

  String required(String name) {
    String value = values.getOrDefault(name, "").strip();
    if (value.isEmpty()) {
      throw new IllegalArgumentException("The setting " + name + " is missing: add it.");
    }
    return value;
  }

  long number(String name) {
    String value = required(name);
    try {
      return Long.parseLong(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "The setting " + name + " is \"" + value + "\": it must be a number.", e);
    }
  }
}
