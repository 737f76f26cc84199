/**
 * Google credentials for a CI job, from the token that its CI gives it, with nothing stored.
 *
 * <p>{@link dev.credence.gcp.GcpFederation} is where to start. It knows which {@link
 * dev.credence.gcp.WorkloadIdentityProvider} trusts the CI, gets a fresh token from the CI for each
 * refresh, and has Google's own library exchange it. What comes out is a {@link
 * com.google.auth.oauth2.GoogleCredentials}, which every client of Google's libraries takes.
 *
 * <p>What goes wrong is a {@link dev.credence.cloud.CloudExchangeException}, which says which
 * condition of the trust to look at.
 */
@NullMarked
package dev.credence.gcp;

import org.jspecify.annotations.NullMarked;
