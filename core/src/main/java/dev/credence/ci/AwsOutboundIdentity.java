package dev.credence.ci;

import dev.credence.VerifiedToken;
import java.util.Optional;

/**
 * A verified token of AWS outbound identity federation, read as the role that it is about. Holding
 * one proves no more than the token does: that someone had the role's credentials, not which job.
 *
 * <p>Immutable and thread-safe.
 */
public final class AwsOutboundIdentity {
  private final VerifiedToken token;
  private final String account;

  private AwsOutboundIdentity(VerifiedToken token) {
    this.token = token;
    this.account = JobClaims.required(token, AwsOutbound.AWS_ACCOUNT, "AWS outbound federation");
  }

  static AwsOutboundIdentity of(VerifiedToken token) {
    return new AwsOutboundIdentity(token);
  }

  /**
   * Returns the account.
   *
   * @return the id, 12 digits in text
   */
  public String account() {
    return account;
  }

  /**
   * Returns the role.
   *
   * @return the ARN, the role's path included
   */
  public String roleArn() {
    return token.subject();
  }

  /**
   * Returns the account's organisation.
   *
   * @return the id, or empty if the token names none
   */
  public Optional<String> organizationId() {
    return token.get(AwsOutbound.ORG_ID);
  }

  /**
   * Returns the region of the endpoint that gave the token.
   *
   * @return the region, or empty if the token names none
   */
  public Optional<String> sourceRegion() {
    return token.get(AwsOutbound.SOURCE_REGION);
  }

  /**
   * Returns who assumed the role in the first place.
   *
   * @return the source identity, or empty if none was recorded
   */
  public Optional<String> sourceIdentity() {
    return token.get(AwsOutbound.SOURCE_IDENTITY);
  }

  /**
   * Returns a tag of the role or of its session.
   *
   * @param key the tag's key
   * @return the tag's value, or empty if there is none
   */
  public Optional<String> principalTag(String key) {
    return token.get(AwsOutbound.principalTag(key));
  }

  /** Returns the role's ARN, which is no secret. */
  @Override
  public String toString() {
    return "AwsOutboundIdentity[roleArn=" + roleArn() + "]";
  }
}
