package dev.credence.ci;

import dev.credence.Issuer;
import dev.credence.VerifiedToken;
import dev.credence.claim.Claim;
import dev.credence.claim.Requirement;
import dev.credence.claim.StringClaim;
import dev.credence.keys.SignatureAlgorithm;
import java.time.Duration;
import java.util.List;

/**
 * AWS outbound identity federation: issuers, claims and requirements of the tokens that {@code
 * sts:GetWebIdentityToken} gives to IAM roles, those of CodeBuild projects, EC2 instances and
 * Lambda functions included.
 *
 * <pre>{@code
 * TrustPolicy.named("production-deploy")
 *     .issuer(AwsOutbound.issuer("a1b2c3d4-5678-90ab-cdef-111122223333"))
 *     .audience("https://deploy.example.com")
 *     .require(AwsOutbound.role("arn:aws:iam::123456789012:role/ci-deploy"))
 *     .build();
 * }</pre>
 *
 * <p>Each account has an issuer of its own; one that is matched by a pattern is every customer's of
 * AWS. Of the claims, all but the last two below {@code https://sts.amazonaws.com/},
 *
 * <ul>
 *   <li>{@link #AWS_ACCOUNT} and {@link #ORG_ID} are ids that are never given to another;
 *   <li>{@link #SUBJECT} is the role's ARN, its path included. Who deletes a role and creates it
 *       again has the same, and the tokens have no id of the role that could be pinned beside it;
 *   <li>{@link #requestTag(String)} is whatever the caller of the API wrote, never a condition;
 *       {@link #principalTag(String)} is worth as much as the right to tag the role or its
 *       sessions.
 * </ul>
 *
 * <p>CodeBuild projects that share a service role are one identity: nothing in a token names a
 * project, a repository or a branch. The caller chooses between RS256 and ES384, one to ten
 * audiences, and a lifetime of 1 to 60 minutes. Key ids such as {@code RSA_0} repeat in every
 * account. {@code ou_path} has no constant, since AWS doesn't document its JSON type. The China
 * partition has other issuers: make them with {@link Issuer#builder(String)}.
 *
 * <p>Static and thread-safe.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_outbound_getting_started.html">
 *     AWS IAM: Getting started with outbound identity federation</a>
 */
public final class AwsOutbound {
  private static final String STS = "https://sts.amazonaws.com/";

  /** {@code sub}: the role's ARN, {@code arn:aws:iam::ACCOUNT:role/[PATH/]NAME}; re-usable. */
  public static final StringClaim SUBJECT = Claim.string("sub");

  /** {@code aws_account}: the account's id, 12 digits in text; never re-used. */
  public static final StringClaim AWS_ACCOUNT = Claim.string(STS, "aws_account");

  /** {@code org_id}: the organisation, such as {@code o-abc123}; never re-used. */
  public static final StringClaim ORG_ID = Claim.string(STS, "org_id");

  /** {@code source_region}: the region of the STS endpoint that was asked; the caller's choice. */
  public static final StringClaim SOURCE_REGION = Claim.string(STS, "source_region");

  /** {@code source_identity}: who assumed the role in the first place, where that was recorded. */
  public static final StringClaim SOURCE_IDENTITY = Claim.string(STS, "source_identity");

  /** {@code federated_provider}: the identity provider that the session came from. */
  public static final StringClaim FEDERATED_PROVIDER = Claim.string(STS, "federated_provider");

  /** {@code ec2_source_instance_arn}: the instance whose credentials were used. */
  public static final StringClaim EC2_SOURCE_INSTANCE_ARN =
      Claim.string(STS, "ec2_source_instance_arn");

  /** {@code lambda_source_function_arn}: the function whose credentials were used. */
  public static final StringClaim LAMBDA_SOURCE_FUNCTION_ARN =
      Claim.string(STS, "lambda_source_function_arn");

  private static final Duration MAX_LIFETIME = Duration.ofHours(1);

  private static final int ACCOUNT_LENGTH = 12;
  private static final String ROLE = ":role/";

  private AwsOutbound() {}

  /**
   * Returns the issuer of an account. Keep the result: its keys are cached with it.
   *
   * @param id the first label of the URL that {@code aws iam
   *     enable-outbound-web-identity-federation} prints, a UUID
   * @return {@code https://ID.tokens.sts.global.api.aws}
   * @throws IllegalArgumentException if the id is not a UUID in lower case
   */
  public static Issuer issuer(String id) {
    String label = Identifiers.requireUuid("The id of an AWS account's issuer", id);
    return Issuer.builder("https://" + label + ".tokens.sts.global.api.aws")
        .algorithms(SignatureAlgorithm.RS256, SignatureAlgorithm.ES384)
        .maxLifetime(MAX_LIFETIME)
        .identityClaims(
            AWS_ACCOUNT,
            ORG_ID,
            SOURCE_IDENTITY,
            EC2_SOURCE_INSTANCE_ARN,
            LAMBDA_SOURCE_FUNCTION_ARN)
        .build();
  }

  /**
   * Requires a token to be one role's, in the account that the ARN names.
   *
   * @param arn the role's ARN with its path, {@code arn:aws:iam::ACCOUNT:role/[PATH/]NAME}
   * @return the requirement on account and ARN together
   * @throws IllegalArgumentException if it is not the ARN of a role, but for example that of a
   *     session
   */
  public static Requirement role(String arn) {
    String account = accountOf(arn);
    return Requirement.allOf(AWS_ACCOUNT.is(account), SUBJECT.is(arn));
  }

  /**
   * Returns the claim for a tag of the role or of its session.
   *
   * @param key the tag's key
   * @return {@code principal_tags}, {@code KEY}
   */
  public static StringClaim principalTag(String key) {
    return Claim.string(STS, "principal_tags", key);
  }

  /**
   * Returns the claim for a tag that the caller put into the request: his own word, for audit only.
   *
   * @param key the tag's key
   * @return {@code request_tags}, {@code KEY}
   */
  public static StringClaim requestTag(String key) {
    return Claim.string(STS, "request_tags", key);
  }

  /**
   * Returns the claims that this class knows, for a {@link dev.credence.ClaimDrift}.
   *
   * @return an unmodifiable list of all the constants
   */
  public static List<Claim<?>> claims() {
    return List.of(
        SUBJECT,
        AWS_ACCOUNT,
        ORG_ID,
        SOURCE_REGION,
        SOURCE_IDENTITY,
        FEDERATED_PROVIDER,
        EC2_SOURCE_INSTANCE_ARN,
        LAMBDA_SOURCE_FUNCTION_ARN);
  }

  /**
   * Reads a verified token as the role that it is about.
   *
   * @param token a token of AWS outbound identity federation
   * @return the typed view
   * @throws IllegalArgumentException if the token lacks a claim that every such token has
   */
  public static AwsOutboundIdentity identity(VerifiedToken token) {
    return AwsOutboundIdentity.of(token);
  }

  /** Takes the account out of {@code arn:PARTITION:iam::ACCOUNT:role/[PATH/]NAME}. */
  private static String accountOf(String arn) {
    String[] parts = arn.split(":", -1);
    boolean role =
        parts.length == 6
            && parts[0].equals("arn")
            && Identifiers.isMadeOf(parts[1], c -> (c >= 'a' && c <= 'z') || c == '-')
            && parts[2].equals("iam")
            && parts[3].isEmpty()
            && parts[4].length() == ACCOUNT_LENGTH
            && Identifiers.isMadeOf(parts[4], c -> c >= '0' && c <= '9')
            && isRolePath(":" + parts[5]);
    if (!role) {
      throw Identifiers.refused(
          "The ARN of a role",
          "is arn:aws:iam::ACCOUNT:role/NAME with the role's path before its name, and not that of"
              + " a session",
          arn);
    }
    return parts[4];
  }

  private static boolean isRolePath(String resource) {
    return resource.startsWith(ROLE)
        && resource.length() > ROLE.length()
        && !resource.endsWith("/")
        && !resource.contains("//")
        && Identifiers.isMadeOf(
            resource.substring(1),
            c -> Identifiers.isLetterOrDigit(c) || "+=,.@_-/".indexOf(c) >= 0);
  }
}
