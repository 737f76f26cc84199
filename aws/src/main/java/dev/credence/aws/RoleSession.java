package dev.credence.aws;

import dev.credence.ambient.IdToken;
import dev.credence.cloud.CloudExchange;
import dev.credence.cloud.CloudExchangeException;
import dev.credence.cloud.CloudExchangeException.Kind;
import dev.credence.cloud.Granted;
import dev.credence.cloud.TrustCondition;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sts.model.AssumeRoleWithWebIdentityRequest;
import software.amazon.awssdk.services.sts.model.Credentials;

/**
 * The session of a role that a job asks for: one AssumeRoleWithWebIdentity with the token at hand.
 */
final class RoleSession implements CloudExchange.Attempt<AwsSessionCredentials> {
  private static final String PROVIDER_NAME = "CredenceWebIdentity";

  private final RoleArn role;
  private final Duration duration;
  private final SessionPolicies policies;
  private final @Nullable String name;
  private final StsConnection sts;
  private final RoleRefusals refusals;

  /**
   * @param name of the session, or null for one after the job
   */
  RoleSession(
      RoleArn role,
      Duration duration,
      SessionPolicies policies,
      @Nullable String name,
      StsConnection sts,
      RoleRefusals refusals) {
    this.role = role;
    this.duration = duration;
    this.policies = policies;
    this.name = name;
    this.sts = sts;
    this.refusals = refusals;
  }

  @Override
  public Granted<AwsSessionCredentials> with(IdToken token) {
    return granted(answer(request(token), token), token);
  }

  private AssumeRoleWithWebIdentityRequest request(IdToken token) {
    AssumeRoleWithWebIdentityRequest.Builder request =
        AssumeRoleWithWebIdentityRequest.builder()
            .roleArn(role.toString())
            .roleSessionName(name == null ? SessionName.of(token) : name)
            .webIdentityToken(token.reveal())
            .durationSeconds(Math.toIntExact(duration.toSeconds()));
    policies.addTo(request);
    return request.build();
  }

  /** What stood in the answer as credentials, of which anything may be missing. */
  private @Nullable Credentials answer(AssumeRoleWithWebIdentityRequest request, IdToken token) {
    try {
      return sts.client().assumeRoleWithWebIdentity(request).credentials();
    } catch (SdkException failure) {
      throw refusals.explained(new StsFailure(failure)).with(token);
    } catch (NullPointerException stumbled) { // as the SDK does on a page that is no XML of AWS'
      throw noAnswerOfSts().with(token);
    }
  }

  private Granted<AwsSessionCredentials> granted(@Nullable Credentials sent, IdToken token) {
    if (sent == null
        || sent.accessKeyId() == null
        || sent.secretAccessKey() == null
        || sent.sessionToken() == null
        || sent.expiration() == null) {
      throw noAnswerOfSts().with(token);
    }
    AwsSessionCredentials credentials =
        AwsSessionCredentials.builder()
            .accessKeyId(sent.accessKeyId())
            .secretAccessKey(sent.secretAccessKey())
            .sessionToken(sent.sessionToken())
            .expirationTime(sent.expiration())
            .accountId(role.account())
            .providerName(PROVIDER_NAME)
            .build();
    return Granted.of(credentials, sent.expiration());
  }

  private CloudExchangeException.Builder noAnswerOfSts() {
    return CloudExchangeException.of(AwsFederation.CLOUD, Kind.BAD_ANSWER)
        .problem("sent no credentials that are complete")
        .lookAt(
            TrustCondition.NONE,
            "What came is no answer of STS: was it " + sts + " that answered, or a proxy?");
  }
}
