package dev.credence.aws;

import dev.credence.cloud.CloudExchangeException;
import dev.credence.cloud.CloudExchangeException.Kind;
import dev.credence.cloud.TrustCondition;
import java.time.Duration;

/**
 * Says what it means that STS gives a job no session of its role, and where to look first.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html">AWS
 *     STS: AssumeRoleWithWebIdentity, Errors</a>
 */
final class RoleRefusals {
  private final RoleArn role;
  private final Duration duration;
  private final String region;
  private final StsConnection sts;

  RoleRefusals(RoleArn role, Duration duration, String region, StsConnection sts) {
    this.role = role;
    this.duration = duration;
    this.region = region;
    this.sts = sts;
  }

  CloudExchangeException.Builder explained(StsFailure failure) {
    return failure.isAnswer() ? byAnswer(failure) : withoutAnswer(failure);
  }

  private CloudExchangeException.Builder byAnswer(StsFailure failure) {
    CloudExchangeException.Builder explained =
        failure.isThrottling() || failure.isServerError() ? notNow(failure) : byCode(failure);
    failure.retryAfter().ifPresent(explained::retryAfter);
    return explained.code(failure.code());
  }

  private static CloudExchangeException.Builder notNow(StsFailure failure) {
    CloudExchangeException.Builder notNow =
        of(Kind.UNAVAILABLE).problem("answers with status " + failure.status());
    return failure.isThrottling()
        ? notNow.lookAt(
            TrustCondition.QUOTA,
            "the account asks STS in this region for more than its quota allows.")
        : notNow;
  }

  private CloudExchangeException.Builder byCode(StsFailure failure) {
    return switch (failure.code()) {
      case "AccessDenied" -> accessDenied();
      case "InvalidIdentityToken" -> invalidIdentityToken(failure);
      case "IDPCommunicationError" -> keysNotReached();
      case "IDPRejectedClaim" ->
          notAccepted()
              .lookAt(
                  TrustCondition.SUBJECT,
                  "the issuer itself is said to reject a claim of the token, or to have revoked"
                      + " it.");
      case "ExpiredTokenException", "ExpiredToken" ->
          notAccepted()
              .lookAt(
                  TrustCondition.EXPIRY,
                  "the token was used too late, or the clocks of the CI and of AWS disagree.");
      case "MalformedPolicyDocument" ->
          of(Kind.REFUSED)
              .problem("does not understand the session policy")
              .lookAt(
                  TrustCondition.SESSION_POLICY,
                  "its JSON is well-formed, so compare its elements with the grammar of IAM.");
      case "PackedPolicyTooLarge" ->
          of(Kind.REFUSED)
              .problem("finds the session policies too large together with the session's tags")
              .lookAt(
                  TrustCondition.SESSION_POLICY,
                  "shorten the policy, name fewer policy ARNs, or have the CI put fewer tags into"
                      + " the token.");
      case "RegionDisabledException" ->
          of(Kind.REFUSED)
              .problem("does not give sessions of account " + role.account() + " in " + region)
              .lookAt(
                  TrustCondition.LOCATION,
                  "activate STS for this region in the account's settings of IAM, or use another"
                      + " region.");
      case "ValidationError" ->
          of(Kind.REFUSED)
              .problem("does not accept the request for a session of " + role)
              .lookAt(
                  TrustCondition.PRINCIPAL,
                  "the duration of "
                      + duration
                      + " must not be longer than the role's MaxSessionDuration, which is an hour"
                      + " unless raised.");
      case "" ->
          of(Kind.BAD_ANSWER)
              .problem("answers with status " + failure.status() + " and no error of AWS")
              .lookAt(TrustCondition.NONE, noAnswerOfSts());
      default -> of(Kind.REFUSED).problem("gives no session of " + role);
    };
  }

  private CloudExchangeException.Builder accessDenied() {
    return of(Kind.REFUSED)
        .problem("does not let the job act as " + role)
        .lookAt(
            TrustCondition.SUBJECT,
            "the role's trust policy has to allow sts:AssumeRoleWithWebIdentity to this issuer's"
                + " provider, under conditions that this audience and this subject meet letter for"
                + " letter. AWS says the same if there is no such role.");
  }

  /** One code for four mistakes, which only AWS' words tell apart. */
  private CloudExchangeException.Builder invalidIdentityToken(StsFailure failure) {
    if (failure.says("No OpenIDConnect provider found")) {
      return notAccepted()
          .lookAt(
              TrustCondition.ISSUER,
              "account "
                  + role.account()
                  + " needs an IAM identity provider whose URL is this issuer, letter for letter.");
    }
    if (failure.says("Incorrect token audience")) {
      return notAccepted()
          .lookAt(
              TrustCondition.AUDIENCE,
              "the IAM identity provider of this issuer has to list this audience among its client"
                  + " ids.");
    }
    if (failure.says("retrieve verification key")) {
      return notAccepted()
          .lookAt(
              TrustCondition.KEYS,
              "AWS has to find the key that the token names at the issuer. This passes by itself at"
                  + " times; if it stays, see what the issuer publishes to the internet.")
          .mayPass();
    }
    return notAccepted()
        .lookAt(
            TrustCondition.KEYS,
            "it has to be an ID token and no access token, signed with RS256 to RS512 or ES256 to"
                + " ES512 by a key that the issuer publishes to the internet.");
  }

  private static CloudExchangeException.Builder keysNotReached() {
    return of(Kind.UNAVAILABLE)
        .problem("cannot reach the issuer of the job's token")
        .lookAt(
            TrustCondition.KEYS,
            "the issuer's discovery document and keys have to be open to the internet. This passes"
                + " by itself at times.");
  }

  private CloudExchangeException.Builder withoutAnswer(StsFailure failure) {
    if (failure.isInterruption()) {
      Thread.currentThread().interrupt();
      return of(Kind.UNAVAILABLE).problem("was not waited for: the thread was interrupted");
    }
    if (failure.isTimeout()) {
      return of(Kind.UNAVAILABLE).problem("did not answer within " + sts.timeout() + " at " + sts);
    }
    if (failure.isTooLong()) {
      return of(Kind.BAD_ANSWER).problem("sent more than STS ever does, from " + sts);
    }
    if (failure.isGarbled()) {
      return of(Kind.BAD_ANSWER)
          .problem("sent an answer that ends too soon or is no XML")
          .lookAt(TrustCondition.NONE, noAnswerOfSts())
          .mayPass();
    }
    if (failure.transport().isPresent()) {
      return of(Kind.UNAVAILABLE).problem("could not be asked at " + sts + ": " + failure.name());
    }
    return of(Kind.BAD_ANSWER)
        .problem("sent an answer that is not understood: " + failure.name())
        .lookAt(TrustCondition.NONE, noAnswerOfSts());
  }

  private String noAnswerOfSts() {
    return "What came is no answer of STS: was it " + sts + " that answered, or a proxy?";
  }

  private static CloudExchangeException.Builder notAccepted() {
    return of(Kind.REFUSED).problem("does not accept the job's token");
  }

  private static CloudExchangeException.Builder of(Kind kind) {
    return CloudExchangeException.of(AwsFederation.CLOUD, kind);
  }
}
