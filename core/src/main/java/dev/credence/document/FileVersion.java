package dev.credence.document;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/**
 * What changes when a file is replaced or rewritten.
 *
 * @param modified its time of modification
 * @param size its size in octets
 * @param fileKey the inode where there is one
 */
record FileVersion(FileTime modified, long size, @Nullable Object fileKey) {
  /** The version that a file has now; null if it can't be told, which is no version to remember. */
  static @Nullable FileVersion of(Path file) {
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return new FileVersion(
          attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
    } catch (IOException unreadable) {
      return null;
    }
  }
}
