package dev.credence.ci;

import dev.credence.Issuer;
import dev.credence.VerifiedToken;
import dev.credence.claim.Claim;
import dev.credence.claim.ClaimFact;
import dev.credence.claim.Requirement;
import dev.credence.claim.StringClaim;
import dev.credence.internal.text.SafeText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * GitHub Actions: issuers, claims and requirements.
 *
 * <p>Every custom claim is a JSON string, ids and counters included. Of these claims
 *
 * <ul>
 *   <li>{@link #REPOSITORY_ID} and {@link #REPOSITORY_OWNER_ID} stay with a repository and its
 *       owner for ever and are never given to another: pin both, by {@link #repository(String)};
 *   <li>{@link #ENVIRONMENT} is worth as much as the environment's protection rules, {@link #REF}
 *       as much as the branch's;
 *   <li>{@link #REPOSITORY}, {@link #REPOSITORY_OWNER} and the default {@link #SUBJECT} are names:
 *       who registers a name again after a deletion or a rename gets tokens with it;
 *   <li>{@link #WORKFLOW}, {@link #HEAD_REF}, and {@link #REF} where anyone may push, are chosen by
 *       the job's author, and {@link #HEAD_REF} even by an outsider with a pull request.
 * </ul>
 *
 * <p>Runs for {@code pull_request_target}, {@code workflow_run} and {@code issue_comment} have the
 * trust and the {@code ref} of the default branch although an outsider can start them: allow {@link
 * #EVENT_NAME} only the events that you mean.
 *
 * {@snippet class="snippets.TrustPolicySnippets" region="policy"}
 *
 * <p>Static and thread-safe.
 *
 * @see <a href="https://docs.github.com/en/actions/reference/security/oidc">GitHub: OpenID Connect
 *     reference</a>
 */
public final class GitHubActions {
  /**
   * {@code sub}: default {@code repo:O/R:…} or {@code repo:O@ID/R@ID:…}; see {@link GitHubSubject}.
   */
  public static final StringClaim SUBJECT = Claim.string("sub");

  /** {@code repository_id}: the repository, through renames and transfers, never re-used. */
  public static final StringClaim REPOSITORY_ID = Claim.string("repository_id");

  /** {@code repository_owner_id}: the owning user or organisation, never re-used. */
  public static final StringClaim REPOSITORY_OWNER_ID = Claim.string("repository_owner_id");

  /** {@code repository}: {@code owner/name} as GitHub displays it; re-usable after a rename. */
  public static final StringClaim REPOSITORY = Claim.string("repository");

  /** {@code repository_owner}: the owner's name; re-usable after a rename. */
  public static final StringClaim REPOSITORY_OWNER = Claim.string("repository_owner");

  /** {@code repository_visibility}: {@code public}, {@code private} or {@code internal}. */
  public static final StringClaim REPOSITORY_VISIBILITY = Claim.string("repository_visibility");

  /** {@code enterprise}: the enterprise's name, only for repositories of one. */
  public static final StringClaim ENTERPRISE = Claim.string("enterprise");

  /** {@code enterprise_id}: the enterprise, never re-used; only for repositories of one. */
  public static final StringClaim ENTERPRISE_ID = Claim.string("enterprise_id");

  /** {@code ref}: what triggered the run, such as {@code refs/heads/main}; may be empty. */
  public static final StringClaim REF = Claim.string("ref");

  /** {@code ref_type}: {@code branch} or {@code tag}. */
  public static final StringClaim REF_TYPE = Claim.string("ref_type");

  /**
   * {@code ref_protected}: the string {@code "true"} or {@code "false"}; GitHub doesn't document
   * it.
   */
  public static final StringClaim REF_PROTECTED = Claim.string("ref_protected");

  /** {@code sha}: the commit. */
  public static final StringClaim SHA = Claim.string("sha");

  /** {@code head_ref}: a pull request's source branch, chosen by its author; else empty. */
  public static final StringClaim HEAD_REF = Claim.string("head_ref");

  /** {@code base_ref}: a pull request's target branch; else empty. */
  public static final StringClaim BASE_REF = Claim.string("base_ref");

  /** {@code event_name}: what started the run, such as {@code push}. */
  public static final StringClaim EVENT_NAME = Claim.string("event_name");

  /** {@code environment}: the job's deployment environment; absent if the job names none. */
  public static final StringClaim ENVIRONMENT = Claim.string("environment");

  /**
   * {@code environment_node_id}: the environment's node id; GitHub lists it without a description.
   */
  public static final StringClaim ENVIRONMENT_NODE_ID = Claim.string("environment_node_id");

  /**
   * {@code workflow}: the display name in the workflow's YAML, chosen by its author; never pin it.
   */
  public static final StringClaim WORKFLOW = Claim.string("workflow");

  /** {@code workflow_ref}: the top-level workflow, {@code O/R/.github/workflows/FILE@REF}. */
  public static final StringClaim WORKFLOW_REF = Claim.string("workflow_ref");

  /** {@code workflow_sha}: the commit of the top-level workflow's file. */
  public static final StringClaim WORKFLOW_SHA = Claim.string("workflow_sha");

  /**
   * {@code job_workflow_ref}: the workflow that defines the job, a reusable one where one is used.
   */
  public static final StringClaim JOB_WORKFLOW_REF = Claim.string("job_workflow_ref");

  /** {@code job_workflow_sha}: the commit of the file that defines the job. */
  public static final StringClaim JOB_WORKFLOW_SHA = Claim.string("job_workflow_sha");

  /** {@code runner_environment}: {@code github-hosted} or {@code self-hosted}. */
  public static final StringClaim RUNNER_ENVIRONMENT = Claim.string("runner_environment");

  /** {@code actor}: who triggered the run; any collaborator, so never a condition on its own. */
  public static final StringClaim ACTOR = Claim.string("actor");

  /** {@code actor_id}: the id of {@link #ACTOR}. */
  public static final StringClaim ACTOR_ID = Claim.string("actor_id");

  /** {@code run_id}: the workflow run; for audit. */
  public static final StringClaim RUN_ID = Claim.string("run_id");

  /** {@code run_number}: the count of runs of this workflow; for audit. */
  public static final StringClaim RUN_NUMBER = Claim.string("run_number");

  /** {@code run_attempt}: the count of attempts of this run; for audit. */
  public static final StringClaim RUN_ATTEMPT = Claim.string("run_attempt");

  /** {@code check_run_id}: the job's own instance; for audit. */
  public static final StringClaim CHECK_RUN_ID = Claim.string("check_run_id");

  /**
   * Tokens live five minutes; releases of GitHub Enterprise Server differ, so an hour is allowed.
   */
  private static final Duration MAX_LIFETIME = Duration.ofHours(1);

  private static final String PUBLIC = "https://token.actions.githubusercontent.com";
  private static final Issuer GITHUB_COM = issuerAt(PUBLIC);

  private GitHubActions() {}

  /**
   * Returns the issuer of github.com. Its keys are cached once for all policies that use it.
   *
   * @return {@code https://token.actions.githubusercontent.com}
   */
  public static Issuer issuer() {
    return GITHUB_COM;
  }

  /**
   * Returns the issuer of an enterprise on github.com that has switched on an issuer of its own.
   * Keep the result: its keys are cached with it.
   *
   * @param slug the enterprise's slug, such as {@code octocat-inc}
   * @return {@code https://token.actions.githubusercontent.com/SLUG}
   * @throws IllegalArgumentException if the slug is not letters, digits and hyphens
   */
  public static Issuer enterpriseIssuer(String slug) {
    return issuerAt(PUBLIC + "/" + requireLabel("slug", slug));
  }

  /**
   * Returns the issuer of an enterprise with data residency on GHE.com. Keep the result: its keys
   * are cached with it.
   *
   * @param subdomain the enterprise's subdomain of ghe.com, such as {@code octocorp}
   * @return {@code https://token.actions.SUBDOMAIN.ghe.com}
   * @throws IllegalArgumentException if the subdomain is not letters, digits and hyphens
   */
  public static Issuer dataResidencyIssuer(String subdomain) {
    return issuerAt(dataResidency(subdomain));
  }

  /**
   * Returns the issuer of an enterprise on GHE.com that has switched on an issuer of its own. Keep
   * the result: its keys are cached with it.
   *
   * @param subdomain the enterprise's subdomain of ghe.com
   * @param slug the enterprise's slug
   * @return {@code https://token.actions.SUBDOMAIN.ghe.com/SLUG}
   * @throws IllegalArgumentException if either is not letters, digits and hyphens
   */
  public static Issuer dataResidencyIssuer(String subdomain, String slug) {
    return issuerAt(dataResidency(subdomain) + "/" + requireLabel("slug", slug));
  }

  /**
   * Returns the issuer of a GitHub Enterprise Server. Keep the result: its keys are cached with it.
   *
   * @param host the server's host name, and its port where that is not 443
   * @return {@code https://HOST/_services/token}
   * @throws IllegalArgumentException if that makes no issuer
   */
  public static Issuer enterpriseServerIssuer(String host) {
    if (host.isEmpty() || host.indexOf('/') >= 0) {
      throw new IllegalArgumentException(
          "The host of a GitHub Enterprise Server is a name such as \"github.example.com\"; this is"
              + " "
              + SafeText.quote(host));
    }
    return issuerAt("https://" + host + "/_services/token");
  }

  /**
   * Starts the requirement that a token belongs to one repository: by its name for the reader, and
   * by its ids, which nobody can register again. {@code gh api repos/OWNER/NAME --jq '.id,
   * .owner.id'} prints the two ids.
   *
   * @param fullName {@code owner/name}, spelled as GitHub displays it; a rename has to be followed
   *     here
   * @return the step that asks for the repository's id
   * @throws IllegalArgumentException if the name has not exactly two parts
   */
  public static NeedsRepositoryId repository(String fullName) {
    int slash = fullName.indexOf('/');
    if (slash <= 0 || slash != fullName.lastIndexOf('/') || slash == fullName.length() - 1) {
      throw new IllegalArgumentException(
          "A repository is named owner/name, such as \"octo-org/octo-repo\"; this is "
              + SafeText.quote(fullName));
    }
    return id -> ownerId -> repository(fullName, id, ownerId);
  }

  private static Requirement repository(String fullName, long id, long ownerId) {
    return Requirement.allOf(
        REPOSITORY_ID.is(requireId("id", id)),
        REPOSITORY_OWNER_ID.is(requireId("ownerId", ownerId)),
        REPOSITORY.is(fullName));
  }

  /**
   * Returns the claims that this class knows, for a {@link dev.credence.ClaimDrift}.
   *
   * @return an unmodifiable list of all the constants
   */
  public static List<Claim<?>> claims() {
    return List.of(
        SUBJECT,
        REPOSITORY_ID,
        REPOSITORY_OWNER_ID,
        REPOSITORY,
        REPOSITORY_OWNER,
        REPOSITORY_VISIBILITY,
        ENTERPRISE,
        ENTERPRISE_ID,
        REF,
        REF_TYPE,
        REF_PROTECTED,
        SHA,
        HEAD_REF,
        BASE_REF,
        EVENT_NAME,
        ENVIRONMENT,
        ENVIRONMENT_NODE_ID,
        WORKFLOW,
        WORKFLOW_REF,
        WORKFLOW_SHA,
        JOB_WORKFLOW_REF,
        JOB_WORKFLOW_SHA,
        RUNNER_ENVIRONMENT,
        ACTOR,
        ACTOR_ID,
        RUN_ID,
        RUN_NUMBER,
        RUN_ATTEMPT,
        CHECK_RUN_ID);
  }

  /**
   * Reads a verified token as the job that it is about.
   *
   * @param token a token of GitHub Actions
   * @return the typed view
   * @throws IllegalArgumentException if the token lacks a claim that every GitHub Actions token has
   */
  public static GitHubJob job(VerifiedToken token) {
    return GitHubJob.of(token);
  }

  /** The second step of {@link #repository(String)}. */
  @FunctionalInterface
  public interface NeedsRepositoryId {
    /**
     * Sets the repository's id.
     *
     * @param repositoryId the value of {@link #REPOSITORY_ID}, positive
     * @return the step that asks for the owner's id
     */
    NeedsOwnerId id(long repositoryId);
  }

  /** The last step of {@link #repository(String)}. */
  @FunctionalInterface
  public interface NeedsOwnerId {
    /**
     * Sets the owner's id.
     *
     * @param ownerId the value of {@link #REPOSITORY_OWNER_ID}, positive
     * @return the requirement on repository, id and owner's id together
     * @throws IllegalArgumentException if an id is not positive
     */
    Requirement ownerId(long ownerId);
  }

  private static Issuer issuerAt(String identifier) {
    return Issuer.builder(identifier)
        .maxLifetime(MAX_LIFETIME)
        .identityClaims(
            REPOSITORY_ID,
            REPOSITORY_OWNER_ID,
            REPOSITORY,
            REF,
            EVENT_NAME,
            ENVIRONMENT,
            JOB_WORKFLOW_REF,
            RUN_ID,
            ACTOR)
        .facts(facts())
        .build();
  }

  private static List<ClaimFact> facts() {
    List<Claim<?>> documented = new ArrayList<>(claims());
    documented.removeAll(List.of(REF_PROTECTED, ENVIRONMENT_NODE_ID));
    return KnownClaims.types(
        documented,
        KnownClaims.fullRef(REF),
        KnownClaims.oneOf(REF_TYPE, "branch", "tag"),
        KnownClaims.oneOf(REPOSITORY_VISIBILITY, "public", "private", "internal"));
  }

  private static String dataResidency(String subdomain) {
    return "https://token.actions." + requireLabel("subdomain", subdomain) + ".ghe.com";
  }

  private static String requireLabel(String what, String label) {
    boolean plain =
        !label.isEmpty()
            && label
                .chars()
                .allMatch(c ->
                    (c >= 'a' && c <= 'z')
                        || (c >= 'A' && c <= 'Z')
                        || (c >= '0' && c <= '9')
                        || c == '-'
                        || c == '_');
    if (!plain) {
      throw new IllegalArgumentException(
          "An enterprise's "
              + what
              + " has letters, digits and hyphens only; this is "
              + SafeText.quote(label));
    }
    return label;
  }

  private static String requireId(String what, long id) {
    if (id <= 0) {
      throw new IllegalArgumentException(
          "GitHub's ids are positive numbers; " + what + " is " + id);
    }
    return Long.toString(id);
  }
}
