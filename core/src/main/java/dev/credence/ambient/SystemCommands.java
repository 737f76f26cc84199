package dev.credence.ambient;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Programs of this machine. Thread-safe. */
final class SystemCommands implements Commands {
  /** More output than a token takes is not read, in octets. */
  private static final int MAX_OUTPUT_BYTES = 65_536;

  private static final long DEFAULT_STACK_SIZE = 0;
  private static final List<String> SUFFIXES =
      File.separatorChar == '\\' ? List.of(".exe") : List.of("");

  /**
   * Looks through {@code PATH} itself: Java would look through that of its own process. Relative
   * entries are left out, since they lead into whatever repository is checked out.
   */
  @Override
  public Optional<String> find(String program, Map<String, String> environment) {
    // Windows spells it its own way.
    String path = environment.getOrDefault("PATH", environment.getOrDefault("Path", ""));
    for (String folder : path.split(File.pathSeparator, -1)) {
      for (String suffix : SUFFIXES) {
        Optional<String> found = executable(folder, program + suffix);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<String> executable(String folder, String file) {
    try {
      Path candidate = Path.of(folder, file);
      boolean fits =
          candidate.isAbsolute() && Files.isRegularFile(candidate) && Files.isExecutable(candidate);
      return fits ? Optional.of(candidate.toString()) : Optional.empty();
    } catch (InvalidPathException noFolder) {
      return Optional.empty();
    }
  }

  @Override
  public Optional<Outcome> run(
      List<String> command, Map<String, String> environment, Duration timeout)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + timeout.toNanos();
    Process process = start(command, environment);
    try {
      CompletableFuture<byte[]> output = readInBackground(process.getInputStream());
      if (!process.waitFor(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
        return Optional.empty();
      }
      byte[] octets = output.get(Math.max(end - System.nanoTime(), 0), TimeUnit.NANOSECONDS);
      String text = new String(octets, StandardCharsets.US_ASCII);
      return Optional.of(new Outcome(process.exitValue(), text));
    } catch (TimeoutException outputHeldOpen) {
      return Optional.empty();
    } catch (ExecutionException unreadable) {
      throw new IOException("The program's output can't be read");
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private static Process start(List<String> command, Map<String, String> environment)
      throws IOException {
    // Its standard error may hold anything, so it is not even read.
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    return process;
  }

  /** Reads beside the waiting: a full pipe would keep the program from ending. */
  private static CompletableFuture<byte[]> readInBackground(InputStream output) {
    CompletableFuture<byte[]> read = new CompletableFuture<>();
    Runnable reading =
        () -> {
          try (output) {
            read.complete(output.readNBytes(MAX_OUTPUT_BYTES));
          } catch (IOException failure) {
            read.completeExceptionally(failure);
          }
        };
    Thread thread = new Thread(null, reading, "credence-command", DEFAULT_STACK_SIZE, false);
    thread.setDaemon(true);
    thread.start();
    return read;
  }
}
