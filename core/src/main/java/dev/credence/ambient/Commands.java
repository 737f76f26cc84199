package dev.credence.ambient;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs programs that the CI puts beside its jobs. */
interface Commands {
  /**
   * What a program left: its exit status and its standard output. Never a record: it is a token.
   */
  final class Outcome {
    private final int status;
    private final String output;

    Outcome(int status, String output) {
      this.status = status;
      this.output = output;
    }

    int status() {
      return status;
    }

    String output() {
      return output;
    }
  }

  /** Where a program is on the search path of an environment; empty if it is not there. */
  Optional<String> find(String program, Map<String, String> environment);

  /**
   * Runs a program to its end.
   *
   * @param command the program as found, and its arguments
   * @param environment all its variables
   * @return empty if it hadn't ended in time, and so was killed
   * @throws IOException if it could not be started or read
   */
  Optional<Outcome> run(List<String> command, Map<String, String> environment, Duration timeout)
      throws IOException, InterruptedException;
}
