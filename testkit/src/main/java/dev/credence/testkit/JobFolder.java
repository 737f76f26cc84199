package dev.credence.testkit;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** A temporary folder for the files and programs of one fake job, which only this user can read. */
final class JobFolder {
  private static final boolean POSIX = File.separatorChar == '/';

  private final Path root;

  private JobFolder(Path root) {
    this.root = root;
  }

  static JobFolder create() {
    try {
      return new JobFolder(Files.createTempDirectory("credence-job-"));
    } catch (IOException e) {
      throw new UncheckedIOException("No folder could be made for the fake job's files", e);
    }
  }

  Path write(String name, String content) {
    return write(root.resolve(name), content, "rw-------");
  }

  /**
   * A program that passes its arguments on to {@link FakeProgram}.
   *
   * @return the folder that it is in
   */
  Path program(String name, URI url, String credential) {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            classes().toString(),
            FakeProgram.class.getName(),
            url.toString(),
            credential);
    String script = "#!/bin/sh\nexec " + quoted(command) + " \"$@\"\n";
    Path bin = root.resolve("bin");
    write(bin.resolve(name), script, "rwx------");
    return bin;
  }

  void delete() {
    try (Stream<Path> all = Files.walk(root)) {
      all.sorted((a, b) -> b.compareTo(a)).map(Path::toFile).forEach(File::delete);
    } catch (IOException e) {
      throw new UncheckedIOException("The fake job's files could not be deleted", e);
    }
  }

  private static Path write(Path file, String content, String permissions) {
    try {
      Files.createDirectories(Objects.requireNonNull(file.getParent()));
      Files.deleteIfExists(file);
      if (POSIX) {
        Files.createFile(
            file,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions)));
      }
      return Files.writeString(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException("A file of the fake job could not be written", e);
    }
  }

  /** The jar or folder that this class was loaded from. */
  private static Path classes() {
    try {
      return Path.of(FakeProgram.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("The testkit can't tell where its own classes are", e);
    }
  }

  private static String quoted(List<String> words) {
    StringBuilder line = new StringBuilder();
    for (String word : words) {
      line.append('\'').append(word.replace("'", "'\\''")).append("' ");
    }
    return line.toString().strip();
  }
}
