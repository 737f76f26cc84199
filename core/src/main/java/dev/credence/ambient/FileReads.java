package dev.credence.ambient;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads small files. */
@FunctionalInterface
interface FileReads {
  /** Really reads. */
  FileReads REAL =
      (file, maxBytes) -> {
        try (InputStream in = Files.newInputStream(file)) {
          return in.readNBytes(maxBytes + 1);
        }
      };

  /** Reads a file, and of one that is larger than the limit at least one octet more than that. */
  byte[] read(Path file, int maxBytes) throws IOException;
}
