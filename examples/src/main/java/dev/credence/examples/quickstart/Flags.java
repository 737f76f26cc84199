package dev.credence.examples.quickstart;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The flags of a command, each with a value; some may be given more than once. */
final class Flags {
  private static final int MAX_FILE_BYTES = 1 << 20;

  private final Map<String, List<String>> values;

  private Flags(Map<String, List<String>> values) {
    this.values = values;
  }

  static Flags parse(String command, List<String> once, List<String> repeatable, List<String> args)
      throws UnusableException {
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (int i = 0; i < args.size(); i += 2) {
      String flag = args.get(i);
      if (!once.contains(flag) && !repeatable.contains(flag)) {
        throw new UnusableException(
            "Unknown flag \""
                + flag
                + "\": "
                + command
                + " takes "
                + Stream.concat(once.stream(), repeatable.stream())
                    .collect(Collectors.joining(", ")));
      }
      if (i + 1 == args.size() || args.get(i + 1).startsWith("--")) {
        throw new UnusableException("The flag " + flag + " needs a value after it");
      }
      List<String> given = values.computeIfAbsent(flag, f -> new ArrayList<>(1));
      given.add(args.get(i + 1));
      if (given.size() > 1 && once.contains(flag)) {
        throw new UnusableException("The flag " + flag + " is given twice");
      }
    }
    return new Flags(values);
  }

  Optional<String> optional(String flag) {
    return all(flag).stream().findFirst();
  }

  List<String> all(String flag) {
    return values.getOrDefault(flag, List.of());
  }

  String required(String flag) throws UnusableException {
    return optional(flag)
        .orElseThrow(() -> new UnusableException("The flag " + flag + " is missing"));
  }

  Instant instant(String flag, Instant otherwise) throws UnusableException {
    String value = optional(flag).orElse("");
    try {
      return value.isEmpty() ? otherwise : Instant.parse(value);
    } catch (DateTimeParseException e) {
      throw new UnusableException(
          "The flag " + flag + " needs a time such as 2026-06-13T19:02:00Z, not \"" + value + "\"");
    }
  }

  /** Reads a flag's file, without the line break that editors put at the end. */
  String content(String flag) throws UnusableException {
    String name = required(flag);
    try {
      Path file = Path.of(name);
      if (Files.size(file) > MAX_FILE_BYTES) {
        throw new UnusableException(
            "The file " + name + " of " + flag + " is larger than " + MAX_FILE_BYTES + " bytes");
      }
      return Files.readString(file, StandardCharsets.ISO_8859_1).stripTrailing();
    } catch (IOException | InvalidPathException e) {
      throw new UnusableException("The file " + name + " of " + flag + " can't be read");
    }
  }
}
