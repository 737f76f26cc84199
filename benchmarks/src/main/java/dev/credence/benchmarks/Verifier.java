package dev.credence.benchmarks;

/** One way to verify a token. */
@FunctionalInterface
interface Verifier {
  /**
   * Verifies a token, whatever that includes.
   *
   * @return what the program goes on with; throws if the token is not to be trusted
   */
  Object verify(String token) throws Exception;

  /** What goes wrong when a claim has not the value that it must have. */
  final class UnexpectedClaim extends Exception {
    private static final long serialVersionUID = 1;

    UnexpectedClaim(String name) {
      super(name);
    }
  }
}
