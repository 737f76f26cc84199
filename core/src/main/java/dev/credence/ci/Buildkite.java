package dev.credence.ci;

import dev.credence.Issuer;
import dev.credence.VerifiedToken;
import dev.credence.claim.Claim;
import dev.credence.claim.IntegerClaim;
import dev.credence.claim.Requirement;
import dev.credence.claim.StringClaim;
import dev.credence.claim.StringListClaim;
import java.time.Duration;
import java.util.List;

/**
 * Buildkite: issuer, claims and requirements.
 *
 * <p><b>All customers share one issuer</b>, so a policy without an organisation's id lets in every
 * one of them. The ids that can't be re-used are in a token only if the job asks for them, and are
 * required by {@link #organization(String)}:
 *
 * <pre>{@code
 * buildkite-agent oidc request-token --audience https://deploy.example.com \
 *   --claim organization_id,pipeline_id
 * }</pre>
 *
 * <pre>{@code
 * TrustPolicy.named("production-deploy")
 *     .issuer(Buildkite.issuer())
 *     .audience("https://deploy.example.com")
 *     .require(
 *         Buildkite.organization("0184990a-4770-4d37-8a4e-2a6f6a0a6d10")
 *             .pipeline("0184990a-4771-4c1e-9f43-5d2f8f3e7b21")
 *             .branch("main"))
 *     .build();
 * }</pre>
 *
 * <p>Of the claims
 *
 * <ul>
 *   <li>{@link #ORGANIZATION_ID}, {@link #PIPELINE_ID}, {@link #CLUSTER_ID} and {@link #QUEUE_ID}
 *       are never re-used. The job decides whether they are there, not what they are;
 *   <li>{@link #ORGANIZATION_SLUG} and {@link #PIPELINE_SLUG}, and the default {@link #SUBJECT}
 *       made of them, are names: who registers one again after a rename gets tokens with it;
 *   <li>{@link #BUILD_BRANCH}, {@link #BUILD_TAG} and {@link #BUILD_COMMIT} are what a build was
 *       started with: through the web or the API, any branch with any commit. A pull request from a
 *       fork has the fork's branch, which may be called {@code main}, unless the pipeline's setting
 *       <i>Prefix third-party fork branch names</i> is on. No claim tells such a build from a push:
 *       {@link #BUILD_SOURCE} is {@code webhook} for both;
 *   <li>{@link #STEP_KEY} is chosen by the author of the pipeline's steps, and the form of {@link
 *       #SUBJECT} by the job;
 *   <li>{@linkplain #agentTag(String) agent tags} are set by whoever runs the agent.
 * </ul>
 *
 * <p>Tokens live for five minutes unless the job asks for more, two hours at most; shorten that by
 * {@code maxLifetime} of the policy. No {@code jti} is documented, nor how often the keys change.
 *
 * <p>Static and thread-safe.
 */
public final class Buildkite {
  /**
   * {@code sub}: {@code organization:O:pipeline:P:ref:REF:commit:SHA:step:KEY}, or one UUID where
   * the job asked for that. A branch from a fork can hold a colon.
   */
  public static final StringClaim SUBJECT = Claim.string("sub");

  /** {@code organization_id}: the organisation, never re-used; only if the job asks for it. */
  public static final StringClaim ORGANIZATION_ID = Claim.string("organization_id");

  /** {@code pipeline_id}: the pipeline, never re-used; only if the job asks for it. */
  public static final StringClaim PIPELINE_ID = Claim.string("pipeline_id");

  /** {@code organization_slug}: the organisation's name; re-usable after a rename. */
  public static final StringClaim ORGANIZATION_SLUG = Claim.string("organization_slug");

  /** {@code pipeline_slug}: the pipeline's name; re-usable after a rename. */
  public static final StringClaim PIPELINE_SLUG = Claim.string("pipeline_slug");

  /** {@code cluster_id}: the cluster of agents, never re-used; only if the job asks for it. */
  public static final StringClaim CLUSTER_ID = Claim.string("cluster_id");

  /** {@code cluster_name}: the cluster's name; only if the job asks for it. */
  public static final StringClaim CLUSTER_NAME = Claim.string("cluster_name");

  /** {@code queue_id}: the queue of agents, never re-used; only if the job asks for it. */
  public static final StringClaim QUEUE_ID = Claim.string("queue_id");

  /** {@code queue_key}: the queue's key; only if the job asks for it. */
  public static final StringClaim QUEUE_KEY = Claim.string("queue_key");

  /** {@code build_branch}: the branch that the build was started with; see the class comment. */
  public static final StringClaim BUILD_BRANCH = Claim.string("build_branch");

  /** {@code build_tag}: the tag that the build was started with; absent without one. */
  public static final StringClaim BUILD_TAG = Claim.string("build_tag");

  /** {@code build_commit}: the commit; {@code HEAD} in some builds of the web and the API. */
  public static final StringClaim BUILD_COMMIT = Claim.string("build_commit");

  /**
   * {@code build_source}: {@code ui}, {@code api}, {@code webhook}, {@code trigger_job} or {@code
   * schedule}.
   */
  public static final StringClaim BUILD_SOURCE = Claim.string("build_source");

  /** {@code runner_environment}: {@code buildkite-hosted} or {@code self-hosted}. */
  public static final StringClaim RUNNER_ENVIRONMENT = Claim.string("runner_environment");

  /** {@code step_key}: the step's key; JSON null where the step has none. */
  public static final StringClaim STEP_KEY = Claim.string("step_key");

  /** {@code build_number}: the count of builds of this pipeline, a JSON number; for audit. */
  public static final IntegerClaim BUILD_NUMBER = Claim.integer("build_number");

  /** {@code build_id}: the build; only if the job asks for it; for audit. */
  public static final StringClaim BUILD_ID = Claim.string("build_id");

  /** {@code job_id}: the job; for audit. */
  public static final StringClaim JOB_ID = Claim.string("job_id");

  /** {@code agent_id}: the agent that runs the job; for audit. */
  public static final StringClaim AGENT_ID = Claim.string("agent_id");

  private static final Duration MAX_LIFETIME = Duration.ofHours(2);

  private static final Issuer ISSUER =
      Issuer.builder("https://agent.buildkite.com")
          .maxLifetime(MAX_LIFETIME)
          .identityClaims(
              ORGANIZATION_ID,
              PIPELINE_ID,
              ORGANIZATION_SLUG,
              PIPELINE_SLUG,
              BUILD_BRANCH,
              BUILD_TAG,
              BUILD_SOURCE,
              BUILD_NUMBER,
              BUILD_ID,
              JOB_ID)
          .build();

  private Buildkite() {}

  /**
   * Returns the issuer of all of Buildkite's customers. Its keys are cached once for all policies
   * that use it.
   *
   * @return {@code https://agent.buildkite.com}
   */
  public static Issuer issuer() {
    return ISSUER;
  }

  /**
   * Returns the claim of a tag of the agent, which the job has to ask for.
   *
   * @param name the tag's name, such as {@code queue}
   * @return {@code agent_tag:NAME}
   * @throws IllegalArgumentException if the name is empty or holds control characters
   */
  public static StringClaim agentTag(String name) {
    if (name.isEmpty()) {
      throw Identifiers.refused("The name of an agent's tag", "is not empty", name);
    }
    return Claim.string("agent_tag:" + name);
  }

  /**
   * Returns the values of a session tag for AWS, which the job has to ask for.
   *
   * @param name the tag's name, such as {@code pipeline_id}
   * @return the member NAME of {@code principal_tags} of {@code https://aws.amazon.com/tags}
   * @throws IllegalArgumentException if the name is empty or holds control characters
   */
  public static StringListClaim awsSessionTag(String name) {
    return Claim.strings("https://aws.amazon.com/tags", "principal_tags", name);
  }

  /**
   * Starts the requirement that a token belongs to one pipeline, by ids that nobody can register
   * again.
   *
   * @param organizationId the value of {@link #ORGANIZATION_ID}, a UUID in lower case
   * @return the step that asks for the pipeline
   * @throws IllegalArgumentException if it is not such a UUID
   */
  public static NeedsPipeline organization(String organizationId) {
    Requirement organization =
        ORGANIZATION_ID.is(
            Identifiers.requireUuid("The id of a Buildkite organisation", organizationId));
    return pipelineId -> {
      Requirement pipeline =
          Requirement.allOf(
              organization,
              PIPELINE_ID.is(
                  Identifiers.requireUuid("The id of a Buildkite pipeline", pipelineId)));
      return () -> pipeline;
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
        ORGANIZATION_ID,
        PIPELINE_ID,
        ORGANIZATION_SLUG,
        PIPELINE_SLUG,
        CLUSTER_ID,
        CLUSTER_NAME,
        QUEUE_ID,
        QUEUE_KEY,
        BUILD_BRANCH,
        BUILD_TAG,
        BUILD_COMMIT,
        BUILD_SOURCE,
        RUNNER_ENVIRONMENT,
        STEP_KEY,
        BUILD_NUMBER,
        BUILD_ID,
        JOB_ID,
        AGENT_ID);
  }

  /**
   * Reads a verified token as the job that it is about.
   *
   * @param token a token of Buildkite
   * @return the typed view
   * @throws IllegalArgumentException if the token lacks a claim that every Buildkite token has
   */
  public static BuildkiteJob job(VerifiedToken token) {
    return BuildkiteJob.of(token);
  }

  /** The second step of {@link #organization(String)}. */
  @FunctionalInterface
  public interface NeedsPipeline {
    /**
     * Sets the pipeline.
     *
     * @param pipelineId the value of {@link #PIPELINE_ID}, a UUID in lower case
     * @return the step that asks which builds
     * @throws IllegalArgumentException if it is not such a UUID
     */
    NeedsBuild pipeline(String pipelineId);
  }

  /** The last step of {@link #organization(String)}. */
  @FunctionalInterface
  public interface NeedsBuild {
    /**
     * Asks nothing of the build, so that pull requests are let in as well where the pipeline builds
     * them.
     *
     * @return the requirement on organisation and pipeline together
     */
    Requirement anyBuild();

    /**
     * Sets the branch. It is worth something only where the pipeline builds no forks or prefixes
     * their branches.
     *
     * @param name the value of {@link #BUILD_BRANCH}, such as {@code main}
     * @return the requirement on organisation, pipeline and branch together
     */
    default Requirement branch(String name) {
      return Requirement.allOf(anyBuild(), BUILD_BRANCH.is(name));
    }
  }
}
