package dev.credence.testkit;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A token of a fake Jenkins about to be minted: by the plugin's own templates {@code sub} is the
 * job's URL and {@code build_number} a number; there is neither {@code jti} nor {@code nbf}. Claims
 * that an administrator adds by templates of his own are added by {@link #claim}. Not thread-safe.
 */
public final class JenkinsToken extends CiToken<JenkinsToken> {
  /** The plugin's default. */
  private static final Duration LIFETIME = Duration.ofHours(1);

  private final JenkinsIssuer jenkins;
  private final SigningKey key;
  private String subject;
  private long buildNumber = 42;
  private boolean inBuild = true;
  private boolean withAudience = true;

  JenkinsToken(JenkinsIssuer issuer, SigningKey key) {
    super(issuer);
    this.jenkins = issuer;
    this.key = key;
    this.subject = project() + "main/";
  }

  /**
   * Sets the job.
   *
   * @param url the job's URL as {@code JOB_URL} has it, with a slash at its end
   * @return this token
   */
  public JenkinsToken job(String url) {
    this.subject = Objects.requireNonNull(url, "url");
    this.inBuild = true;
    return this;
  }

  /**
   * Sets the branch of the multibranch project.
   *
   * @param name the branch; Jenkins percent-encodes it as a job's name and again in the URL
   * @return this token
   */
  public JenkinsToken branch(String name) {
    return job(project() + encoded(encoded(name)) + "/");
  }

  /**
   * Sets the count of builds.
   *
   * @param number the {@code build_number} claim
   * @return this token
   */
  public JenkinsToken buildNumber(long number) {
    this.buildNumber = number;
    return this;
  }

  /**
   * Makes the token one of a credential that has no audience: there is no {@code aud} at all.
   *
   * @return this token
   */
  public JenkinsToken withoutAudience() {
    this.withAudience = false;
    return this;
  }

  JenkinsToken outsideBuild() {
    this.subject = jenkins.root();
    this.inBuild = false;
    return this;
  }

  private String project() {
    return jenkins.root() + "job/payments/job/deploy/job/";
  }

  private static String encoded(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }

  @Override
  JenkinsToken self() {
    return this;
  }

  @Override
  SigningKey signingKey() {
    return key;
  }

  @Override
  Object audienceClaim() {
    return jenkins.isOldPlugin() ? super.audienceClaim() : audiences();
  }

  @Override
  Duration lifetime() {
    return LIFETIME;
  }

  @Override
  Map<String, Object> usualClaims() {
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("iss", issuerIdentifier());
    if (withAudience) {
      claims.put("aud", audienceClaim());
    }
    claims.put("iat", issuedAtSeconds());
    claims.put("exp", issuedAtSeconds() + LIFETIME.toSeconds());
    claims.put("sub", subject);
    if (inBuild) {
      claims.put("build_number", buildNumber);
    }
    return claims;
  }
}
