package dev.credence.testkit;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A token of a fake GitLab about to be minted: every claim that GitLab documents, all of them
 * strings but for the times and {@code runner_id}. Those that depend on one another, such as {@code
 * sub}, {@code ref_path} and {@code ci_config_ref_uri}, follow. Not thread-safe.
 */
public final class GitLabToken extends CiToken<GitLabToken> {
  static final Duration LOGIN_LIFETIME = Duration.ofMinutes(2);

  /** GitLab dates {@code nbf} five seconds back. */
  private static final Duration BACKDATED = Duration.ofSeconds(5);

  private static final String SHA = "714a629c0b401fdce83e847fc9589983fc6f46bc";

  private Project project = new Project("my-group/my-project", 20, 72);
  private @Nullable Project jobProject = project;
  private String refType = "branch";
  private String ref = "main";
  private boolean refProtected = true;
  private String pipelineSource = "push";
  private @Nullable String environment;
  private String deploymentTier = "production";
  private boolean environmentProtected;
  private String user = "sample-user";
  private long userId = 1;
  private String runnerEnvironment = "self-hosted";
  private boolean configIsOwn = true;
  private @Nullable String configRef;
  private Duration timeout = Duration.ofHours(1);
  private List<String> subjectComponents = List.of("project_path", "ref_type", "ref");

  GitLabToken(CiIssuer<?> issuer) {
    super(issuer);
  }

  /**
   * Sets the project, and that its job runs there.
   *
   * @param path group, subgroups and project
   * @param id the project's id
   * @param namespaceId the id of the group or user that it is in
   * @return this token
   */
  public GitLabToken project(String path, long id, long namespaceId) {
    this.project = new Project(path, id, namespaceId);
    this.jobProject = project;
    return this;
  }

  GitLabToken runningIn(GitLabToken other) {
    this.jobProject = other.project;
    return this;
  }

  /**
   * Leaves out the four {@code job_project} and {@code job_namespace} claims, which GitLab has
   * since 18.4.
   *
   * @return this token
   */
  public GitLabToken withoutJobProject() {
    this.jobProject = null;
    return this;
  }

  /**
   * Sets the branch; {@code ref_path}, {@code ci_config_ref_uri} and {@code sub} follow.
   *
   * @param name the branch, such as {@code main}
   * @param isProtected whether it is a protected one
   * @return this token
   */
  public GitLabToken branch(String name, boolean isProtected) {
    return ref("branch", name, isProtected);
  }

  /**
   * Sets the tag; {@code ref_path}, {@code ci_config_ref_uri} and {@code sub} follow.
   *
   * @param name the tag, such as {@code v1.0}
   * @param isProtected whether it is a protected one
   * @return this token
   */
  public GitLabToken tagged(String name, boolean isProtected) {
    return ref("tag", name, isProtected);
  }

  private GitLabToken ref(String type, String name, boolean isProtected) {
    this.refType = type;
    this.ref = Objects.requireNonNull(name, "name");
    this.refProtected = isProtected;
    return this;
  }

  /**
   * Sets what started the pipeline, without changing the ref.
   *
   * @param source the source, such as {@code schedule}
   * @return this token
   */
  public GitLabToken pipelineSource(String source) {
    this.pipelineSource = Objects.requireNonNull(source, "source");
    return this;
  }

  /**
   * Lets the job run in an environment that isn't protected.
   *
   * @param name the environment
   * @param tier the {@code deployment_tier}, such as {@code production}
   * @return this token
   */
  public GitLabToken environment(String name, String tier) {
    this.environment = Objects.requireNonNull(name, "name");
    this.deploymentTier = Objects.requireNonNull(tier, "tier");
    return this;
  }

  /**
   * Makes the job's environment a protected one.
   *
   * @return this token
   */
  public GitLabToken environmentProtected() {
    this.environmentProtected = true;
    return this;
  }

  /**
   * Sets who runs the job.
   *
   * @param name the user's name
   * @param id the user's id
   * @return this token
   */
  public GitLabToken user(String name, long id) {
    this.user = Objects.requireNonNull(name, "name");
    this.userId = id;
    return this;
  }

  /**
   * Lets the job run on a runner of GitLab's own.
   *
   * @return this token
   */
  public GitLabToken gitLabHosted() {
    this.runnerEnvironment = "gitlab-hosted";
    return this;
  }

  /**
   * Sets how long the job may run, which is how long the token lives; an hour unless set.
   *
   * @param value the timeout
   * @return this token
   */
  public GitLabToken timeout(Duration value) {
    this.timeout = Objects.requireNonNull(value, "value");
    return this;
  }

  /**
   * Sets the claims that {@code sub} is made of, in place of {@code project_path}, {@code ref_type}
   * and {@code ref}. Of a claim that the token lacks nothing is put there, as GitLab does.
   *
   * @param first the first claim, such as {@code project_id}
   * @param more the others
   * @return this token
   */
  public GitLabToken subjectOf(String first, String... more) {
    List<String> components = new ArrayList<>(List.of(more));
    components.add(0, Objects.requireNonNull(first, "first"));
    this.subjectComponents = List.copyOf(components);
    return this;
  }

  GitLabToken configRef(String fullRef) {
    this.configRef = fullRef;
    return this;
  }

  GitLabToken withoutConfigRef() {
    this.configIsOwn = false;
    return this;
  }

  @Override
  GitLabToken self() {
    return this;
  }

  @Override
  Duration lifetime() {
    return timeout;
  }

  @Override
  Map<String, Object> usualClaims() {
    Map<String, Object> claims = new LinkedHashMap<>();
    project.putInto(claims, "");
    if (jobProject != null) {
      jobProject.putInto(claims, "job_");
    }
    putWho(claims);
    putWhatRuns(claims);
    putConfig(claims);
    claims.put("jti", UUID.randomUUID().toString());
    claims.put("iss", issuerIdentifier());
    claims.put("iat", issuedAtSeconds());
    claims.put("nbf", issuedAtSeconds() - BACKDATED.toSeconds());
    claims.put("exp", issuedAtSeconds() + timeout.toSeconds());
    claims.put("sub", subject(claims));
    claims.put("aud", audienceClaim());
    return claims;
  }

  private void putWho(Map<String, Object> claims) {
    claims.put("user_id", Long.toString(userId));
    claims.put("user_login", user);
    claims.put("user_email", user + "@example.com");
    claims.put("user_access_level", "developer");
  }

  private void putWhatRuns(Map<String, Object> claims) {
    claims.put("pipeline_id", "574");
    claims.put("pipeline_source", pipelineSource);
    claims.put("job_id", "302");
    claims.put("job_source", pipelineSource);
    claims.put("ref", ref);
    claims.put("ref_type", refType);
    claims.put("ref_path", refPath());
    claims.put("ref_protected", Boolean.toString(refProtected));
    if (environment != null) {
      claims.put("environment", environment);
      claims.put("environment_protected", Boolean.toString(environmentProtected));
      claims.put("deployment_tier", deploymentTier);
      claims.put("environment_action", "start");
    }
    claims.put("runner_id", 1);
    claims.put("runner_environment", runnerEnvironment);
    claims.put("sha", SHA);
    claims.put("project_visibility", "public");
  }

  private void putConfig(Map<String, Object> claims) {
    claims.put("ci_config_ref_uri", configIsOwn ? configRefUri() : null);
    claims.put("ci_config_sha", configIsOwn ? SHA : null);
  }

  private String configRefUri() {
    URI instance = URI.create(issuerIdentifier());
    String at = configRef == null ? refPath() : configRef;
    return instance.getRawAuthority()
        + instance.getRawPath()
        + "/"
        + project.path()
        + "//.gitlab-ci.yml@"
        + at;
  }

  private String refPath() {
    return (refType.equals("tag") ? "refs/tags/" : "refs/heads/") + ref;
  }

  /** Joins names and values with colons and without any escaping, as GitLab does. */
  private String subject(Map<String, Object> claims) {
    return String.join(
        ":",
        subjectComponents.stream()
            .filter(name -> claims.get(name) != null)
            .map(name -> name + ":" + claims.get(name))
            .toList());
  }

  private record Project(String path, long id, long namespaceId) {
    Project {
      if (path.indexOf('/') <= 0 || path.endsWith("/")) {
        throw new IllegalArgumentException(
            "A project's path is group/project, such as \"my-group/my-project\"");
      }
    }

    void putInto(Map<String, Object> claims, String prefix) {
      claims.put(prefix + "namespace_id", Long.toString(namespaceId));
      claims.put(prefix + "namespace_path", path.substring(0, path.lastIndexOf('/')));
      claims.put(prefix + "project_id", Long.toString(id));
      claims.put(prefix + "project_path", path);
    }
  }
}
