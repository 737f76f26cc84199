package dev.credence.aws;

import dev.credence.ambient.IdTokenUnavailableException;
import dev.credence.ambient.IdTokenUnavailableException.Kind;

/**
 * Says what it means that STS gives a role no token, and what to change.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/STS/latest/APIReference/API_GetWebIdentityToken.html">AWS
 *     STS: GetWebIdentityToken, Errors</a>
 */
final class TokenRefusals {
  private static final String PROVIDER = "AWS STS";

  private TokenRefusals() {}

  static IdTokenUnavailableException of(Kind kind, String problem) {
    return new IdTokenUnavailableException(PROVIDER, kind, problem);
  }

  static IdTokenUnavailableException explained(StsFailure failure, StsConnection sts) {
    return failure.isAnswer() ? byAnswer(failure) : withoutAnswer(failure, sts);
  }

  private static IdTokenUnavailableException byAnswer(StsFailure failure) {
    if (failure.isThrottling() || failure.isServerError()) {
      return of(
          Kind.UNREACHABLE, "It answers with status " + failure.status() + "; try again later.");
    }
    return switch (failure.code()) {
      case "OutboundWebIdentityFederationDisabledException" ->
          of(
              Kind.NOT_GRANTED,
              "The account has not enabled outbound identity federation. An administrator does so"
                  + " by aws iam enable-outbound-web-identity-federation");
      case "AccessDenied" ->
          of(
              Kind.NOT_GRANTED,
              "The role may not get tokens. Add to its policy:\n"
                  + "{\"Effect\": \"Allow\", \"Action\": \"sts:GetWebIdentityToken\", \"Resource\":"
                  + " \"*\"}");
      case "SessionDurationEscalationException" ->
          of(
              Kind.REFUSED,
              "The token would live longer than the credentials that it is asked with. Ask for a"
                  + " shorter lifetime, or renew the credentials before.");
      case "JWTPayloadSizeExceededException" ->
          of(Kind.REFUSED, "The token would be too large. Use fewer or shorter tags.");
      case "ExpiredToken", "ExpiredTokenException" ->
          of(Kind.REFUSED, "The credentials that the token is asked with have expired.");
      case "InvalidClientTokenId", "SignatureDoesNotMatch" ->
          of(
              Kind.REFUSED,
              "AWS does not know the credentials that the token is asked with, or this machine's"
                  + " clock is wrong ("
                  + failure.code()
                  + ").");
      default ->
          of(
              Kind.REFUSED,
              "It answers with status "
                  + failure.status()
                  + (isCode(failure.code()) ? " (" + failure.code() + ")." : "."));
    };
  }

  private static boolean isCode(String text) {
    return !text.isEmpty()
        && text.length() <= 64
        && text.chars().allMatch(Characters::isLetterOrDigit);
  }

  private static IdTokenUnavailableException withoutAnswer(StsFailure failure, StsConnection sts) {
    if (failure.isInterruption()) {
      Thread.currentThread().interrupt();
      return of(Kind.INTERRUPTED, "The thread was interrupted while STS was asked.");
    }
    if (failure.isTimeout()) {
      return of(Kind.UNREACHABLE, "It did not answer within " + sts.timeout() + " at " + sts + ".");
    }
    if (failure.isTooLong()) {
      return of(Kind.BAD_ANSWER, "It sent more than STS ever does, from " + sts + ".");
    }
    if (failure.isGarbled()) {
      return of(Kind.BAD_ANSWER, "Its answer ends too soon or is no XML: was it " + sts + "?");
    }
    if (failure.transport().isPresent()) {
      return of(Kind.UNREACHABLE, "It could not be asked at " + sts + ": " + failure.name() + ".");
    }
    return of(
        Kind.BAD_ANSWER,
        "Its answer is not understood, or the SDK found no credentials to ask with: "
            + failure.name()
            + ".");
  }
}
