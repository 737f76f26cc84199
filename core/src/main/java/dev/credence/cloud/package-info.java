/**
 * What the exchanges of a job's token for a cloud's credentials have in common, whichever cloud it
 * is.
 *
 * <p>A {@link dev.credence.cloud.CloudExchange} gets a fresh token from the CI for each attempt,
 * tries again what may pass by itself, and tells the audit what came of it. What goes wrong becomes
 * one {@link dev.credence.cloud.CloudExchangeException}: it carries the cloud's own code, and says
 * which {@link dev.credence.cloud.TrustCondition} to look at first and what the token says for it.
 *
 * <p>The clouds' own modules build their SDK's credentials on this. Who adds another cloud does the
 * same.
 */
@NullMarked
package dev.credence.cloud;

import org.jspecify.annotations.NullMarked;
