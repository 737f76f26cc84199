package dev.credence.examples.quickstart;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The flags of {@code explain}, each with one value. */
final class Flags {
  private static final List<String> KNOWN =
      List.of(
          "--token",
          "--keys",
          "--at",
          "--issuer",
          "--audience",
          "--repository",
          "--ref",
          "--environment");
  private static final int MAX_FILE_BYTES = 1 << 20;

  private final Map<String, String> values;

  private Flags(Map<String, String> values) {
    this.values = values;
  }

  static Flags parse(List<String> args) throws UnusableException {
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 0; i < args.size(); i += 2) {
      String flag = args.get(i);
      if (!KNOWN.contains(flag)) {
        throw new UnusableException(
            "Unknown flag \"" + flag + "\": explain takes " + String.join(", ", KNOWN));
      }
      if (i + 1 == args.size() || args.get(i + 1).startsWith("--")) {
        throw new UnusableException("The flag " + flag + " needs a value after it");
      }
      if (values.put(flag, args.get(i + 1)) != null) {
        throw new UnusableException("The flag " + flag + " is given twice");
      }
    }
    return new Flags(values);
  }

  Optional<String> optional(String flag) {
    return Optional.ofNullable(values.get(flag));
  }

  String required(String flag) throws UnusableException {
    String value = values.get(flag);
    if (value == null) {
      throw new UnusableException("The flag " + flag + " is missing");
    }
    return value;
  }

  Instant instant(String flag, Instant otherwise) throws UnusableException {
    String value = values.get(flag);
    try {
      return value == null ? otherwise : Instant.parse(value);
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
