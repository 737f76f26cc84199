package dev.credence.testkit;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * A token of a fake Kubernetes cluster about to be minted: the header has no {@code typ}, {@code
 * aud} is always an array, and all but the registered claims are members of {@code kubernetes.io}.
 * Not thread-safe.
 */
public final class KubernetesToken extends CiToken<KubernetesToken> {
  static final String UID = "14ee3fa4-a7e2-420f-9f9a-dbc4507c3798";

  /** What projected volumes ask for by default. */
  private static final Duration LIFETIME = Duration.ofHours(1);

  /** What the API server makes of tokens for itself. */
  private static final Duration EXTENDED = Duration.ofDays(365);

  /** When a token of extended life would have expired, in seconds. */
  private static final long WARN_AFTER = 3_607;

  private String namespace = "ci";
  private String name = "deployer";
  private String uid = UID;
  private Duration lifetime = LIFETIME;
  private boolean bound = true;
  private boolean extended;

  KubernetesToken(CiIssuer<?> issuer) {
    super(issuer);
  }

  /**
   * Sets the service account; {@code sub} follows.
   *
   * @param inNamespace its namespace
   * @param called its name
   * @param withUid its uid
   * @return this token
   */
  public KubernetesToken serviceAccount(String inNamespace, String called, String withUid) {
    this.namespace = Objects.requireNonNull(inNamespace, "inNamespace");
    this.name = Objects.requireNonNull(called, "called");
    this.uid = Objects.requireNonNull(withUid, "withUid");
    return this;
  }

  /**
   * Sets how long the token lives, the volume's {@code expirationSeconds}.
   *
   * @param duration the time from {@code iat} to {@code exp}
   * @return this token
   */
  public KubernetesToken livingFor(Duration duration) {
    this.lifetime = Objects.requireNonNull(duration, "duration");
    return this;
  }

  KubernetesToken unbound() {
    this.bound = false;
    return this;
  }

  KubernetesToken extended() {
    this.extended = true;
    return livingFor(EXTENDED);
  }

  @Override
  KubernetesToken self() {
    return this;
  }

  @Override
  Object audienceClaim() {
    return audiences();
  }

  @Override
  Duration lifetime() {
    return lifetime;
  }

  @Override
  Map<String, Object> usualClaims() {
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("aud", audienceClaim());
    claims.put("exp", issuedAtSeconds() + lifetime.toSeconds());
    claims.put("iat", issuedAtSeconds());
    claims.put("iss", issuerIdentifier());
    claims.put("jti", UUID.randomUUID().toString());
    claims.put("kubernetes.io", kubernetes());
    claims.put("nbf", issuedAtSeconds());
    claims.put("sub", "system:serviceaccount:" + namespace + ":" + name);
    return claims;
  }

  private Map<String, Object> kubernetes() {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("namespace", namespace);
    if (bound) {
      members.put("node", named("node-1", "646e7c5e-32d6-4d42-9dbd-e504e6cbe6b1"));
      members.put("pod", named("runner-abc", "5e0bd49b-f040-43b0-99b7-22765a53f7f3"));
    }
    members.put("serviceaccount", named(name, uid));
    if (extended) {
      members.put("warnafter", issuedAtSeconds() + WARN_AFTER);
    }
    return members;
  }

  private static Map<String, Object> named(String name, String uid) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("name", name);
    object.put("uid", uid);
    return object;
  }
}
