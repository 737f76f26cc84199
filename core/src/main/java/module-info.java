import org.jspecify.annotations.NullMarked;

/**
 * Verifies the OIDC tokens of CI jobs against a trust policy.
 *
 * <p>{@link dev.credence.TrustPolicy} is where to start.
 */
@NullMarked
@SuppressWarnings("module") // the friends by name are compiled after this module
module dev.credence {
  requires com.fasterxml.jackson.core;
  requires com.github.benmanes.caffeine;
  requires com.nimbusds.jose.jwt;
  requires java.net.http;
  requires static transitive org.jspecify;
  requires org.slf4j;

  exports dev.credence;
  exports dev.credence.ambient;
  exports dev.credence.audit;
  exports dev.credence.ci;
  exports dev.credence.claim;
  exports dev.credence.cloud;
  exports dev.credence.document;
  exports dev.credence.keys;
  exports dev.credence.internal.http to
      dev.credence.azure,
      dev.credence.gcp,
      dev.credence.testkit;
  exports dev.credence.internal.json to
      dev.credence.aws,
      dev.credence.azure,
      dev.credence.gcp,
      dev.credence.testkit;
  exports dev.credence.internal.text to
      dev.credence.aws,
      dev.credence.azure,
      dev.credence.gcp;
}
