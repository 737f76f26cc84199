package dev.credence.testkit;

import dev.credence.ambient.AmbientEnvironment;
import dev.credence.keys.SignatureAlgorithm;
import java.math.BigInteger;
import java.net.URI;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A fake Jenkins with the OpenID Connect Provider plugin. Unless told otherwise its tokens come
 * from the credential {@code prod-deploy} and are for builds of the branch {@code main} of the
 * multibranch project {@code payments/deploy}.
 *
 * <p>Its key set is written as Jenkins writes it: every modulus has a zero octet in front, against
 * RFC 7518 §6.3.1.1. Each scenario returns a token that can be changed further before it is signed.
 * Thread-safe.
 */
public final class JenkinsIssuer extends CiIssuer<JenkinsIssuer> {
  static final String IDENTIFIER = "https://jenkins.acme.com/oidc";

  private static final String DEFAULT_ROOT = "https://jenkins.acme.com/";
  private static final String TOKEN_VARIABLE = "IDTOKEN";
  private static final String CREDENTIAL = "prod-deploy";

  private volatile @Nullable SigningKey otherCredential;
  private volatile boolean oldPlugin;

  JenkinsIssuer(String identifier) {
    super(identifier, "sts.amazonaws.com", newKey(CREDENTIAL));
  }

  private static SigningKey newKey(String credentialId) {
    return SigningKey.generate(credentialId, SignatureAlgorithm.RS256);
  }

  /**
   * Makes this a Jenkins with the plugin from before build 206 of April 2026: {@code aud} is a
   * string, and the header names no {@code typ}.
   *
   * @return this issuer
   */
  public JenkinsIssuer beforeBuild206() {
    this.oldPlugin = true;
    return this;
  }

  /**
   * Rotates the key as Jenkins does when a credential is saved again: the new key has the id of the
   * old one, which is gone at once. Sources of keys taken from {@link #keys()} before still have
   * the old one.
   *
   * @return this issuer
   */
  public JenkinsIssuer saveCredentialAgain() {
    replaceKey(newKey(CREDENTIAL));
    return this;
  }

  /**
   * A build of the branch {@code main}.
   *
   * @return the job's token
   */
  public JenkinsToken pushToMain() {
    return new JenkinsToken(this, signingKey());
  }

  /**
   * A build of another branch of the same multibranch project.
   *
   * @param name the branch, such as {@code feature/x}, which Jenkins percent-encodes twice
   * @return the job's token
   */
  public JenkinsToken pushToBranch(String name) {
    return pushToMain().branch(name);
  }

  /**
   * A build of a tag, which a multibranch project builds under the tag's name, as it does a branch
   * of that name.
   *
   * @param name the tag, such as {@code v1.0}
   * @return the job's token
   */
  public JenkinsToken tag(String name) {
    return pushToMain().branch(name);
  }

  /**
   * A build of a pull request in the same multibranch project, its {@code PR-15}.
   *
   * @return the job's token
   */
  public JenkinsToken pullRequest() {
    return pushToMain().branch("PR-15");
  }

  /**
   * A build of a pull request from an outsider's fork, {@code PR-16}. Nothing in the token tells it
   * from {@link #pullRequest()}.
   *
   * @return the job's token
   */
  public JenkinsToken pullRequestFromFork() {
    return pushToMain().branch("PR-16");
  }

  /**
   * A build of another job that can see the same credential.
   *
   * @return the job's token
   */
  public JenkinsToken otherJob() {
    return pushToMain().job(root() + "job/sandbox/");
  }

  /**
   * A build of a job whose URL begins like the default job's but for the slash at its end.
   *
   * @return the job's token
   */
  public JenkinsToken jobWithLongerName() {
    return pushToMain().branch("main-evil");
  }

  /**
   * A build of the default job with another credential of the same store, {@code team-wiki}:
   * another key of the same issuer, which is in its key set from the first call on.
   *
   * @return the job's token
   */
  public synchronized JenkinsToken otherCredential() {
    SigningKey key = otherCredential == null ? newKey("team-wiki") : otherCredential;
    this.otherCredential = key;
    return new JenkinsToken(this, key);
  }

  /**
   * A use of the credential by a plugin outside any build: {@code sub} is Jenkins' own URL.
   *
   * @return the token
   */
  public JenkinsToken outsideBuild() {
    return pushToMain().outsideBuild();
  }

  @Override
  JenkinsIssuer self() {
    return this;
  }

  /** Jenkins' own URL; of a credential with an issuer of its own it is the default. */
  String root() {
    String path = URI.create(identifier()).getRawPath();
    if (!path.endsWith("/oidc") && !path.contains("/oidc/job/")) {
      return DEFAULT_ROOT;
    }
    int start = identifier().length() - path.length();
    return identifier().substring(0, identifier().indexOf("/oidc", start) + 1);
  }

  boolean isOldPlugin() {
    return oldPlugin;
  }

  @Override
  Map<String, Object> header(SigningKey key) {
    Map<String, Object> header = new LinkedHashMap<>();
    header.put("kid", key.id());
    if (!oldPlugin) {
      header.put("typ", "JWT");
    }
    header.put("alg", "RS256");
    return header;
  }

  /** One key for each credential of the store. */
  @Override
  List<SigningKey> otherKeys() {
    SigningKey other = otherCredential;
    return other == null ? List.of() : List.of(other);
  }

  @Override
  Map<String, Object> jwk(SigningKey published) {
    Map<String, Object> usual = published.jwk();
    Map<String, Object> jwk = new LinkedHashMap<>();
    for (String name : List.of("kid", "kty", "alg", "use", "n", "e")) {
      jwk.put(name, usual.get(name));
    }
    jwk.put("n", withSignOctet(((RSAPublicKey) published.publicKey()).getModulus()));
    return jwk;
  }

  /** Two's complement, whose first octet is the sign's. */
  private static String withSignOctet(BigInteger modulus) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(modulus.toByteArray());
  }

  @Override
  String jwksUri() {
    return identifier() + "/jwks";
  }

  @Override
  Map<String, Object> discovery() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("issuer", identifier());
    document.put("jwks_uri", jwksUri());
    document.put("response_types_supported", List.of("code"));
    document.put("subject_types_supported", List.of("public"));
    document.put("id_token_signing_alg_values_supported", List.of("RS256"));
    document.put("authorization_endpoint", "https://unimplemented");
    document.put("token_endpoint", "https://unimplemented");
    return document;
  }

  @Override
  JenkinsToken usualJob() {
    return pushToMain();
  }

  /** As if the Jenkinsfile bound one credential to a variable and another to a file. */
  @Override
  void putVariables(Map<String, String> env, RunningJob job) {
    env.put("JENKINS_URL", "https://jenkins.acme.com/");
    env.put("BUILD_URL", "https://jenkins.acme.com/job/payments/job/deploy/job/main/42/");
    env.put(TOKEN_VARIABLE, job.tokenFor(""));
    env.put("ID_TOKEN_FILE", job.file("id_token", job.tokenFor("")).toString());
  }

  @Override
  void nameToken(AmbientEnvironment.Builder builder, Map<String, String> env) {
    builder.tokenVariable(TOKEN_VARIABLE);
  }
}
