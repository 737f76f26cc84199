/**
 * An Azure credential for a CI job, from its OIDC token and with nothing stored.
 *
 * <p>An {@link dev.credence.azure.AzureFederation} is what Azure's clients take for a credential.
 * It shows the job's token to Microsoft Entra as the assertion of an application that trusts the
 * job by a <a
 * href="https://learn.microsoft.com/entra/workload-id/workload-identity-federation">federated
 * credential</a>, and renews the access token with a fresh token of the job for as long as the job
 * runs. {@link dev.credence.azure.AzureCloud} says which of Azure's clouds is meant.
 *
 * <p>What Entra refuses becomes the exception that Azure's clients expect, with a {@link
 * dev.credence.cloud.CloudExchangeException} as its cause that says where to look.
 */
@NullMarked
package dev.credence.azure;

import org.jspecify.annotations.NullMarked;
