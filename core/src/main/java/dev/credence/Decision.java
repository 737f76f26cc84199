package dev.credence;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

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
    private final List<TrustPolicy> policies;

    Trusted(VerifiedToken token, List<TrustPolicy> policies) {
      this.token = Objects.requireNonNull(token, "token");
      this.policies = List.copyOf(policies);
    }

    /**
     * Returns the token, which proves who the job is.
     *
     * @return the verified token
     */
    public VerifiedToken token() {
      return token;
    }

    /**
     * Returns the policies that trust the token.
     *
     * @return the one policy, or those of a {@link TrustPolicySet} that do; never empty
     */
    public List<TrustPolicy> policies() {
      return policies;
    }

    /**
     * Returns what these policies grant together.
     *
     * @return the labels given to {@link TrustPolicy.Builder#grants}, each once
     */
    public Set<String> grants() {
      Set<String> grants = new LinkedHashSet<>();
      policies.forEach(policy -> grants.addAll(policy.grants()));
      return Collections.unmodifiableSet(grants);
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
    private final List<Rejection> rejections;

    Rejected(List<Rejection> rejections) {
      this.rejections = List.copyOf(rejections);
    }

    /** This decision with one id for all that is said of it. */
    Rejected identifiedBy(CorrelationId id) {
      return new Rejected(rejections.stream().map(each -> each.identifiedBy(id)).toList());
    }

    /**
     * Returns why. Of a {@link TrustPolicySet} this is the policy that the token came nearest to.
     *
     * @return the rejection
     */
    public Rejection rejection() {
      return rejections.get(0);
    }

    /**
     * Returns what each policy of a {@link TrustPolicySet} says that the token could have matched
     * by the exact values that it requires, and where none of these is right in all but the
     * environment, what at most 20 more of its policies for that issuer say. The nearest miss is
     * first: a policy that refused the token by its environment alone, then one that did by its
     * workflow or branch, then one of another repository or project.
     *
     * @return the rejections, at least one
     */
    public List<Rejection> rejections() {
      return rejections;
    }

    /**
     * Returns a text for the operator: the {@linkplain Rejection#explain() explanation} of the
     * nearest miss, then a line for each of the next four.
     *
     * @return one or more lines, without a final line break
     */
    public String explain() {
      return RejectionText.of(rejections);
    }

    @Override
    public boolean isTrusted() {
      return false;
    }

    @Override
    public String toString() {
      return "Rejected" + rejections;
    }
  }
}
