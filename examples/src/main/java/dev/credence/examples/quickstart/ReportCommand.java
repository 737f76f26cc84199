package dev.credence.examples.quickstart;

import dev.credence.document.PolicyDocumentException;
import dev.credence.examples.report.Report;
import dev.credence.keys.KeysUnavailableException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** Writes the page that tells who can get what. */
final class ReportCommand {
  private static final List<String> FLAGS = List.of("--policies", "--out");

  private ReportCommand() {}

  static int run(List<String> args, PrintStream out) throws UnusableException {
    Flags flags = Flags.parse("report", FLAGS, List.of(), args);
    Path page = path(flags.required("--out"));
    try {
      Files.writeString(page, Report.of(path(flags.required("--policies"))));
    } catch (PolicyDocumentException | KeysUnavailableException e) {
      throw new UnusableException(e.getMessage());
    } catch (IOException e) {
      throw new UnusableException("The file " + page + " of --out can't be written");
    }
    out.println("Who can get what: " + page);
    return Quickstart.TRUSTED;
  }

  private static Path path(String name) throws UnusableException {
    try {
      return Path.of(name);
    } catch (InvalidPathException e) {
      throw new UnusableException("\"" + name + "\" is no name of a file");
    }
  }
}
