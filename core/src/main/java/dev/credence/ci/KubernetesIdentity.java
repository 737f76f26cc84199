package dev.credence.ci;

import dev.credence.VerifiedToken;
import dev.credence.claim.StringClaim;
import java.util.Optional;

/**
 * A verified token of a Kubernetes service account, read as the account that it is about. Holding
 * one proves no more than the token does: that the account's credentials were at hand when it was
 * issued, not which job used them.
 *
 * <p>Immutable and thread-safe.
 */
public final class KubernetesIdentity {
  private final VerifiedToken token;
  private final String serviceAccountUid;
  private final String namespace;
  private final String serviceAccount;

  private KubernetesIdentity(VerifiedToken token) {
    this.token = token;
    this.serviceAccountUid = required(token, Kubernetes.SERVICE_ACCOUNT_UID);
    this.namespace = required(token, Kubernetes.NAMESPACE);
    this.serviceAccount = required(token, Kubernetes.SERVICE_ACCOUNT_NAME);
  }

  static KubernetesIdentity of(VerifiedToken token) {
    return new KubernetesIdentity(token);
  }

  private static String required(VerifiedToken token, StringClaim claim) {
    return JobClaims.required(token, claim, "Kubernetes");
  }

  /**
   * Returns the service account's uid.
   *
   * @return a UUID, never re-used
   */
  public String serviceAccountUid() {
    return serviceAccountUid;
  }

  /**
   * Returns the service account's name.
   *
   * @return the name, unique within the namespace
   */
  public String serviceAccount() {
    return serviceAccount;
  }

  /**
   * Returns the service account's namespace.
   *
   * @return the name
   */
  public String namespace() {
    return namespace;
  }

  /**
   * Returns the pod that the token is bound to.
   *
   * @return the uid, or empty if the token is bound to none
   */
  public Optional<String> podUid() {
    return token.get(Kubernetes.POD_UID);
  }

  /**
   * Returns the name of the pod that the token is bound to.
   *
   * @return the name, or empty if the token is bound to none
   */
  public Optional<String> podName() {
    return token.get(Kubernetes.POD_NAME);
  }

  /**
   * Returns the node that the pod ran on.
   *
   * @return the uid, or empty if the token names none
   */
  public Optional<String> nodeUid() {
    return token.get(Kubernetes.NODE_UID);
  }

  /**
   * Returns the name of the node that the pod ran on.
   *
   * @return the name, or empty if the token names none
   */
  public Optional<String> nodeName() {
    return token.get(Kubernetes.NODE_NAME);
  }

  /** Returns namespace, name and uid, which are no secrets. */
  @Override
  public String toString() {
    return "KubernetesIdentity[serviceAccount="
        + namespace
        + "/"
        + serviceAccount
        + ", uid="
        + serviceAccountUid
        + "]";
  }
}
