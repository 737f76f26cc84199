package dev.credence.gcp;

import dev.credence.ambient.IdToken;
import dev.credence.cloud.CloudExchangeException;
import dev.credence.cloud.TrustCondition;
import java.util.List;

/**
 * What the token service's refusals mean (RFC 8693 §2.2.2, RFC 6749 §5.2). Google documents few of
 * the descriptions that tell its many cases of {@code invalid_grant} apart; where none is
 * recognised the token itself tells what is worth a look.
 *
 * @see <a
 *     href="https://cloud.google.com/iam/docs/troubleshooting-workload-identity-federation">IAM:
 *     Troubleshoot Workload Identity Federation</a>
 */
final class ExchangeRefusals {
  private final WorkloadIdentityProvider provider;

  ExchangeRefusals(WorkloadIdentityProvider provider) {
    this.provider = provider;
  }

  void explain(GrantAnswer answer, IdToken token, CloudExchangeException.Builder failure) {
    switch (answer.code()) {
      case "invalid_target" ->
          failure.lookAt(
              TrustCondition.ISSUER,
              "this pool or provider doesn't exist, or is disabled or deleted. Compare the"
                  + " project's number and both ids with those that `gcloud iam"
                  + " workload-identity-pools providers list` shows.");
      case "unauthorized_client" ->
          failure.lookAt(
              TrustCondition.SUBJECT,
              "the provider's attribute condition doesn't hold for this job. Compare it with what"
                  + " the token says of repository, branch and environment.");
      case "invalid_grant" -> explainGrant(answer, token, failure);
      case "invalid_request" -> explainRequest(answer, failure);
      case "invalid_scope" ->
          failure.lookAt(
              TrustCondition.SESSION_POLICY, "one of the scopes that are asked for doesn't exist.");
      case "SERVICE_DISABLED" ->
          failure.lookAt(
              TrustCondition.LOCATION,
              "the API sts.googleapis.com is not enabled in project "
                  + provider.projectNumber()
                  + ".");
      default ->
          failure.lookAt(
              TrustCondition.NONE, "Google's documentation of its token service lists the codes.");
    }
  }

  private void explainGrant(
      GrantAnswer answer, IdToken token, CloudExchangeException.Builder failure) {
    if (answer.speaksOf("audience")) {
      lookAtAudience(failure);
    } else if (answer.speaksOf("connecting to")) {
      // Seen to pass when the issuer's server was slow or restarted.
      lookAtKeys(failure).mayPass();
    } else if (answer.speaksOf("signature", "key")) {
      lookAtKeys(failure);
    } else if (answer.speaksOf("issuer")) {
      lookAtIssuer(failure);
    } else if (answer.speaksOf("stale", "expired", "issued at")) {
      failure.lookAt(
          TrustCondition.EXPIRY,
          "the token has expired or was issued too long ago. A CI that issues it at the job's"
              + " start leaves that much time and no more; and the clocks of the CI and Google have"
              + " to agree.");
    } else if (isForAnother(token.audiences())) {
      lookAtAudience(failure);
    } else {
      lookAtIssuer(failure);
    }
  }

  private boolean isForAnother(List<String> audiences) {
    return !audiences.contains(provider.audience()) && !audiences.contains(provider.resourceName());
  }

  private void lookAtAudience(CloudExchangeException.Builder failure) {
    failure.lookAt(
        TrustCondition.AUDIENCE,
        "the provider has to allow it. Without a list of allowed audiences it allows only "
            + provider.audience()
            + ", with one only those of the list.");
  }

  private static void lookAtIssuer(CloudExchangeException.Builder failure) {
    failure.lookAt(
        TrustCondition.ISSUER,
        "the provider's issuer URI has to be the token's issuer to the letter, a slash at the end"
            + " included.");
  }

  private static CloudExchangeException.Builder lookAtKeys(CloudExchangeException.Builder failure) {
    return failure.lookAt(
        TrustCondition.KEYS,
        "Google fetches them from the issuer's discovery document, which has to be reachable from"
            + " the public internet, unless they were uploaded to the provider; those have to be"
            + " uploaded again when the issuer changes them.");
  }

  private static void explainRequest(GrantAnswer answer, CloudExchangeException.Builder failure) {
    if (answer.speaksOf("mapped attribute", "google.subject")) {
      failure.lookAt(
          TrustCondition.SUBJECT,
          "the provider's attribute mapping makes of this token an attribute that is empty or too"
              + " long; google.subject may have 127 bytes.");
    } else {
      failure.lookAt(
          TrustCondition.ISSUER, "the provider is not one that takes this kind of token.");
    }
  }
}
