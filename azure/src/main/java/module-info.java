import org.jspecify.annotations.NullMarked;

/**
 * An Azure credential for a CI job, from its OIDC token.
 *
 * <p>{@link dev.credence.azure.AzureFederation} is where to start.
 */
@NullMarked
module dev.credence.azure {
  requires transitive com.azure.core;
  requires transitive dev.credence;
  requires static transitive org.jspecify;

  exports dev.credence.azure;
}
