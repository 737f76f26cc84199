package dev.credence.testkit;

import dev.credence.ambient.AmbientEnvironment;
import dev.credence.keys.SignatureAlgorithm;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A fake Kubernetes cluster. Unless told otherwise its tokens are those of the service account
 * {@code ci/deployer}, bound to the pod {@code runner-abc}, signed with RS256.
 *
 * <p>Each scenario returns a token that can be changed further before it is signed. Thread-safe.
 */
public final class KubernetesIssuer extends CiIssuer<KubernetesIssuer> {
  static final String IDENTIFIER =
      "https://oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE";

  private static final String FILE_VARIABLE = "AWS_WEB_IDENTITY_TOKEN_FILE";
  private static final String EKS = "https://oidc.eks.";
  private static final String RECREATED_UID = "deadbeef-0000-4000-8000-000000000001";
  private static final String OTHER_UID = "deadbeef-0000-4000-8000-000000000002";

  KubernetesIssuer(String identifier) {
    super(identifier, "https://rp.example.com", newKey(SignatureAlgorithm.RS256));
  }

  private static SigningKey newKey(SignatureAlgorithm algorithm) {
    return SigningKey.generate(KeyIds::spkiThumbprint, algorithm);
  }

  /**
   * Gives the API server a key for another algorithm; tokens minted from now on are signed with it.
   *
   * @param algorithm RS256, ES256, ES384 or ES512, as the key's kind demands
   * @return this issuer
   */
  public KubernetesIssuer signingWith(SignatureAlgorithm algorithm) {
    replaceKey(newKey(Objects.requireNonNull(algorithm, "algorithm")));
    return this;
  }

  /**
   * The token of a projected volume: bound to the service account, a pod and a node, for an hour.
   *
   * @return the pod's token
   */
  public KubernetesToken projectedToken() {
    return new KubernetesToken(this);
  }

  /**
   * A token that someone asked the API for, as {@code kubectl create token} does: bound to no pod.
   *
   * @return the service account's token
   */
  public KubernetesToken requestedToken() {
    return projectedToken().unbound();
  }

  /**
   * The token of a service account that was deleted and created again: every name is the same, the
   * uid another.
   *
   * @return the pod's token
   */
  public KubernetesToken recreatedServiceAccount() {
    return projectedToken().serviceAccount("ci", "deployer", RECREATED_UID);
  }

  /**
   * The token of another service account of the same namespace.
   *
   * @return the pod's token
   */
  public KubernetesToken otherServiceAccount() {
    return projectedToken().serviceAccount("ci", "default", OTHER_UID);
  }

  /**
   * The token of a service account of the same name in another namespace.
   *
   * @return the pod's token
   */
  public KubernetesToken otherNamespace() {
    return projectedToken().serviceAccount("sandbox", "deployer", OTHER_UID);
  }

  /**
   * The token that every pod finds in its file system: for the API server, and good for a year.
   *
   * @return the pod's token
   */
  public KubernetesToken apiServerToken() {
    return projectedToken().extended().audience("https://kubernetes.default.svc");
  }

  /**
   * The token of a legacy secret: its issuer is no URL, and it has neither an audience nor an end.
   *
   * @return the token, which goes on for ever
   */
  public InconsistentToken legacySecretToken() {
    InconsistentToken token =
        projectedToken().inconsistent().claim("iss", "kubernetes/serviceaccount");
    for (String name : List.of("aud", "exp", "iat", "nbf", "jti", "kubernetes.io")) {
      token.without(name);
    }
    return token
        .claim("kubernetes.io/serviceaccount/namespace", "ci")
        .claim("kubernetes.io/serviceaccount/secret.name", "deployer-token-x7k2p")
        .claim("kubernetes.io/serviceaccount/service-account.name", "deployer")
        .claim("kubernetes.io/serviceaccount/service-account.uid", KubernetesToken.UID);
  }

  @Override
  KubernetesIssuer self() {
    return this;
  }

  @Override
  Map<String, Object> header(SigningKey key) {
    Map<String, Object> header = new LinkedHashMap<>();
    header.put("alg", key.algorithm().joseName());
    header.put("kid", key.id());
    return header;
  }

  /** EKS has its keys at a place of its own; the API server's default is the other. */
  @Override
  String jwksUri() {
    String base = identifier().endsWith("/") ? identifier() : identifier() + "/";
    return base + (identifier().startsWith(EKS) ? "keys" : "openid/v1/jwks");
  }

  @Override
  KubernetesToken usualJob() {
    return projectedToken();
  }

  /** As if the pod had a projected volume, to which the variable of EKS points. */
  @Override
  void putVariables(Map<String, String> env, RunningJob job) {
    env.put("KUBERNETES_SERVICE_HOST", "10.96.0.1");
    env.put(FILE_VARIABLE, job.file("token", job.tokenFor("")).toString());
  }

  @Override
  void nameToken(AmbientEnvironment.Builder builder, Map<String, String> env) {
    builder.tokenFile(Path.of(env.getOrDefault(FILE_VARIABLE, "")));
  }
}
