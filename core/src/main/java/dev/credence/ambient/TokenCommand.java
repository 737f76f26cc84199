package dev.credence.ambient;

import dev.credence.ambient.IdTokenUnavailableException.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A program of the CI that prints a token and nothing else. Immutable and thread-safe. */
final class TokenCommand {
  private final String provider;
  private final AmbientEnvironment environment;
  private final String program;
  private final List<String> arguments;
  private final Kind refusal;
  private final String advice;

  /** A program; kind and advice tell what it means when it fails. */
  TokenCommand(
      String provider,
      AmbientEnvironment environment,
      String program,
      List<String> arguments,
      Kind refusal,
      String advice) {
    this.provider = provider;
    this.environment = environment;
    this.program = program;
    this.arguments = arguments;
    this.refusal = refusal;
    this.advice = advice;
  }

  /** Runs the program once: it retries by itself. */
  String token() throws IdTokenUnavailableException {
    Commands.Outcome outcome = outcome();
    if (outcome.status() != 0) {
      throw failure(
          refusal,
          "The command "
              + shown()
              + " ended with status "
              + outcome.status()
              + "; run it in the job with \"> /dev/null\" behind it to see what it says. "
              + advice);
    }
    return outcome.output().strip();
  }

  private Commands.Outcome outcome() throws IdTokenUnavailableException {
    try {
      return environment
          .commands()
          .run(commandLine(), environment.variables(), environment.deadline())
          .orElseThrow(() ->
              failure(
                  Kind.UNREACHABLE,
                  "The command "
                      + shown()
                      + " had not ended after "
                      + environment.deadline().toSeconds()
                      + " s."));
    } catch (IOException notRun) {
      throw failure(Kind.UNREACHABLE, "The command " + shown() + " could not be run.");
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw failure(
          Kind.INTERRUPTED, "The thread was interrupted while it waited for " + shown() + ".");
    }
  }

  private List<String> commandLine() throws IdTokenUnavailableException {
    Optional<String> found = environment.commands().find(program, environment.variables());
    if (found.isEmpty()) {
      throw failure(
          Kind.UNREACHABLE,
          "The program "
              + program
              + " is not in any folder of PATH. The CI puts it into its jobs; a container of one's"
              + " own may lack it.");
    }
    List<String> line = new ArrayList<>();
    line.add(found.get());
    line.addAll(arguments);
    return line;
  }

  private String shown() {
    List<String> verbs = arguments.stream().takeWhile(each -> !each.startsWith("--")).toList();
    return "\"" + program + " " + String.join(" ", verbs) + "\"";
  }

  private IdTokenUnavailableException failure(Kind kind, String problem) {
    return new IdTokenUnavailableException(provider, kind, problem.strip());
  }
}
