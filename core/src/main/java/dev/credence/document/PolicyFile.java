package dev.credence.document;

import dev.credence.internal.text.SafeText;
import dev.credence.internal.text.StrictUtf8;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads a document's text from its file. */
final class PolicyFile {
  /** The largest file, in octets; a text of so many has no more characters. */
  static final int MAX_BYTES = DocumentReader.MAX_CHARACTERS;

  private PolicyFile() {}

  static Source read(Path file) {
    byte[] octets = octets(file);
    if (octets.length > MAX_BYTES) {
      throw refused(file, "A policy document has at most " + MAX_BYTES + " octets; this has more");
    }
    String text = StrictUtf8.decode(octets);
    if (text == null) {
      throw refused(file, "A policy document is UTF-8; this is not");
    }
    return Source.of(text, name(file));
  }

  private static byte[] octets(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(MAX_BYTES + 1);
    } catch (IOException unreadable) {
      String problem = Files.exists(file) ? "can't be read" : "does not exist";
      throw refused(file, "The file with the policies " + problem);
    }
  }

  static PolicyDocumentException refused(Path file, String problem) {
    return PolicyDocumentException.ofFile(SafeText.name(name(file)), problem);
  }

  static String name(Path file) {
    Path name = file.getFileName();
    return name == null ? file.toString() : name.toString();
  }
}
