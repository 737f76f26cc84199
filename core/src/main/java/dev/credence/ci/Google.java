package dev.credence.ci;

import dev.credence.Issuer;
import dev.credence.VerifiedToken;
import dev.credence.claim.BooleanClaim;
import dev.credence.claim.Claim;
import dev.credence.claim.IntegerClaim;
import dev.credence.claim.Requirement;
import dev.credence.claim.StringClaim;
import dev.credence.claim.StringListClaim;
import java.time.Duration;
import java.util.List;

/**
 * Google service accounts: issuer, claims and requirements of their ID tokens, which Compute
 * Engine, Cloud Build, Cloud Run and other products get from their metadata server or from IAM.
 *
 * <pre>{@code
 * TrustPolicy.named("production-deploy")
 *     .issuer(Google.issuer())
 *     .audience("https://deploy.example.com")
 *     .require(Google.serviceAccount("107517467455664443765"))
 *     .build();
 * }</pre>
 *
 * <p><b>The issuer is one for all of Google, people included,</b> and whoever has a service account
 * of his own gets tokens with any audience that he likes: issuer and audience together prove
 * nothing. Of the claims
 *
 * <ul>
 *   <li>{@link #SUBJECT} is the service account's unique id, through everything but a deletion, and
 *       never re-used: pin it, by {@link #serviceAccount(String)};
 *   <li>{@link #EMAIL} is a name: who creates a service account again has the same. It is also
 *       absent from tokens of the standard format;
 *   <li>the claims below {@code google.compute_engine} are Google's word on the virtual machine,
 *       and only there in tokens of the full format. Cloud Run and GKE have none.
 * </ul>
 *
 * <p>A token says nothing of a repository, a branch or a trigger, that of a Cloud Build job
 * neither: give each trigger a service account of its own. Tokens live for an hour and have neither
 * {@code jti} nor {@code nbf}.
 *
 * <p>Static and thread-safe.
 *
 * @see <a href="https://cloud.google.com/compute/docs/instances/verifying-instance-identity">Google
 *     Cloud: Verify the identity of instances</a>
 */
public final class Google {
  private static final String GOOGLE = "google";
  private static final String COMPUTE_ENGINE = "compute_engine";

  /** {@code sub}: the service account's unique id, 21 digits in text; never re-used. */
  public static final StringClaim SUBJECT = Claim.string("sub");

  /**
   * {@code azp}: for a service account the same as {@link #SUBJECT}, for a person an OAuth client.
   */
  public static final StringClaim AUTHORIZED_PARTY = Claim.string("azp");

  /** {@code email}: the service account's address; re-usable, and not in every token. */
  public static final StringClaim EMAIL = Claim.string("email");

  /** {@code email_verified}: a JSON boolean. */
  public static final BooleanClaim EMAIL_VERIFIED = Claim.bool("email_verified");

  /** {@code google}, {@code compute_engine}, {@code project_id}: the virtual machine's project. */
  public static final StringClaim PROJECT_ID = Claim.string(GOOGLE, COMPUTE_ENGINE, "project_id");

  /**
   * {@code google}, {@code compute_engine}, {@code project_number}: a JSON number beyond 32 bits.
   */
  public static final IntegerClaim PROJECT_NUMBER =
      Claim.integer(GOOGLE, COMPUTE_ENGINE, "project_number");

  /** {@code google}, {@code compute_engine}, {@code zone}: where the virtual machine runs. */
  public static final StringClaim ZONE = Claim.string(GOOGLE, COMPUTE_ENGINE, "zone");

  /** {@code google}, {@code compute_engine}, {@code instance_id}: a number in text. */
  public static final StringClaim INSTANCE_ID = Claim.string(GOOGLE, COMPUTE_ENGINE, "instance_id");

  /** {@code google}, {@code compute_engine}, {@code instance_name}: chosen by who creates it. */
  public static final StringClaim INSTANCE_NAME =
      Claim.string(GOOGLE, COMPUTE_ENGINE, "instance_name");

  /**
   * {@code google}, {@code compute_engine}, {@code instance_creation_timestamp}: since 1970, in s.
   */
  public static final IntegerClaim INSTANCE_CREATION_TIMESTAMP =
      Claim.integer(GOOGLE, COMPUTE_ENGINE, "instance_creation_timestamp");

  /** {@code google}, {@code compute_engine}, {@code instance_confidentiality}: a JSON number. */
  public static final IntegerClaim INSTANCE_CONFIDENTIALITY =
      Claim.integer(GOOGLE, COMPUTE_ENGINE, "instance_confidentiality");

  /** {@code google}, {@code compute_engine}, {@code license_id}: only if {@code licenses=TRUE}. */
  public static final StringListClaim LICENSE_ID =
      Claim.strings(GOOGLE, COMPUTE_ENGINE, "license_id");

  private static final Duration MAX_LIFETIME = Duration.ofHours(1);

  private static final Issuer GOOGLE_COM =
      Issuer.builder("https://accounts.google.com")
          .maxLifetime(MAX_LIFETIME)
          .identityClaims(AUTHORIZED_PARTY, EMAIL, PROJECT_ID, PROJECT_NUMBER, ZONE, INSTANCE_ID)
          .build();

  private Google() {}

  /**
   * Returns the issuer of all ID tokens of Google. Its keys are cached once for all policies that
   * use it.
   *
   * @return {@code https://accounts.google.com}
   */
  public static Issuer issuer() {
    return GOOGLE_COM;
  }

  /**
   * Requires a token to be one service account's. {@code gcloud iam service-accounts describe EMAIL
   * --format='value(uniqueId)'} prints the id.
   *
   * @param uniqueId the value of {@link #SUBJECT}, a number in text
   * @return the requirement
   * @throws IllegalArgumentException if it is not digits, such as an e-mail address
   */
  public static Requirement serviceAccount(String uniqueId) {
    return SUBJECT.is(
        Identifiers.requireDigits("The unique id of a Google service account", uniqueId));
  }

  /**
   * Returns the claims that this class knows, for a {@link dev.credence.ClaimDrift}.
   *
   * @return an unmodifiable list of all the constants
   */
  public static List<Claim<?>> claims() {
    return List.of(
        SUBJECT,
        AUTHORIZED_PARTY,
        EMAIL,
        EMAIL_VERIFIED,
        PROJECT_ID,
        PROJECT_NUMBER,
        ZONE,
        INSTANCE_ID,
        INSTANCE_NAME,
        INSTANCE_CREATION_TIMESTAMP,
        INSTANCE_CONFIDENTIALITY,
        LICENSE_ID);
  }

  /**
   * Reads a verified token as the service account that it is about.
   *
   * @param token an ID token of a Google service account
   * @return the typed view
   * @throws IllegalArgumentException if the token is a person's or of another issuer: its {@link
   *     #AUTHORIZED_PARTY} is not its {@link #SUBJECT}
   */
  public static GoogleIdentity identity(VerifiedToken token) {
    return GoogleIdentity.of(token);
  }
}
