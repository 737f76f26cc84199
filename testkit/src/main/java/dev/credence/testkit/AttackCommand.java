package dev.credence.testkit;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Tries the {@link AttackCatalogue} on a service in any language, over HTTP: what {@code java -jar}
 * of the testkit runs.
 *
 * <p>It first serves an issuer on loopback, with discovery and keys, and says how the service is to
 * be set up; once told to go on it sends each attack to the service's endpoint. Without arguments
 * it says how it is used.
 */
public final class AttackCommand {
  private static final int OK = 0;
  private static final int FAILED = 1;
  private static final int MISUSED = 2;

  private final AttackOptions options;
  private final PrintStream out;

  private AttackCommand(AttackOptions options, PrintStream out) {
    this.options = options;
    this.out = out;
  }

  /**
   * Runs as a program; exits with 0 if the service withstood everything, with 1 if it did not, and
   * with 2 if the arguments make no sense.
   *
   * @param args see the usage that it prints without any
   */
  public static void main(String[] args) {
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    System.exit(run(args, out));
  }

  /** Runs inside of another program. */
  static int run(String[] args, PrintStream out) {
    try {
      AttackOptions options = AttackOptions.of(args);
      return new AttackCommand(options, out).run();
    } catch (IllegalArgumentException e) {
      out.println(e.getMessage());
      out.println();
      out.print(AttackOptions.USAGE);
      return MISUSED;
    }
  }

  private int run() {
    if (options.isList()) {
      AttackCatalogue.standard().attacks().forEach(this::describe);
      return OK;
    }
    AttackCatalogue catalogue = options.catalogue();
    try (AttackRun run = catalogue.start(options.trust(), this::verifier)) {
      describe(run.soundScene(options.algorithm()));
      if (!options.isUnattended() && !confirmed()) {
        return MISUSED;
      }
      AttackReport report = catalogue.report(options.endpoint().toString(), run);
      out.println();
      out.print(report.toMarkdown());
      write("--markdown", report.toMarkdown());
      write("--json", report.toJson());
      write("--sarif", report.toSarif());
      return report.passed() ? OK : FAILED;
    }
  }

  /** A running service can't be set up anew for each scene. */
  private TokenVerifier verifier(AttackScene scene) {
    if (scene.stage() == AttackStage.SOUND) {
      return options.verifier();
    }
    throw new UnsupportedOperationException("a running service trusts one sound key set");
  }

  private void describe(AttackScene scene) {
    out.println("The service has to trust:");
    out.println("  issuer     " + scene.issuer());
    out.println("  discovery  " + scene.discoveryUrl());
    out.println("  key set    " + scene.jwksUrl());
    out.println("  algorithm  " + AttackKeys.headerName(scene.algorithm()));
    out.println("  audience   " + scene.audience());
    out.println(
        "Unless at --level every-verifier it also has to require these claims of each token:");
    scene.requiredClaims().forEach((name, value) -> out.println("  " + name + " is " + value));
  }

  private void describe(Attack attack) {
    List<String> algorithms = new ArrayList<>();
    attack.algorithms().forEach(each -> algorithms.add(each.joseName()));
    out.println(
        attack.id()
            + " ("
            + String.join(", ", algorithms)
            + "): "
            + attack.title()
            + " ["
            + String.join(", ", attack.references())
            + "]");
  }

  /** Waits for a line of standard input. */
  private boolean confirmed() {
    out.println("Set the service up, then press Enter.");
    try {
      int read = System.in.read();
      return read >= 0;
    } catch (IOException e) {
      throw new UncheckedIOException("Standard input can't be read", e);
    }
  }

  private void write(String option, String text) {
    for (Path file : options.files(option)) {
      try {
        Files.writeString(file, text);
      } catch (IOException e) {
        throw new UncheckedIOException("The report can't be written to " + file, e);
      }
    }
  }
}
