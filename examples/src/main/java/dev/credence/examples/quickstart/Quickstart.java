package dev.credence.examples.quickstart;

import java.io.PrintStream;
import java.util.Arrays;

/**
 * Credence in a minute. Without arguments it mints a production job's token and a pull request's,
 * and verifies both against one policy. With {@code explain} it explains any real token.
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
   * @param args none, or {@code explain} and its flags
   */
  public static void main(String[] args) {
    System.exit(run(args, System.out));
  }

  static int run(String[] args, PrintStream out) {
    try {
      if (args.length == 0) {
        return Demo.run(out);
      }
      if (args[0].equals("explain")) {
        return Explain.run(Flags.parse(Arrays.asList(args).subList(1, args.length)), out);
      }
      throw new UnusableException(
          "Unknown command \"" + args[0] + "\": give \"explain\", or nothing for the demo");
    } catch (UnusableException e) {
      out.println(e.getMessage());
      return UNUSABLE;
    }
  }
}
