package dev.credence.ci;

import dev.credence.VerifiedToken;
import java.math.BigInteger;
import java.util.Optional;

/**
 * A verified token of Jenkins, read as the job that it is about. Holding one proves no more than
 * the token does: which job was let in is the policy's decision.
 *
 * <p>Immutable and thread-safe.
 */
public final class JenkinsJob {
  private final VerifiedToken token;

  private JenkinsJob(VerifiedToken token) {
    this.token = token;
  }

  static JenkinsJob of(VerifiedToken token) {
    if (!Jenkins.isJobUrl(token.subject())) {
      throw new IllegalArgumentException(
          "The sub of a build's token is its job's URL; this one is not, so the token was made"
              + " outside a build, by a template of its own, or by another provider");
    }
    return new JenkinsJob(token);
  }

  /**
   * Returns the job's URL, the token's {@code sub}.
   *
   * @return the URL, percent-encoded as Jenkins does and with a slash at its end
   */
  public String url() {
    return token.subject();
  }

  /**
   * Returns the count of builds of this job.
   *
   * @return the number, or empty if the administrator took the claim out
   */
  public Optional<BigInteger> buildNumber() {
    return token.get(Jenkins.BUILD_NUMBER);
  }

  /** Returns the job's URL, which is no secret. */
  @Override
  public String toString() {
    return "JenkinsJob[url=" + url() + "]";
  }
}
