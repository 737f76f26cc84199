import org.jspecify.annotations.NullMarked;

/**
 * AWS credentials for a CI job by its OIDC token, and AWS' own tokens for the outside.
 *
 * <p>{@link dev.credence.aws.AwsFederation} is where to start.
 */
@NullMarked
@SuppressWarnings({
  "module",
  "requires-automatic",
  "requires-transitive-automatic"
}) // the SDK has stable names, but no module descriptors
module dev.credence.aws {
  requires transitive dev.credence;
  requires java.xml;
  requires static transitive org.jspecify;
  requires transitive software.amazon.awssdk.auth;
  requires software.amazon.awssdk.awscore;
  requires software.amazon.awssdk.core;
  requires software.amazon.awssdk.http;
  requires software.amazon.awssdk.http.urlconnection;
  requires transitive software.amazon.awssdk.regions;
  requires software.amazon.awssdk.retries.api;
  requires software.amazon.awssdk.services.sts;
  requires transitive software.amazon.awssdk.utils;

  exports dev.credence.aws;
}
