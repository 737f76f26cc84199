package dev.credence.ci;

import dev.credence.Issuer;
import dev.credence.VerifiedToken;
import dev.credence.claim.Claim;
import dev.credence.claim.Requirement;
import dev.credence.claim.StringClaim;
import java.time.Duration;
import java.util.List;

/**
 * Semaphore: issuers, claims and requirements.
 *
 * <pre>{@code
 * TrustPolicy.named("production-deploy")
 *     .issuer(Semaphore.issuer("acme"))
 *     .audience(Semaphore.audience("acme"))
 *     .require(Semaphore.project("1e1fcfb5-09c0-487e-b051-2d0b5514c42a").branch("main"))
 *     .build();
 * }</pre>
 *
 * <p><b>A token can be replayed.</b> It lives for 24 hours, and its audience is the organisation's
 * URL, which a job can't change: every service that the organisation's jobs talk to gets tokens
 * that are good at all the others. Consider {@link dev.credence.TrustPolicy.Builder#onlyOnce}. Of
 * the claims, which are all strings, and the empty string where there is nothing to say,
 *
 * <ul>
 *   <li>{@link #PROJECT_ID} and {@link #ORGANIZATION_ID} are never re-used: pin the project, by
 *       {@link #project(String)};
 *   <li>{@link #BRANCH} is the <i>target</i> branch of a pull request: a policy on it alone admits
 *       every pull request, an outsider's included. Require {@link #REF_TYPE} and {@link #REF};
 *   <li>{@link #JOB_TYPE} tells jobs of a pipeline from debug sessions, in which people type
 *       commands;
 *   <li>{@link #ORGANIZATION}, {@link #PROJECT} and {@link #REPOSITORY} are names; {@link
 *       #PULL_REQUEST_BRANCH} is chosen by an outsider.
 * </ul>
 *
 * <p>{@code sub127} has no constant: it is cut to fit 127 characters, so that different refs share
 * one. An organisation's administrators can have claims left out, {@code sub} included; what a
 * policy requires must be let through.
 *
 * <p>Static and thread-safe.
 */
public final class Semaphore {
  /** {@code sub}: {@code org:O:project:ID:repo:R:ref_type:T:ref:REF}. */
  public static final StringClaim SUBJECT = Claim.string("sub");

  /** {@code org}: the organisation's name, also part of the issuer. */
  public static final StringClaim ORGANIZATION = Claim.string("org");

  /** {@code org_id}: the organisation, a UUID, never re-used. */
  public static final StringClaim ORGANIZATION_ID = Claim.string("org_id");

  /** {@code prj}: the project's name; re-usable after a rename. */
  public static final StringClaim PROJECT = Claim.string("prj");

  /** {@code prj_id}: the project, a UUID, never re-used. */
  public static final StringClaim PROJECT_ID = Claim.string("prj_id");

  /** {@code wf_id}: the workflow, a UUID; for audit. */
  public static final StringClaim WORKFLOW_ID = Claim.string("wf_id");

  /** {@code ppl_id}: the pipeline, a UUID; for audit. */
  public static final StringClaim PIPELINE_ID = Claim.string("ppl_id");

  /** {@code job_id}: the job, a UUID; for audit. */
  public static final StringClaim JOB_ID = Claim.string("job_id");

  /** {@code job_type}: {@code pipeline_job}, or one of the debug sessions. */
  public static final StringClaim JOB_TYPE = Claim.string("job_type");

  /** {@code repo}: the repository's name, without its owner. */
  public static final StringClaim REPOSITORY = Claim.string("repo");

  /** {@code repo_slug}: {@code owner/name}. */
  public static final StringClaim REPOSITORY_SLUG = Claim.string("repo_slug");

  /** {@code ref}: the full ref, such as {@code refs/heads/main}. */
  public static final StringClaim REF = Claim.string("ref");

  /** {@code ref_type}: {@code branch}, {@code tag} or {@code pull-request}. */
  public static final StringClaim REF_TYPE = Claim.string("ref_type");

  /** {@code branch}: the branch, and for a pull request its <i>target</i>; never pin it alone. */
  public static final StringClaim BRANCH = Claim.string("branch");

  /** {@code tag}: the tag; {@link #REF} says the same and more. */
  public static final StringClaim TAG = Claim.string("tag");

  /** {@code pr}: the pull request's number in text. */
  public static final StringClaim PULL_REQUEST = Claim.string("pr");

  /** {@code pr_branch}: a pull request's source branch, chosen by its author. */
  public static final StringClaim PULL_REQUEST_BRANCH = Claim.string("pr_branch");

  /** {@code actor}: who promoted the pipeline; for audit. */
  public static final StringClaim ACTOR = Claim.string("actor");

  /**
   * {@code trg}: what triggered the workflow and whether it is a rerun, such as {@code h:f-i:f}.
   */
  public static final StringClaim TRIGGER = Claim.string("trg");

  private static final Duration MAX_LIFETIME = Duration.ofHours(24);

  private Semaphore() {}

  /**
   * Returns the issuer of an organisation. Keep the result: its keys are cached with it.
   *
   * @param organization the organisation's name, as in its URL
   * @return {@code https://ORGANIZATION.semaphoreci.com}
   * @throws IllegalArgumentException if the name is no label of a host name
   */
  public static Issuer issuer(String organization) {
    return Issuer.builder(url(organization))
        .maxLifetime(MAX_LIFETIME)
        .identityClaims(
            ORGANIZATION_ID,
            PROJECT_ID,
            REPOSITORY_SLUG,
            REF,
            PULL_REQUEST,
            ACTOR,
            TRIGGER,
            WORKFLOW_ID,
            PIPELINE_ID,
            JOB_ID)
        .build();
  }

  /**
   * Returns the audience of all of an organisation's tokens, which is their issuer's URL.
   *
   * @param organization the organisation's name, as in its URL
   * @return {@code https://ORGANIZATION.semaphoreci.com}
   * @throws IllegalArgumentException if the name is no label of a host name
   */
  public static String audience(String organization) {
    return url(organization);
  }

  private static String url(String organization) {
    return "https://"
        + Identifiers.requireDnsLabel("A Semaphore organisation", organization)
        + ".semaphoreci.com";
  }

  /**
   * Starts the requirement that a token belongs to one project's pipelines, on one branch or some
   * tags.
   *
   * @param id the value of {@link #PROJECT_ID}
   * @return the step that asks for the ref
   * @throws IllegalArgumentException if the id is not a UUID in lower case
   */
  public static NeedsRef project(String id) {
    return new Project(Identifiers.requireUuid("The id of a Semaphore project", id));
  }

  /**
   * Returns the claims that this class knows, for a {@link dev.credence.ClaimDrift}.
   *
   * @return an unmodifiable list of all the constants
   */
  public static List<Claim<?>> claims() {
    return List.of(
        SUBJECT,
        ORGANIZATION,
        ORGANIZATION_ID,
        PROJECT,
        PROJECT_ID,
        WORKFLOW_ID,
        PIPELINE_ID,
        JOB_ID,
        JOB_TYPE,
        REPOSITORY,
        REPOSITORY_SLUG,
        REF,
        REF_TYPE,
        BRANCH,
        TAG,
        PULL_REQUEST,
        PULL_REQUEST_BRANCH,
        ACTOR,
        TRIGGER);
  }

  /**
   * Reads a verified token as the job that it is about.
   *
   * @param token a token of Semaphore
   * @return the typed view
   * @throws IllegalArgumentException if the token lacks a claim that this view needs
   */
  public static SemaphoreJob job(VerifiedToken token) {
    return SemaphoreJob.of(token);
  }

  /** The last step of {@link #project(String)}. */
  public sealed interface NeedsRef permits Project {
    /**
     * Sets the one branch. Pull requests and debug sessions are refused.
     *
     * @param name the branch, without {@code refs/heads/}
     * @return the requirement on project, ref and kind of job together
     * @throws IllegalArgumentException if the name is a full ref
     */
    Requirement branch(String name);

    /**
     * Sets the one tag. Debug sessions are refused.
     *
     * @param name the tag, without {@code refs/tags/}
     * @return the requirement on project, ref and kind of job together
     * @throws IllegalArgumentException if the name is a full ref
     */
    Requirement tag(String name);

    /**
     * Sets which tags. Debug sessions are refused.
     *
     * @param glob a {@link dev.credence.claim.Glob} of tags, without {@code refs/tags/}, such as
     *     {@code v*}
     * @return the requirement on project, ref and kind of job together
     * @throws IllegalArgumentException if it is a full ref or no glob
     */
    Requirement tagsMatching(String glob);
  }

  private record Project(String id) implements NeedsRef {
    @Override
    public Requirement branch(String name) {
      return on("branch", REF.is("refs/heads/" + requireShort(name)));
    }

    @Override
    public Requirement tag(String name) {
      return on("tag", REF.is("refs/tags/" + requireShort(name)));
    }

    @Override
    public Requirement tagsMatching(String glob) {
      return on("tag", REF.matches("refs/tags/" + requireShort(glob)));
    }

    private Requirement on(String refType, Requirement ref) {
      return Requirement.allOf(
          PROJECT_ID.is(id), REF_TYPE.is(refType), ref, JOB_TYPE.is("pipeline_job"));
    }

    private static String requireShort(String name) {
      if (name.isEmpty() || name.startsWith("refs/")) {
        throw Identifiers.refused(
            "A branch or tag", "is named without refs/heads/ or refs/tags/", name);
      }
      return name;
    }
  }
}
