package dev.credence;

import java.util.Objects;

/**
 * What a policy says of a token: {@link Trusted} or {@link Rejected}, and nothing in between.
 *
 * <p>Immutable and thread-safe.
 *
 * {@snippet class="snippets.TrustPolicySnippets" region="evaluate"}
 */
public sealed interface Decision {

  /**
   * Tells whether the token is trusted.
   *
   * @return true for {@link Trusted}
   */
  boolean isTrusted();

  /** The token passed every stage. */
  final class Trusted implements Decision {
    private final VerifiedToken token;

    Trusted(VerifiedToken token) {
      this.token = Objects.requireNonNull(token, "token");
    }

    /**
     * Returns the token, which proves who the job is.
     *
     * @return the verified token
     */
    public VerifiedToken token() {
      return token;
    }

    @Override
    public boolean isTrusted() {
      return true;
    }

    @Override
    public String toString() {
      return "Trusted[" + token + "]";
    }
  }

  /** A stage refused the token. */
  final class Rejected implements Decision {
    private final Rejection rejection;

    Rejected(Rejection rejection) {
      this.rejection = Objects.requireNonNull(rejection, "rejection");
    }

    /**
     * Returns why.
     *
     * @return the rejection
     */
    public Rejection rejection() {
      return rejection;
    }

    @Override
    public boolean isTrusted() {
      return false;
    }

    @Override
    public String toString() {
      return "Rejected[" + rejection + "]";
    }
  }
}
