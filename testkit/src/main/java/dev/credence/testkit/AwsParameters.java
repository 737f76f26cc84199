package dev.credence.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The parameters of an action, checked as AWS checks them before it looks at anything else. */
final class AwsParameters {
  private final Map<String, String> form;

  AwsParameters(Map<String, String> form) {
    this.form = form;
  }

  Optional<String> get(String name) {
    return Optional.ofNullable(form.get(name));
  }

  String required(String name, int shortest, int longest) {
    String value = form.getOrDefault(name, "");
    if (value.length() < shortest || value.length() > longest) {
      throw AwsRefusal.invalidParameter(
          "1 validation error detected: Value at '"
              + name
              + "' failed to satisfy constraint: Member must have length from "
              + shortest
              + " to "
              + longest);
    }
    return value;
  }

  /** A name of the characters that AWS calls {@code [\w+=,.@-]}. */
  String requiredName(String name, int shortest, int longest) {
    String value = required(name, shortest, longest);
    if (!value.chars().allMatch(AwsParameters::isOfName)) {
      throw AwsRefusal.invalidParameter(
          "1 validation error detected: Value at '"
              + name
              + "' failed to satisfy constraint: Member must satisfy regular expression pattern:"
              + " [\\w+=,.@-]*");
    }
    return value;
  }

  private static boolean isOfName(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || "_+=,.@-".indexOf(c) >= 0;
  }

  Duration seconds(String name, long usual, long shortest, long longest) {
    String text = form.getOrDefault(name, String.valueOf(usual));
    long seconds;
    try {
      seconds = Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw AwsRefusal.invalidParameter("Value at '" + name + "' is not an integer");
    }
    if (seconds < shortest || seconds > longest) {
      throw AwsRefusal.invalidParameter(
          "1 validation error detected: Value '"
              + seconds
              + "' at '"
              + name
              + "' failed to satisfy constraint: Member must have value from "
              + shortest
              + " to "
              + longest);
    }
    return Duration.ofSeconds(seconds);
  }

  /** The members of a list of texts, {@code NAME.member.1} and on. */
  List<String> list(String name) {
    List<String> members = new ArrayList<>();
    for (int i = 1; form.containsKey(name + ".member." + i); i++) {
      members.add(form.get(name + ".member." + i));
    }
    return members;
  }

  /** The members of a list of tags, {@code NAME.member.1.Key} and on. */
  Map<String, String> tags(String name) {
    Map<String, String> tags = new LinkedHashMap<>();
    for (int i = 1; form.containsKey(name + ".member." + i + ".Key"); i++) {
      String member = name + ".member." + i;
      tags.put(form.get(member + ".Key"), form.getOrDefault(member + ".Value", ""));
    }
    return tags;
  }
}
