package dev.credence.testkit;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A token of a fake Buildkite about to be minted: {@code build_number} is a number, {@code
 * step_key} null where the step has none, {@code nbf} is {@code iat}, and there is no {@code jti}.
 * Not thread-safe.
 */
public final class BuildkiteToken extends CiToken<BuildkiteToken> {
  private static final Duration LONGEST = Duration.ofHours(2);

  private String organizationSlug = "acme-inc";
  private String organizationId = BuildkiteIssuer.ORGANIZATION_ID;
  private String pipelineSlug = "super-duper-app";
  private String pipelineId = BuildkiteIssuer.PIPELINE_ID;
  private String branch = "main";
  private @Nullable String tag;
  private String commit = "9f3182061f1e2cca4702c368cbc039b7dc9d4485";
  private String source = "webhook";
  private @Nullable String stepKey = "build";
  private boolean selfHosted;
  private Duration lifetime = Duration.ofMinutes(5);
  private @Nullable String subjectClaim;
  private final Set<String> requested = new LinkedHashSet<>();
  private final Map<String, Object> sessionTags = new LinkedHashMap<>();

  BuildkiteToken(CiIssuer<?> issuer) {
    super(issuer);
  }

  /**
   * Sets the organisation; {@code sub} follows.
   *
   * @param slug the {@code organization_slug} claim
   * @param id the {@code organization_id} claim, if it is requested
   * @return this token
   */
  public BuildkiteToken organization(String slug, String id) {
    this.organizationSlug = Objects.requireNonNull(slug, "slug");
    this.organizationId = Objects.requireNonNull(id, "id");
    return this;
  }

  /**
   * Sets the pipeline; {@code sub} follows.
   *
   * @param slug the {@code pipeline_slug} claim
   * @param id the {@code pipeline_id} claim, if it is requested
   * @return this token
   */
  public BuildkiteToken pipeline(String slug, String id) {
    this.pipelineSlug = Objects.requireNonNull(slug, "slug");
    this.pipelineId = Objects.requireNonNull(id, "id");
    return this;
  }

  /**
   * Sets the branch; {@code sub} follows.
   *
   * @param name the {@code build_branch} claim
   * @return this token
   */
  public BuildkiteToken branch(String name) {
    this.branch = Objects.requireNonNull(name, "name");
    return this;
  }

  /**
   * Sets the commit; {@code sub} follows.
   *
   * @param hash the {@code build_commit} claim
   * @return this token
   */
  public BuildkiteToken commit(String hash) {
    this.commit = Objects.requireNonNull(hash, "hash");
    return this;
  }

  /**
   * Sets what started the build.
   *
   * @param value {@code ui}, {@code api}, {@code webhook}, {@code trigger_job} or {@code schedule}
   * @return this token
   */
  public BuildkiteToken source(String value) {
    this.source = Objects.requireNonNull(value, "value");
    return this;
  }

  /**
   * Sets the step's key; {@code sub} follows.
   *
   * @param key the {@code step_key} claim, or null for a step without one
   * @return this token
   */
  public BuildkiteToken stepKey(@Nullable String key) {
    this.stepKey = key;
    return this;
  }

  /**
   * Lets the job run on an agent of the organisation's.
   *
   * @return this token
   */
  public BuildkiteToken selfHosted() {
    this.selfHosted = true;
    return this;
  }

  /**
   * Asks for claims as {@code --claim} does.
   *
   * @param names of {@code organization_id}, {@code pipeline_id}, {@code build_id}, {@code
   *     cluster_id}, {@code cluster_name}, {@code queue_id}, {@code queue_key}
   * @return this token
   * @throws IllegalArgumentException if a name is none of these
   */
  public BuildkiteToken requestClaims(String... names) {
    for (String name : names) {
      requireKnown(name, onRequest());
      requested.add(name);
    }
    return this;
  }

  /**
   * Asks for another {@code sub}, as {@code --subject-claim} does; the claim is in the token as
   * well.
   *
   * @param name of {@code organization_id}, {@code pipeline_id}, {@code cluster_id}, {@code
   *     queue_id}, {@code build_id}, {@code job_id}, {@code agent_id}
   * @return this token
   * @throws IllegalArgumentException if the name is none of these
   */
  public BuildkiteToken subjectClaim(String name) {
    requireKnown(name, subjects());
    this.subjectClaim = name;
    return this;
  }

  /**
   * Asks for a session tag for AWS, as {@code --aws-session-tag} does.
   *
   * @param name the tag
   * @param value its value; Buildkite makes strings of numbers
   * @return this token
   */
  public BuildkiteToken awsSessionTag(String name, String value) {
    sessionTags.put(Objects.requireNonNull(name, "name"), List.of(value));
    return this;
  }

  /**
   * Asks for another lifetime, as {@code --lifetime} does, in place of five minutes.
   *
   * @param value positive, at most two hours
   * @return this token
   * @throws IllegalArgumentException if it is not
   */
  public BuildkiteToken lifetime(Duration value) {
    if (value.isNegative() || value.isZero() || value.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "Buildkite grants a lifetime of at most " + LONGEST + ", not " + value);
    }
    this.lifetime = value;
    return this;
  }

  BuildkiteToken tagOfBranch(String name) {
    this.tag = name;
    return this;
  }

  private static void requireKnown(String name, Map<String, Object> known) {
    if (!known.containsKey(name)) {
      throw new IllegalArgumentException(
          "Buildkite has no claim \"" + name + "\" to ask for; it has " + known.keySet());
    }
  }

  @Override
  BuildkiteToken self() {
    return this;
  }

  @Override
  Duration lifetime() {
    return lifetime;
  }

  @Override
  Map<String, Object> usualClaims() {
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("iss", issuerIdentifier());
    claims.put("sub", subjectClaim == null ? subject() : subjects().get(subjectClaim));
    claims.put("aud", audienceClaim());
    claims.put("iat", issuedAtSeconds());
    claims.put("nbf", issuedAtSeconds());
    claims.put("exp", issuedAtSeconds() + lifetime.toSeconds());
    claims.put("organization_slug", organizationSlug);
    claims.put("pipeline_slug", pipelineSlug);
    putBuild(claims);
    putRequested(claims);
    return claims;
  }

  private void putBuild(Map<String, Object> claims) {
    claims.put("build_number", 1);
    claims.put("build_branch", branch);
    if (tag != null) {
      claims.put("build_tag", tag);
    }
    claims.put("build_commit", commit);
    claims.put("step_key", stepKey);
    claims.put("job_id", "0184990a-477b-4fa8-9968-496074483cee");
    claims.put("agent_id", "0184990a-4782-42b5-afc1-16715b10b8ff");
    claims.put("build_source", source);
    claims.put("runner_environment", selfHosted ? "self-hosted" : "buildkite-hosted");
  }

  private void putRequested(Map<String, Object> claims) {
    requested.forEach(name -> claims.put(name, onRequest().get(name)));
    if (subjectClaim != null) {
      claims.put(subjectClaim, subjects().get(subjectClaim));
    }
    if (!sessionTags.isEmpty()) {
      claims.put("https://aws.amazon.com/tags", Map.of("principal_tags", Map.copyOf(sessionTags)));
    }
  }

  private Map<String, Object> onRequest() {
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("organization_id", organizationId);
    claims.put("pipeline_id", pipelineId);
    claims.put("build_id", "0184990a-4772-4a5f-8d21-7c3b9e1f0a32");
    claims.put("cluster_id", "0184990a-4773-4b6a-9e32-8d4cae2f1b43");
    claims.put("cluster_name", "Default cluster");
    claims.put("queue_id", "0184990a-4774-4c7b-af43-9e5dbf302c54");
    claims.put("queue_key", "default");
    return claims;
  }

  private Map<String, Object> subjects() {
    Map<String, Object> claims = onRequest();
    claims.remove("cluster_name");
    claims.remove("queue_key");
    claims.put("job_id", "0184990a-477b-4fa8-9968-496074483cee");
    claims.put("agent_id", "0184990a-4782-42b5-afc1-16715b10b8ff");
    return claims;
  }

  /**
   * A tag comes before the branch, but in the documented sample, whose {@code sub} has the branch.
   */
  private String subject() {
    boolean ofTag = tag != null && tag.equals(branch);
    String ref = ofTag ? "refs/tags/" + tag : "refs/heads/" + branch;
    return "organization:"
        + organizationSlug
        + ":pipeline:"
        + pipelineSlug
        + ":ref:"
        + ref
        + ":commit:"
        + commit
        + ":step:"
        + (stepKey == null ? "" : stepKey);
  }
}
