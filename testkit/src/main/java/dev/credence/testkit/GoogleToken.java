package dev.credence.testkit;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * An ID token of a fake Google about to be minted: ids are strings of digits, {@code
 * email_verified} is a boolean, the project's number a number beyond 32 bits; there is neither
 * {@code jti} nor {@code nbf}. Not thread-safe.
 */
public final class GoogleToken extends CiToken<GoogleToken> {
  static final String EMAIL = "ci@proj.iam.gserviceaccount.com";

  /** Google's ID tokens live for an hour. */
  private static final Duration LIFETIME = Duration.ofHours(1);

  private static final String OAUTH_CLIENT = "739419398126-abc.apps.googleusercontent.com";

  private String uniqueId = "107517467455664443765";
  private String email = EMAIL;
  private boolean withEmail = true;
  private boolean onMachine = true;
  private boolean ofPerson;

  GoogleToken(CiIssuer<?> issuer) {
    super(issuer);
  }

  /**
   * Sets whose token it is; {@code azp} follows.
   *
   * @param id the unique id, a number in text
   * @param address the e-mail address
   * @return this token
   */
  public GoogleToken account(String id, String address) {
    this.uniqueId = Objects.requireNonNull(id, "id");
    this.email = Objects.requireNonNull(address, "address");
    return this;
  }

  GoogleToken withoutMachine() {
    this.onMachine = false;
    return this;
  }

  GoogleToken withoutEmail() {
    this.withEmail = false;
    return this;
  }

  GoogleToken person() {
    this.ofPerson = true;
    return this;
  }

  @Override
  GoogleToken self() {
    return this;
  }

  @Override
  Duration lifetime() {
    return LIFETIME;
  }

  @Override
  Map<String, Object> usualClaims() {
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("aud", audienceClaim());
    claims.put("azp", ofPerson ? OAUTH_CLIENT : uniqueId);
    if (withEmail) {
      claims.put("email", email);
      claims.put("email_verified", true);
    }
    claims.put("exp", issuedAtSeconds() + LIFETIME.toSeconds());
    if (onMachine) {
      claims.put("google", Map.of("compute_engine", machine()));
    }
    claims.put("iat", issuedAtSeconds());
    claims.put("iss", issuerIdentifier());
    claims.put("sub", uniqueId);
    return claims;
  }

  private static Map<String, Object> machine() {
    Map<String, Object> machine = new LinkedHashMap<>();
    machine.put("instance_confidentiality", 0);
    machine.put("instance_creation_timestamp", 1_795_000_000L);
    machine.put("instance_id", "152986662232938449");
    machine.put("instance_name", "ci-1");
    machine.put("project_id", "proj");
    machine.put("project_number", 739_419_398_126L);
    machine.put("zone", "us-west1-a");
    return machine;
  }
}
