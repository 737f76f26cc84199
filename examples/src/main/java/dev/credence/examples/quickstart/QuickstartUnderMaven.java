package dev.credence.examples.quickstart;

/** Runs the quickstart inside a build, where a refusal is a printed verdict and fails nothing. */
public final class QuickstartUnderMaven {
  private QuickstartUnderMaven() {}

  /**
   * Runs the quickstart without an exit status.
   *
   * @param args those of {@link Quickstart}
   */
  public static void main(String[] args) {
    Quickstart.run(args, System.out);
  }
}
