package dev.credence.testkit;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * A token of a fake AWS account about to be minted: {@code sub} is the role's ARN, and what else
 * AWS says of the caller is in the object {@code https://sts.amazonaws.com/}. Not thread-safe.
 */
public final class AwsOutboundToken extends CiToken<AwsOutboundToken> {
  /** What AWS gives a caller who asks for no other. */
  private static final Duration LIFETIME = Duration.ofMinutes(5);

  private final SigningKey key;
  private final Map<String, Object> requestTags = new LinkedHashMap<>(Map.of("job", "deploy"));
  private final Map<String, Object> principalTags = new LinkedHashMap<>(Map.of("team", "pay"));
  private String account = "123456789012";
  private String role = "ci-deploy";
  private Duration lifetime = LIFETIME;

  AwsOutboundToken(CiIssuer<?> issuer, SigningKey key) {
    super(issuer);
    this.key = key;
  }

  /**
   * Sets the account; {@code sub} follows.
   *
   * @param id 12 digits
   * @return this token
   */
  public AwsOutboundToken account(String id) {
    this.account = Objects.requireNonNull(id, "id");
    return this;
  }

  /**
   * Sets the role; {@code sub} follows.
   *
   * @param pathAndName the role's name, with its path in front if it has one
   * @return this token
   */
  public AwsOutboundToken role(String pathAndName) {
    this.role = Objects.requireNonNull(pathAndName, "pathAndName");
    return this;
  }

  /**
   * Adds a tag of the request: whatever the caller wants.
   *
   * @param name the tag's key
   * @param value its value
   * @return this token
   */
  public AwsOutboundToken requestTag(String name, String value) {
    requestTags.put(name, value);
    return this;
  }

  /**
   * Adds a tag of the role or of its session.
   *
   * @param name the tag's key
   * @param value its value
   * @return this token
   */
  public AwsOutboundToken principalTag(String name, String value) {
    principalTags.put(name, value);
    return this;
  }

  /**
   * Sets how long the token lives, the caller's {@code DurationSeconds}.
   *
   * @param duration from a minute to an hour
   * @return this token
   */
  public AwsOutboundToken livingFor(Duration duration) {
    this.lifetime = Objects.requireNonNull(duration, "duration");
    return this;
  }

  @Override
  AwsOutboundToken self() {
    return this;
  }

  @Override
  SigningKey signingKey() {
    return key;
  }

  @Override
  Duration lifetime() {
    return lifetime;
  }

  @Override
  Map<String, Object> usualClaims() {
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("aud", audienceClaim());
    claims.put("sub", "arn:aws:iam::" + account + ":role/" + role);
    claims.put("https://sts.amazonaws.com/", caller());
    claims.put("iss", issuerIdentifier());
    claims.put("exp", issuedAtSeconds() + lifetime.toSeconds());
    claims.put("iat", issuedAtSeconds());
    claims.put("jti", UUID.randomUUID().toString());
    return claims;
  }

  private Map<String, Object> caller() {
    Map<String, Object> caller = new LinkedHashMap<>();
    caller.put("aws_account", account);
    caller.put("source_region", "eu-west-1");
    caller.put("org_id", "o-abc123");
    caller.put("principal_tags", new LinkedHashMap<>(principalTags));
    caller.put("request_tags", new LinkedHashMap<>(requestTags));
    return caller;
  }
}
