package dev.credence.gcp;

import dev.credence.cloud.CloudExchangeException;
import dev.credence.cloud.TrustCondition;
import org.jspecify.annotations.Nullable;

/**
 * What it means when the job may not act as a service account.
 *
 * @see <a
 *     href="https://cloud.google.com/iam/docs/reference/credentials/rest/v1/projects.serviceAccounts/generateAccessToken">IAM
 *     Service Account Credentials API: generateAccessToken</a>
 */
final class ImpersonationRefusals {
  private final WorkloadIdentityProvider provider;
  private final @Nullable Impersonation impersonation;

  ImpersonationRefusals(WorkloadIdentityProvider provider, @Nullable Impersonation impersonation) {
    this.provider = provider;
    this.impersonation = impersonation;
  }

  void explain(GrantAnswer answer, CloudExchangeException.Builder failure) {
    switch (answer.code()) {
      case "IAM_PERMISSION_DENIED", "PERMISSION_DENIED" ->
          failure.lookAt(TrustCondition.PRINCIPAL, binding());
      case "NOT_FOUND" ->
          failure.lookAt(TrustCondition.PRINCIPAL, "this service account doesn't exist.");
      case "SERVICE_DISABLED" ->
          failure.lookAt(
              TrustCondition.LOCATION,
              "the API iamcredentials.googleapis.com is not enabled in the service account's"
                  + " project.");
      case "INVALID_ARGUMENT" ->
          failure.lookAt(
              TrustCondition.SESSION_POLICY,
              "a lifetime of more than an hour needs the organization policy"
                  + " iam.allowServiceAccountCredentialLifetimeExtension for this service account;"
                  + " or one of the scopes doesn't exist.");
      case "UNAUTHENTICATED" ->
          failure.lookAt(
              TrustCondition.NONE,
              "It doesn't take the token that Google's token service issued just before: compare"
                  + " the universe domain with the project's.");
      default ->
          failure.lookAt(
              TrustCondition.NONE, "Google's documentation of its APIs' errors lists the codes.");
    }
  }

  private String binding() {
    String asked =
        "it needs the role roles/iam.workloadIdentityUser for "
            + provider.principal("SUBJECT")
            + ", with the token's subject as the provider maps it, or for a principalSet that the"
            + " job is in. A new binding takes some minutes to work.";
    return impersonation == null || impersonation.delegates().isEmpty()
        ? asked
        : "each service account of the chain needs the role"
            + " roles/iam.serviceAccountTokenCreator for the one before, and the first, "
            + impersonation.delegates().get(0)
            + ": "
            + asked;
  }
}
