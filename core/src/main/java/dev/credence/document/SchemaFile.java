package dev.credence.document;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The schema in the jar. */
final class SchemaFile {
  static final String NAME = "policies.schema.json";

  private SchemaFile() {}

  static String text() {
    try (InputStream in = SchemaFile.class.getResourceAsStream(NAME)) {
      byte[] octets = Objects.requireNonNull(in, NAME).readAllBytes();
      return new String(octets, StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
