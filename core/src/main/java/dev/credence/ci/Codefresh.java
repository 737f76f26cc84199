package dev.credence.ci;

import dev.credence.Issuer;
import dev.credence.VerifiedToken;
import dev.credence.claim.Claim;
import dev.credence.claim.Requirement;
import dev.credence.claim.StringClaim;
import java.time.Duration;
import java.util.List;

/**
 * Codefresh: issuer, claims and requirements.
 *
 * <pre>{@code
 * TrustPolicy.named("production-deploy")
 *     .issuer(Codefresh.issuer())
 *     .audience(Codefresh.AUDIENCE)
 *     .require(
 *         Codefresh.account("5f30ebd30312313ae7008")
 *             .pipeline("64f0c40800aafd1455566")
 *             .repository("https://github.com/codefresh-user/oidc-test")
 *             .ref("main"))
 *     .build();
 * }</pre>
 *
 * <p><b>The issuer is one for all customers</b>, and Codefresh documents no way to choose an
 * audience: issuer and audience together prove nothing, and every service that a job talks to gets
 * a token that is good at all the others. Tokens live for five minutes and have neither {@code jti}
 * nor {@code nbf}. Of the claims, which are all strings,
 *
 * <ul>
 *   <li>{@link #ACCOUNT_ID} and {@link #PIPELINE_ID} are ids that are never given to another: pin
 *       both, by {@link #account(String)};
 *   <li>{@link #SCM_REF} is a pull request's <i>source</i> branch, which an outsider may well name
 *       {@code main}: {@link #SCM_PULL_REQUEST_TARGET_BRANCH} has to be absent. It is a tag's name
 *       as well, so that a tag can't be told from the branch of that name;
 *   <li>{@link #SCM_REPO_URL} is a name, which who registers it again has;
 *   <li>{@link #ACCOUNT_NAME}, {@link #PIPELINE_NAME} and {@link #SCM_USER_NAME} are names;
 *   <li>{@link #SUBJECT} holds URLs with colons of their own, ends differently for each kind of
 *       trigger, and with a wildcard at its end admits pull requests: require the claims that it is
 *       made of.
 * </ul>
 *
 * <p>Codefresh doesn't document the algorithm of its signatures; RS256 is what is accepted here.
 *
 * <p>Static and thread-safe.
 */
public final class Codefresh {
  /** The audience of every token, unless something unknown here asked for another. */
  public static final String AUDIENCE = "https://g.codefresh.io";

  /**
   * {@code sub}: {@code account:A:pipeline:P} and what the trigger adds; never pin it by a prefix.
   */
  public static final StringClaim SUBJECT = Claim.string("sub");

  /** {@code account_id}: the customer, never re-used. */
  public static final StringClaim ACCOUNT_ID = Claim.string("account_id");

  /** {@code account_name}: the customer's name. */
  public static final StringClaim ACCOUNT_NAME = Claim.string("account_name");

  /** {@code pipeline_id}: the pipeline, never re-used. */
  public static final StringClaim PIPELINE_ID = Claim.string("pipeline_id");

  /** {@code pipeline_name}: the pipeline's name, {@code project/pipeline}. */
  public static final StringClaim PIPELINE_NAME = Claim.string("pipeline_name");

  /** {@code workflow_id}: the build; for audit. */
  public static final StringClaim WORKFLOW_ID = Claim.string("workflow_id");

  /** {@code initiator}: who started a build by hand; absent from others. */
  public static final StringClaim INITIATOR = Claim.string("initiator");

  /** {@code scm_repo_url}: the repository's URL; absent from builds that Git didn't trigger. */
  public static final StringClaim SCM_REPO_URL = Claim.string("scm_repo_url");

  /** {@code scm_user_name}: who pushed; for audit. */
  public static final StringClaim SCM_USER_NAME = Claim.string("scm_user_name");

  /**
   * {@code scm_ref}: a branch or tag without {@code refs/}; for a pull request its source branch.
   */
  public static final StringClaim SCM_REF = Claim.string("scm_ref");

  /** {@code scm_pull_request_target_branch}: only in builds of pull requests. */
  public static final StringClaim SCM_PULL_REQUEST_TARGET_BRANCH =
      Claim.string("scm_pull_request_target_branch");

  /** {@code platform_url}: the platform, where it is not Codefresh's own. */
  public static final StringClaim PLATFORM_URL = Claim.string("platform_url");

  /** {@code runner_environment}: whose machine the build runs on, such as {@code hybrid}. */
  public static final StringClaim RUNNER_ENVIRONMENT = Claim.string("runner_environment");

  private static final Duration MAX_LIFETIME = Duration.ofMinutes(5);

  private static final Issuer CODEFRESH =
      Issuer.builder("https://oidc.codefresh.io")
          .maxLifetime(MAX_LIFETIME)
          .identityClaims(
              ACCOUNT_ID, PIPELINE_ID, PIPELINE_NAME, INITIATOR, SCM_REPO_URL, SCM_REF, WORKFLOW_ID)
          .build();

  private Codefresh() {}

  /**
   * Returns the issuer of all customers. Its keys are cached once for all policies that use it.
   *
   * @return {@code https://oidc.codefresh.io}
   */
  public static Issuer issuer() {
    return CODEFRESH;
  }

  /**
   * Starts the requirement that a token belongs to one pipeline, which a push to one branch or tag
   * triggered.
   *
   * @param id the value of {@link #ACCOUNT_ID}
   * @return the step that asks for the pipeline
   * @throws IllegalArgumentException if the id is not letters, digits, hyphens and underscores
   */
  public static NeedsPipeline account(String id) {
    Requirement account = ACCOUNT_ID.is(Identifiers.requireLabel("A Codefresh account's id", id));
    return pipelineId -> {
      Requirement pipeline =
          PIPELINE_ID.is(Identifiers.requireLabel("A Codefresh pipeline's id", pipelineId));
      return url -> {
        Requirement repository = SCM_REPO_URL.is(requireUrl(url));
        return ref ->
            Requirement.allOf(
                account,
                pipeline,
                repository,
                SCM_REF.is(requireShort(ref)),
                SCM_PULL_REQUEST_TARGET_BRANCH.isAbsent());
      };
    };
  }

  /**
   * Returns the claims that this class knows, for a {@link dev.credence.ClaimDrift}.
   *
   * @return an unmodifiable list of all the constants
   */
  public static List<Claim<?>> claims() {
    return List.of(
        SUBJECT,
        ACCOUNT_ID,
        ACCOUNT_NAME,
        PIPELINE_ID,
        PIPELINE_NAME,
        WORKFLOW_ID,
        INITIATOR,
        SCM_REPO_URL,
        SCM_USER_NAME,
        SCM_REF,
        SCM_PULL_REQUEST_TARGET_BRANCH,
        PLATFORM_URL,
        RUNNER_ENVIRONMENT);
  }

  /**
   * Reads a verified token as the build that it is about.
   *
   * @param token a token of Codefresh
   * @return the typed view
   * @throws IllegalArgumentException if the token lacks a claim that every Codefresh token has
   */
  public static CodefreshJob job(VerifiedToken token) {
    return CodefreshJob.of(token);
  }

  /** The second step of {@link #account(String)}. */
  @FunctionalInterface
  public interface NeedsPipeline {
    /**
     * Sets the pipeline.
     *
     * @param pipelineId the value of {@link #PIPELINE_ID}
     * @return the step that asks for the repository
     * @throws IllegalArgumentException if the id is not letters, digits, hyphens and underscores
     */
    NeedsRepository pipeline(String pipelineId);
  }

  /** The third step of {@link #account(String)}. */
  @FunctionalInterface
  public interface NeedsRepository {
    /**
     * Sets the repository.
     *
     * @param url the value of {@link #SCM_REPO_URL}, to the letter
     * @return the step that asks for the ref
     * @throws IllegalArgumentException if it is not an {@code https} URL
     */
    NeedsRef repository(String url);
  }

  /** The last step of {@link #account(String)}. */
  @FunctionalInterface
  public interface NeedsRef {
    /**
     * Sets the branch or tag. Pull requests are refused.
     *
     * @param branchOrTag the value of {@link #SCM_REF}, without {@code refs/heads/}
     * @return the requirement on account, pipeline, repository and ref together
     * @throws IllegalArgumentException if it is a full ref
     */
    Requirement ref(String branchOrTag);
  }

  private static String requireUrl(String url) {
    if (!url.startsWith("https://")) {
      throw Identifiers.refused(
          "The repository of a Codefresh pipeline",
          "is its https URL, such as \"https://github.com/octo-org/octo-repo\"",
          url);
    }
    return url;
  }

  private static String requireShort(String ref) {
    if (ref.isEmpty() || ref.startsWith("refs/")) {
      throw Identifiers.refused(
          "The ref of a Codefresh build", "is a branch or tag without refs/heads/", ref);
    }
    return ref;
  }
}
