package dev.credence.examples.quickstart;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;

/**
 * Credence in a minute. Without arguments it mints a production job's token and a pull request's,
 * verifies both against one policy, and lets both ask three fake clouds for credentials. With
 * {@code explain} it explains any real token; with {@code report} it shows who can get what by a
 * document of policies.
 */
public final class Quickstart {
  static final int TRUSTED = 0;
  static final int REJECTED = 1;
  static final int UNUSABLE = 2;

  private Quickstart() {}

  /**
   * Runs as a program: exits 0 if the token is trusted, 1 if it is rejected and 2 if nothing could
   * be decided.
   *
   * @param args none, or a command and its flags
   */
  public static void main(String[] args) {
    System.exit(run(args, System.out));
  }

  static int run(String[] args, PrintStream out) {
    try {
      if (args.length == 0) {
        return Demo.run(out);
      }
      List<String> flags = Arrays.asList(args).subList(1, args.length);
      return switch (args[0]) {
        case "explain" -> Explain.run(flags, out);
        case "report" -> ReportCommand.run(flags, out);
        default ->
            throw new UnusableException(
                "Unknown command \""
                    + args[0]
                    + "\": give \"explain\", \"report\", or nothing for the demo");
      };
    } catch (UnusableException e) {
      out.println(e.getMessage());
      return UNUSABLE;
    }
  }
}
