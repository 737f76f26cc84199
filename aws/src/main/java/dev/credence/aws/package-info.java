/**
 * AWS credentials for a CI job by its OIDC token, and AWS' own tokens for the outside.
 *
 * <p>{@link dev.credence.aws.AwsFederation} is where a job begins that is to act in AWS: it is the
 * SDK's credentials provider for one role, renewed with a fresh token of the CI each time. {@link
 * dev.credence.aws.AwsIdTokens} goes the other way: a program that has AWS credentials, such as a
 * build in CodeBuild, gets a token that a service outside of AWS verifies.
 *
 * <p>What goes wrong is a {@link dev.credence.cloud.CloudExchangeException} that carries AWS' code
 * and says where to look, or a {@link dev.credence.ambient.IdTokenUnavailableException} that says
 * what to change.
 */
@NullMarked
package dev.credence.aws;

import org.jspecify.annotations.NullMarked;
