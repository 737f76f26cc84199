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
 * GitLab CI, on gitlab.com and self-managed: issuers, claims and requirements.
 *
 * <pre>{@code
 * TrustPolicy.named("production-deploy")
 *     .issuer(GitLab.issuer())
 *     .audience("https://deploy.example.com")
 *     .require(GitLab.project("my-group/my-project").id(20).namespaceId(72),
 *              GitLab.protectedBranch("main"),
 *              GitLab.PIPELINE_SOURCE.isOneOf("push", "web"))
 *     .build();
 * }</pre>
 *
 * <p>Ids are JSON strings, but for {@link #RUNNER_ID}, and so are the booleans. Of the claims
 *
 * <ul>
 *   <li>{@link #PROJECT_ID} stays with a project for ever, and {@link #NAMESPACE_ID} as long as the
 *       project isn't moved: pin both, by {@link #project(String)};
 *   <li>{@link #PROJECT_PATH}, {@link #NAMESPACE_PATH} and the default {@link #SUBJECT} are names:
 *       who registers a path again after a deletion or a rename gets tokens with it;
 *   <li>{@link #REF} is a short name that every developer of the project, and every owner of a
 *       fork, can choose. Without {@link #REF_PROTECTED} it says nothing, and without {@link
 *       #REF_TYPE} a tag can be named like the branch: see {@link #protectedBranch(String)};
 *   <li>{@link #ENVIRONMENT}, {@link #DEPLOYMENT_TIER} and {@link #ENVIRONMENT_ACTION} are what the
 *       job's author writes into the YAML, unless {@link #ENVIRONMENT_PROTECTED} is {@code "true"};
 *   <li>{@link #CI_CONFIG_REF_URI} names the pipeline's top-level file only: the jobs of every file
 *       that it includes share it;
 *   <li>{@link #USER_LOGIN} and {@link #USER_EMAIL} are for their user to change.
 * </ul>
 *
 * <p>A merge request's pipeline has the source branch as {@link #REF}, and nothing in {@link
 * #SUBJECT} marks it: where it must not deploy, require another {@link #PIPELINE_SOURCE}. Where it
 * runs in the parent project for a fork, {@link #PROJECT_ID} is the fork's and {@link
 * #JOB_PROJECT_ID} the parent's; the latter alone doesn't prove whose code runs. Before GitLab
 * 18.2.2 such a pipeline had the parent's identity whole.
 *
 * <p>A project's maintainers can choose what {@link #SUBJECT} is made of, down to leaving out the
 * branch: don't rest a policy on it. GitLab signs the ID tokens of users who log in with keys that
 * it publishes under the same issuer; those have no {@link #PROJECT_ID}.
 *
 * <p>A token may have several audiences, as its YAML says; one that names another beside this
 * service is refused. Static and thread-safe.
 *
 * @see <a href="https://docs.gitlab.com/ci/secrets/id_token_authentication/">GitLab: OpenID Connect
 *     authentication using ID tokens</a>
 */
public final class GitLab {
  /**
   * {@code sub}: by default {@code project_path:…:ref_type:…:ref:…}; maintainers can change that.
   */
  public static final StringClaim SUBJECT = Claim.string("sub");

  /** {@code project_id}: the project, for its life; of a fork's merge request the fork. */
  public static final StringClaim PROJECT_ID = Claim.string("project_id");

  /** {@code project_path}: group, subgroups and project; re-usable after a rename. */
  public static final StringClaim PROJECT_PATH = Claim.string("project_path");

  /** {@code namespace_id}: the group or user that the project is in, until it is moved. */
  public static final StringClaim NAMESPACE_ID = Claim.string("namespace_id");

  /** {@code namespace_path}: the path of {@link #NAMESPACE_ID}; re-usable after a rename. */
  public static final StringClaim NAMESPACE_PATH = Claim.string("namespace_path");

  /** {@code job_project_id}: the project in which the job runs; since 18.4. */
  public static final StringClaim JOB_PROJECT_ID = Claim.string("job_project_id");

  /** {@code job_project_path}: the path of {@link #JOB_PROJECT_ID}. */
  public static final StringClaim JOB_PROJECT_PATH = Claim.string("job_project_path");

  /** {@code job_namespace_id}: the group or user of {@link #JOB_PROJECT_ID}. */
  public static final StringClaim JOB_NAMESPACE_ID = Claim.string("job_namespace_id");

  /** {@code job_namespace_path}: the path of {@link #JOB_NAMESPACE_ID}. */
  public static final StringClaim JOB_NAMESPACE_PATH = Claim.string("job_namespace_path");

  /** {@code user_id}: who runs the job; any developer, so never a condition on its own. */
  public static final StringClaim USER_ID = Claim.string("user_id");

  /** {@code user_login}: the user's name, which the user can change. */
  public static final StringClaim USER_LOGIN = Claim.string("user_login");

  /** {@code user_email}: the user's address, which the user can change. */
  public static final StringClaim USER_EMAIL = Claim.string("user_email");

  /** {@code user_access_level}: the user's role, such as {@code maintainer}; since 16.9. */
  public static final StringClaim USER_ACCESS_LEVEL = Claim.string("user_access_level");

  /** {@code groups_direct}: paths of the user's groups, where the instance sends them. */
  public static final StringListClaim GROUPS_DIRECT = Claim.strings("groups_direct");

  /** {@code pipeline_id}: the pipeline; for audit. */
  public static final StringClaim PIPELINE_ID = Claim.string("pipeline_id");

  /** {@code pipeline_source}: what started it: {@code push}, {@code merge_request_event}, …. */
  public static final StringClaim PIPELINE_SOURCE = Claim.string("pipeline_source");

  /** {@code job_id}: the job; for audit. */
  public static final StringClaim JOB_ID = Claim.string("job_id");

  /** {@code job_source}: what put the job into the pipeline; since 18.9. */
  public static final StringClaim JOB_SOURCE = Claim.string("job_source");

  /** {@code ref}: a short name such as {@code main}; of a merge request the source branch. */
  public static final StringClaim REF = Claim.string("ref");

  /** {@code ref_type}: {@code branch} or {@code tag}. */
  public static final StringClaim REF_TYPE = Claim.string("ref_type");

  /** {@code ref_path}: the full ref, such as {@code refs/heads/main}; since 16.0. */
  public static final StringClaim REF_PATH = Claim.string("ref_path");

  /** {@code ref_protected}: the string {@code "true"} or {@code "false"}. */
  public static final StringClaim REF_PROTECTED = Claim.string("ref_protected");

  /** {@code environment}: the job's environment, by its YAML; absent if it names none. */
  public static final StringClaim ENVIRONMENT = Claim.string("environment");

  /** {@code environment_protected}: the string {@code "true"} or {@code "false"}. */
  public static final StringClaim ENVIRONMENT_PROTECTED = Claim.string("environment_protected");

  /** {@code deployment_tier}: such as {@code production}, by the job's YAML. */
  public static final StringClaim DEPLOYMENT_TIER = Claim.string("deployment_tier");

  /** {@code environment_action}: such as {@code start}, by the job's YAML. */
  public static final StringClaim ENVIRONMENT_ACTION = Claim.string("environment_action");

  /** {@code runner_id}: the runner, the one id that is a JSON number. */
  public static final IntegerClaim RUNNER_ID = Claim.integer("runner_id");

  /**
   * {@code runner_environment}: {@code gitlab-hosted}, on gitlab.com only, or {@code self-hosted}.
   */
  public static final StringClaim RUNNER_ENVIRONMENT = Claim.string("runner_environment");

  /** {@code sha}: the commit. */
  public static final StringClaim SHA = Claim.string("sha");

  /**
   * {@code ci_config_ref_uri}: the pipeline's top-level file, {@code HOST/GROUP/PROJECT//FILE@REF};
   * null or absent if that is in another project; since 16.2.
   */
  public static final StringClaim CI_CONFIG_REF_URI = Claim.string("ci_config_ref_uri");

  /** {@code ci_config_sha}: the commit of {@link #CI_CONFIG_REF_URI}. */
  public static final StringClaim CI_CONFIG_SHA = Claim.string("ci_config_sha");

  /**
   * {@code project_visibility}: {@code public}, {@code internal} or {@code private}; since 16.3.
   */
  public static final StringClaim PROJECT_VISIBILITY = Claim.string("project_visibility");

  /**
   * A token lives as long as its job may run, an hour unless the project or the job says otherwise.
   * What longest timeout an instance allows is not known here.
   */
  private static final Duration MAX_LIFETIME = Duration.ofHours(24);

  private static final Issuer GITLAB_COM = issuerAt("https://gitlab.com");
  private static final String TRUE = "true";

  private GitLab() {}

  /**
   * Returns the issuer of gitlab.com. Its keys are cached once for all policies that use it.
   *
   * <p>Tokens of up to 24 hours are accepted. They live as long as the job may run: shorten that by
   * {@code maxLifetime} of a policy whose jobs are short.
   *
   * @return {@code https://gitlab.com}
   */
  public static Issuer issuer() {
    return GITLAB_COM;
  }

  /**
   * Returns the issuer of a self-managed GitLab or of GitLab Dedicated. Keep the result: its keys
   * are cached with it.
   *
   * <p>The issuer is the instance's external URL, with a port and a path where that has them,
   * unless the administrator has set {@code ci_id_tokens_issuer_url}: then it is that. An instance
   * whose URL is {@code http} can't be trusted: anyone on the way could replace its keys.
   *
   * @param url the URL exactly as the instance is configured with, such as {@code
   *     https://gitlab.example.com}
   * @return the issuer, for tokens of up to 24 hours
   * @throws IllegalArgumentException if it is no https URL, or ends with a slash, as no issuer of
   *     GitLab does
   */
  public static Issuer selfManagedIssuer(String url) {
    if (url.endsWith("/")) {
      throw Identifiers.refused("The issuer of a GitLab", "has no slash at its end", url);
    }
    return issuerAt(url);
  }

  /**
   * Starts the requirement that a token belongs to one project and that its job runs there: by the
   * path for the reader, and by the ids, which nobody can register again. The project's page in
   * GitLab shows its id, the group's page the namespace's.
   *
   * <p>It asks for {@link #JOB_PROJECT_ID} too, which refuses a fork's merge request that runs in
   * the parent project, and every token of GitLab before 18.4 (18.3 and 18.2 got the claim later).
   * There, require {@link #PROJECT_ID} and {@link #NAMESPACE_ID} by themselves, with a {@link
   * #PIPELINE_SOURCE} that is no merge request's: before 18.2.2 those had the parent's identity.
   *
   * @param path group, subgroups and project, spelled as GitLab does; a rename has to be followed
   *     here
   * @return the step that asks for the project's id
   * @throws IllegalArgumentException if the path has not two parts or more
   */
  public static NeedsProjectId project(String path) {
    boolean parts = path.indexOf('/') > 0 && !path.endsWith("/") && !path.contains("//");
    if (!parts || path.indexOf(':') >= 0) {
      throw Identifiers.refused(
          "The path of a GitLab project",
          "is group/project, such as \"my-group/my-project\"",
          path);
    }
    return id -> namespaceId -> project(path, id, namespaceId);
  }

  private static Requirement project(String path, long id, long namespaceId) {
    String projectId = requireId("id", id);
    return Requirement.allOf(
        PROJECT_ID.is(projectId),
        NAMESPACE_ID.is(requireId("namespaceId", namespaceId)),
        PROJECT_PATH.is(path),
        JOB_PROJECT_ID.is(projectId));
  }

  /**
   * Requires a protected branch: only those whom the project allows can push to it or merge into
   * it.
   *
   * @param name the branch, such as {@code main}
   * @return the requirement on {@link #REF}, {@link #REF_TYPE} and {@link #REF_PROTECTED} together
   */
  public static Requirement protectedBranch(String name) {
    return Requirement.allOf(REF.is(name), REF_TYPE.is("branch"), REF_PROTECTED.is(TRUE));
  }

  /**
   * Requires a protected environment: only those whom the project allows can deploy to it. GitLab's
   * free tier has none, and says {@code "false"} of all.
   *
   * @param name the environment, with its variables expanded, such as {@code production}
   * @return the requirement on {@link #ENVIRONMENT} and {@link #ENVIRONMENT_PROTECTED} together
   */
  public static Requirement protectedEnvironment(String name) {
    return Requirement.allOf(ENVIRONMENT.is(name), ENVIRONMENT_PROTECTED.is(TRUE));
  }

  /**
   * Returns the claims that this class knows, for a {@link dev.credence.ClaimDrift}.
   *
   * @return an unmodifiable list of all the constants
   */
  public static List<Claim<?>> claims() {
    return List.of(
        SUBJECT,
        PROJECT_ID,
        PROJECT_PATH,
        NAMESPACE_ID,
        NAMESPACE_PATH,
        JOB_PROJECT_ID,
        JOB_PROJECT_PATH,
        JOB_NAMESPACE_ID,
        JOB_NAMESPACE_PATH,
        USER_ID,
        USER_LOGIN,
        USER_EMAIL,
        USER_ACCESS_LEVEL,
        GROUPS_DIRECT,
        PIPELINE_ID,
        PIPELINE_SOURCE,
        JOB_ID,
        JOB_SOURCE,
        REF,
        REF_TYPE,
        REF_PATH,
        REF_PROTECTED,
        ENVIRONMENT,
        ENVIRONMENT_PROTECTED,
        DEPLOYMENT_TIER,
        ENVIRONMENT_ACTION,
        RUNNER_ID,
        RUNNER_ENVIRONMENT,
        SHA,
        CI_CONFIG_REF_URI,
        CI_CONFIG_SHA,
        PROJECT_VISIBILITY);
  }

  /**
   * Reads a verified token as the job that it is about.
   *
   * @param token a token of GitLab CI
   * @return the typed view
   * @throws IllegalArgumentException if the token lacks a claim that every token of GitLab CI has
   */
  public static GitLabJob job(VerifiedToken token) {
    return GitLabJob.of(token);
  }

  /** The second step of {@link #project(String)}. */
  @FunctionalInterface
  public interface NeedsProjectId {
    /**
     * Sets the project's id.
     *
     * @param projectId the value of {@link #PROJECT_ID}, positive
     * @return the step that asks for the namespace's id
     */
    NeedsNamespaceId id(long projectId);
  }

  /** The last step of {@link #project(String)}. */
  @FunctionalInterface
  public interface NeedsNamespaceId {
    /**
     * Sets the id of the group or user that the project is in.
     *
     * @param namespaceId the value of {@link #NAMESPACE_ID}, positive
     * @return the requirement on path, project's id, namespace's id and job's project together
     * @throws IllegalArgumentException if an id is not positive
     */
    Requirement namespaceId(long namespaceId);
  }

  private static Issuer issuerAt(String identifier) {
    return Issuer.builder(identifier)
        .maxLifetime(MAX_LIFETIME)
        .identityClaims(
            PROJECT_ID,
            NAMESPACE_ID,
            PROJECT_PATH,
            JOB_PROJECT_ID,
            REF,
            REF_TYPE,
            REF_PROTECTED,
            ENVIRONMENT,
            PIPELINE_SOURCE,
            PIPELINE_ID,
            JOB_ID,
            USER_LOGIN)
        .facts(
            KnownClaims.types(
                claims(),
                KnownClaims.fullRef(REF_PATH),
                KnownClaims.oneOf(REF_TYPE, "branch", "tag"),
                KnownClaims.oneOf(REF_PROTECTED, "true", "false"),
                KnownClaims.oneOf(ENVIRONMENT_PROTECTED, "true", "false"),
                KnownClaims.oneOf(PROJECT_VISIBILITY, "public", "private", "internal")))
        .build();
  }

  private static String requireId(String what, long id) {
    if (id <= 0) {
      throw new IllegalArgumentException(
          "GitLab's ids are positive numbers; " + what + " is " + id);
    }
    return Long.toString(id);
  }
}
