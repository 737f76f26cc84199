package dev.credence.ci;

import dev.credence.Issuer;
import dev.credence.VerifiedToken;
import dev.credence.claim.Claim;
import dev.credence.claim.IntegerClaim;
import dev.credence.claim.Requirement;
import dev.credence.claim.StringClaim;
import dev.credence.keys.KeySource;
import dev.credence.keys.SignatureAlgorithm;
import java.time.Duration;
import java.util.List;

/**
 * Kubernetes service accounts: issuers, claims and requirements.
 *
 * <pre>{@code
 * TrustPolicy.named("production-deploy")
 *     .issuer(Kubernetes.eksIssuer("eu-west-1", "D539D4633E53DE1B71D539D4633E53DE"))
 *     .audience("https://deploy.example.com")
 *     .require(
 *         Kubernetes.serviceAccount("ci", "deployer").uid("14ee3fa4-a7e2-420f-9f9a-dbc4507c3798"))
 *     .build();
 * }</pre>
 *
 * <p>A token names a service account, never a job: CI jobs that run in pods share the service
 * account of their runner, and whoever may create pods or request tokens in a namespace is each of
 * its service accounts. Of the claims
 *
 * <ul>
 *   <li>{@link #SERVICE_ACCOUNT_UID} is given to one service account and never again: pin it, by
 *       {@link #serviceAccount(String, String)};
 *   <li>{@link #SUBJECT}, {@link #NAMESPACE} and {@link #SERVICE_ACCOUNT_NAME} are names: who
 *       deletes a service account or a namespace and creates it again has the same;
 *   <li>{@link #POD_NAME} is chosen by whoever creates the pod.
 * </ul>
 *
 * <p>A deleted pod or service account can't be seen in a token, which goes on being valid until it
 * expires. So ask for short-lived tokens with an audience of their own ({@code
 * serviceAccountToken.audience} of a projected volume). The token that every pod finds at {@code
 * /var/run/secrets/kubernetes.io/serviceaccount/token} is meant for the API server and can live for
 * a year; it is refused here, and so are the tokens of legacy secrets, which have neither an
 * audience nor an end. Tokens have no {@code typ}, their {@code aud} is always an array, and older
 * servers send no {@code jti}. Keys of RSA and of the NIST curves are accepted; those for ML-DSA
 * are not known to this library.
 *
 * <p>Static and thread-safe.
 *
 * @see <a href="https://kubernetes.io/docs/reference/access-authn-authz/service-accounts-admin/">
 *     Kubernetes: Managing Service Accounts</a>
 */
public final class Kubernetes {
  private static final String CLAIMS = "kubernetes.io";

  /** {@code sub}: {@code system:serviceaccount:NAMESPACE:NAME}. */
  public static final StringClaim SUBJECT = Claim.string("sub");

  /** {@code kubernetes.io}, {@code namespace}: re-usable after a deletion. */
  public static final StringClaim NAMESPACE = Claim.string(CLAIMS, "namespace");

  /** {@code kubernetes.io}, {@code serviceaccount}, {@code name}: re-usable after a deletion. */
  public static final StringClaim SERVICE_ACCOUNT_NAME =
      Claim.string(CLAIMS, "serviceaccount", "name");

  /** {@code kubernetes.io}, {@code serviceaccount}, {@code uid}: a UUID, never re-used. */
  public static final StringClaim SERVICE_ACCOUNT_UID =
      Claim.string(CLAIMS, "serviceaccount", "uid");

  /** {@code kubernetes.io}, {@code pod}, {@code name}: only where the token is bound to a pod. */
  public static final StringClaim POD_NAME = Claim.string(CLAIMS, "pod", "name");

  /** {@code kubernetes.io}, {@code pod}, {@code uid}: a UUID, never re-used. */
  public static final StringClaim POD_UID = Claim.string(CLAIMS, "pod", "uid");

  /** {@code kubernetes.io}, {@code node}, {@code name}: only from newer servers. */
  public static final StringClaim NODE_NAME = Claim.string(CLAIMS, "node", "name");

  /** {@code kubernetes.io}, {@code node}, {@code uid}: only from newer servers. */
  public static final StringClaim NODE_UID = Claim.string(CLAIMS, "node", "uid");

  /**
   * {@code kubernetes.io}, {@code warnafter}: seconds since 1970; marks a token of extended life.
   */
  public static final IntegerClaim WARN_AFTER = Claim.integer(CLAIMS, "warnafter");

  /** An hour is what projected volumes ask for by default. */
  private static final Duration MAX_LIFETIME = Duration.ofHours(1);

  /** Every cluster that is set up with the defaults has an issuer that starts so. */
  private static final String IN_CLUSTER = "https://kubernetes.default.svc";

  private static final int MAX_SUBDOMAIN_LENGTH = 253;

  private Kubernetes() {}

  /**
   * Returns the issuer of a cluster of Amazon EKS. Keep the result: its keys are cached with it,
   * and Amazon throttles those who fetch them too often.
   *
   * @param region the region, such as {@code eu-west-1}
   * @param id the last part of the cluster's OpenID Connect provider URL
   * @return {@code https://oidc.eks.REGION.amazonaws.com/id/ID}
   * @throws IllegalArgumentException if the region is no label of a host name, or the id is not
   *     letters and digits
   */
  public static Issuer eksIssuer(String region, String id) {
    if (!Identifiers.isMadeOf(id, Identifiers::isLetterOrDigit)) {
      throw Identifiers.refused("The id of an EKS cluster", "has letters and digits only", id);
    }
    return issuer(
        "https://oidc.eks."
            + Identifiers.requireDnsLabel("The region of an EKS cluster", region)
            + ".amazonaws.com/id/"
            + id);
  }

  /**
   * Returns the issuer of a cluster of Google Kubernetes Engine. Keep the result: its keys are
   * cached with it.
   *
   * @param project the project's id
   * @param location the cluster's region or zone
   * @param cluster the cluster's name
   * @return {@code
   *     https://container.googleapis.com/v1/projects/PROJECT/locations/LOCATION/clusters/CLUSTER}
   * @throws IllegalArgumentException if a part is not lower-case letters, digits and hyphens
   */
  public static Issuer gkeIssuer(String project, String location, String cluster) {
    return issuer(
        "https://container.googleapis.com/v1/projects/"
            + Identifiers.requireDnsLabel("The project of a GKE cluster", project)
            + "/locations/"
            + Identifiers.requireDnsLabel("The location of a GKE cluster", location)
            + "/clusters/"
            + Identifiers.requireDnsLabel("The name of a GKE cluster", cluster));
  }

  /**
   * Returns the issuer of a cluster of Azure Kubernetes Service in the form of today, which ends
   * with a slash. Clusters with an older form have theirs by {@link #issuer(String)}. Keep the
   * result: its keys are cached with it.
   *
   * @param region the region, such as {@code westeurope}
   * @param tenantId the Entra tenant's id
   * @param clusterId the last part of the cluster's issuer URL
   * @return {@code https://REGION.oic.prod-aks.azure.com/TENANT/CLUSTER/}
   * @throws IllegalArgumentException if the region is no label of a host name, or an id is not a
   *     UUID in lower case
   */
  public static Issuer aksIssuer(String region, String tenantId, String clusterId) {
    return issuer(
        "https://"
            + Identifiers.requireDnsLabel("The region of an AKS cluster", region)
            + ".oic.prod-aks.azure.com/"
            + Identifiers.requireUuid("The tenant of an AKS cluster", tenantId)
            + "/"
            + Identifiers.requireUuid("The id of an AKS cluster", clusterId)
            + "/");
  }

  /**
   * Returns the issuer of a cluster whose discovery document can be read from here. Keep the
   * result: its keys are cached with it.
   *
   * @param identifier the first {@code --service-account-issuer} of the API server, to the letter;
   *     {@code kubectl get --raw /.well-known/openid-configuration} prints it
   * @return the issuer
   * @throws IllegalArgumentException if it is not an {@code https} URL, or one that every cluster
   *     has
   */
  public static Issuer issuer(String identifier) {
    if (identifier.startsWith(IN_CLUSTER)) {
      throw Identifiers.refused(
          "The issuer of a Kubernetes cluster whose keys are not given",
          "is the cluster's own; every cluster that is set up with the defaults has the one here,"
              + " so that only keys tell clusters apart: give them, by issuer(identifier, keys)",
          identifier);
    }
    return builder(identifier).build();
  }

  /**
   * Returns the issuer of a cluster whose keys are taken from somewhere else, such as a file with
   * what {@code kubectl get --raw /openid/v1/jwks} prints. It is the only way where the issuer is
   * {@code https://kubernetes.default.svc.cluster.local} or another that clusters share.
   *
   * @param identifier the first {@code --service-account-issuer} of the API server, to the letter
   * @param keys the keys of this cluster and of no other
   * @return the issuer
   * @throws IllegalArgumentException if the identifier is not an {@code https} URL
   */
  public static Issuer issuer(String identifier, KeySource keys) {
    return builder(identifier).keys(keys).build();
  }

  /** A cluster signs with the one algorithm that its key is for. */
  private static Issuer.Builder builder(String identifier) {
    return Issuer.builder(identifier)
        .algorithms(
            SignatureAlgorithm.RS256,
            SignatureAlgorithm.ES256,
            SignatureAlgorithm.ES384,
            SignatureAlgorithm.ES512)
        .maxLifetime(MAX_LIFETIME)
        .identityClaims(
            NAMESPACE, SERVICE_ACCOUNT_NAME, SERVICE_ACCOUNT_UID, POD_NAME, POD_UID, NODE_NAME);
  }

  /**
   * Starts the requirement that a token is one service account's: by its names for the reader, and
   * by its uid, which no other ever has. {@code kubectl get serviceaccount NAME -n NAMESPACE -o
   * jsonpath={.metadata.uid}} prints the uid.
   *
   * @param namespace the namespace
   * @param name the service account's name
   * @return the step that asks for the uid
   * @throws IllegalArgumentException if either is not a name that Kubernetes accepts
   */
  public static NeedsUid serviceAccount(String namespace, String name) {
    String subject =
        "system:serviceaccount:"
            + Identifiers.requireDnsLabel("A Kubernetes namespace", namespace)
            + ":"
            + requireSubdomain(name);
    return uid ->
        Requirement.allOf(
            SERVICE_ACCOUNT_UID.is(
                Identifiers.requireUuid("The uid of a Kubernetes service account", uid)),
            SUBJECT.is(subject));
  }

  /**
   * Returns the claims that this class knows, for a {@link dev.credence.ClaimDrift}.
   *
   * @return an unmodifiable list of all the constants
   */
  public static List<Claim<?>> claims() {
    return List.of(
        SUBJECT,
        NAMESPACE,
        SERVICE_ACCOUNT_NAME,
        SERVICE_ACCOUNT_UID,
        POD_NAME,
        POD_UID,
        NODE_NAME,
        NODE_UID,
        WARN_AFTER);
  }

  /**
   * Reads a verified token as the service account that it is about.
   *
   * @param token a token of a Kubernetes service account
   * @return the typed view
   * @throws IllegalArgumentException if the token lacks a claim that every such token has
   */
  public static KubernetesIdentity identity(VerifiedToken token) {
    return KubernetesIdentity.of(token);
  }

  /** The last step of {@link #serviceAccount(String, String)}. */
  @FunctionalInterface
  public interface NeedsUid {
    /**
     * Sets the service account's uid.
     *
     * @param serviceAccountUid the value of {@link #SERVICE_ACCOUNT_UID}
     * @return the requirement on uid, namespace and name together
     * @throws IllegalArgumentException if it is not a UUID in lower case
     */
    Requirement uid(String serviceAccountUid);
  }

  /** RFC 1123 labels with dots between, which Kubernetes calls a DNS subdomain. */
  private static String requireSubdomain(String name) {
    boolean valid = name.length() <= MAX_SUBDOMAIN_LENGTH;
    int from = 0;
    while (valid && from <= name.length()) {
      int dot = name.indexOf('.', from);
      int end = dot < 0 ? name.length() : dot;
      valid = end > from && name.charAt(from) != '-' && name.charAt(end - 1) != '-';
      from = end + 1;
    }
    if (!valid || !Identifiers.isMadeOf(name, Kubernetes::isOfSubdomain)) {
      throw Identifiers.refused(
          "The name of a Kubernetes service account",
          "has lower-case letters and digits, and hyphens and dots between them",
          name);
    }
    return name;
  }

  private static boolean isOfSubdomain(int c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
  }
}
