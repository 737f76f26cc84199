package dev.credence.testkit;

import dev.credence.Issuer;
import dev.credence.ambient.AmbientEnvironment;
import dev.credence.keys.JwksKeySource;
import dev.credence.keys.KeySource;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A fake CI that mints tokens as the real one does, signed with a fresh key of its own.
 *
 * <p>Swap a policy's keys for {@link #keys()} and the policy is under test as it is, its real
 * issuer and audience included. Over HTTP the issuer also serves what a real one does, on loopback
 * and only once it is asked for; {@link #close()} then stops the server.
 *
 * <p>Thread-safe.
 *
 * {@snippet class="snippets.TestkitSnippetsTest" region="issuer"}
 *
 * @param <T> the CI's own kind of issuer
 */
public abstract sealed class CiIssuer<T extends CiIssuer<T>> implements AutoCloseable
    permits AwsOutboundIssuer,
        AzureDevOpsEntraIssuer,
        AzureDevOpsIssuer,
        BitbucketPipelinesIssuer,
        BuildkiteIssuer,
        CircleCiIssuer,
        CodefreshIssuer,
        DroneIssuer,
        Env0Issuer,
        GitHubActionsIssuer,
        GitLabIssuer,
        GoogleIssuer,
        HarnessIssuer,
        HcpTerraformIssuer,
        JenkinsIssuer,
        KubernetesIssuer,
        SemaphoreIssuer,
        SpaceliftIssuer,
        SpiffeIssuer,
        VercelIssuer {
  private final String identifier;
  private final Keyring keyring;
  private final RunningJob runningJob = new RunningJob(this);
  private volatile String audience;
  private volatile InstantSource clock = InstantSource.system();
  private @Nullable TlsIdentity tls;
  private @Nullable IssuerServer server;

  CiIssuer(String identifier, String defaultAudience, SigningKey key) {
    this.identifier = identifier;
    this.keyring = new Keyring(this, key);
    this.audience = defaultAudience;
  }

  /**
   * Returns a fake GitHub Actions of github.com.
   *
   * @return an issuer of {@code https://token.actions.githubusercontent.com}
   */
  public static GitHubActionsIssuer gitHubActions() {
    return new GitHubActionsIssuer(GitHubActionsIssuer.GITHUB_COM);
  }

  /**
   * Returns a fake GitHub Actions of an enterprise, of GHE.com or of a GitHub Enterprise Server.
   *
   * @param issuer the real issuer, whose {@code iss} the tokens get
   * @return an issuer of that
   */
  public static GitHubActionsIssuer gitHubActions(Issuer issuer) {
    return new GitHubActionsIssuer(issuer.identifier());
  }

  /**
   * Returns a fake GitLab of gitlab.com.
   *
   * @return an issuer of {@code https://gitlab.com}
   */
  public static GitLabIssuer gitLab() {
    return new GitLabIssuer(GitLabIssuer.GITLAB_COM);
  }

  /**
   * Returns a fake self-managed GitLab.
   *
   * @param issuer the real issuer, whose {@code iss} the tokens get
   * @return an issuer of that
   */
  public static GitLabIssuer gitLab(Issuer issuer) {
    return new GitLabIssuer(issuer.identifier());
  }

  /**
   * Returns a fake CircleCI of the organisation {@link CircleCiIssuer#ORGANIZATION_ID}.
   *
   * @return an issuer of {@code https://oidc.circleci.com/org/a64b0a19-f221-4291-b000-8d24bd842b72}
   */
  public static CircleCiIssuer circleCi() {
    return new CircleCiIssuer(CircleCiIssuer.ofOrganization(CircleCiIssuer.ORGANIZATION_ID));
  }

  /**
   * Returns a fake CircleCI with the issuer that all its customers share.
   *
   * @return an issuer of {@code https://oidc.circleci.com}
   */
  public static CircleCiIssuer circleCiRoot() {
    return new CircleCiIssuer(CircleCiIssuer.ROOT);
  }

  /**
   * Returns a fake Azure DevOps, for the tokens of pipelines and the older ones of service
   * connections.
   *
   * @return an issuer of {@code https://vstoken.dev.azure.com/0ca3ddd9-f0b0-4635-a98c-5866526961b6}
   */
  public static AzureDevOpsIssuer azureDevOps() {
    return new AzureDevOpsIssuer();
  }

  /**
   * Returns a fake Entra tenant, for the tokens that it issues for service connections of Azure
   * DevOps.
   *
   * @return an issuer of {@code
   *     https://login.microsoftonline.com/ff882432-09b0-437b-bd22-ca13c0037ded/v2.0}
   */
  public static AzureDevOpsEntraIssuer azureDevOpsEntra() {
    return new AzureDevOpsEntraIssuer();
  }

  /**
   * Returns a fake Bitbucket Pipelines of the workspace {@code acme}.
   *
   * @return an issuer of {@code
   *     https://api.bitbucket.org/2.0/workspaces/acme/pipelines-config/identity/oidc}
   */
  public static BitbucketPipelinesIssuer bitbucketPipelines() {
    return new BitbucketPipelinesIssuer(BitbucketPipelinesIssuer.IDENTIFIER);
  }

  /**
   * Returns a fake Bitbucket Pipelines of another workspace.
   *
   * @param issuer the real issuer, whose {@code iss} the tokens get
   * @return an issuer of that identifier
   */
  public static BitbucketPipelinesIssuer bitbucketPipelines(Issuer issuer) {
    return new BitbucketPipelinesIssuer(issuer.identifier());
  }

  /**
   * Returns a fake Buildkite.
   *
   * @return an issuer of {@code https://agent.buildkite.com}
   */
  public static BuildkiteIssuer buildkite() {
    return new BuildkiteIssuer();
  }

  /**
   * Returns a fake Harness of the account {@code acc123}.
   *
   * @return an issuer of {@code https://app.harness.io/ng/api/oidc/account/acc123}
   */
  public static HarnessIssuer harness() {
    return new HarnessIssuer(HarnessIssuer.IDENTIFIER);
  }

  /**
   * Returns a fake Harness of another account or cluster.
   *
   * @param issuer the real issuer, whose {@code iss} the tokens get
   * @return an issuer of that identifier
   */
  public static HarnessIssuer harness(Issuer issuer) {
    return new HarnessIssuer(issuer.identifier());
  }

  /**
   * Returns a fake HCP Terraform.
   *
   * @return an issuer of {@code https://app.terraform.io}
   */
  public static HcpTerraformIssuer hcpTerraform() {
    return new HcpTerraformIssuer(HcpTerraformIssuer.IDENTIFIER);
  }

  /**
   * Returns a fake HCP Terraform Europe or Terraform Enterprise.
   *
   * @param issuer the real issuer, whose {@code iss} the tokens get
   * @return an issuer of that identifier
   */
  public static HcpTerraformIssuer hcpTerraform(Issuer issuer) {
    return new HcpTerraformIssuer(issuer.identifier());
  }

  /**
   * Returns a fake Jenkins whose credentials are stored at its top.
   *
   * @return an issuer of {@code https://jenkins.acme.com/oidc}
   */
  public static JenkinsIssuer jenkins() {
    return new JenkinsIssuer(JenkinsIssuer.IDENTIFIER);
  }

  /**
   * Returns a fake of another Jenkins, of a folder's credentials, or of a credential with an issuer
   * of its own.
   *
   * @param issuer the real issuer, whose {@code iss} the tokens get
   * @return an issuer of that identifier
   */
  public static JenkinsIssuer jenkins(Issuer issuer) {
    return new JenkinsIssuer(issuer.identifier());
  }

  /**
   * Returns a fake Vercel with projects of the team {@code acme} in team issuer mode.
   *
   * @return an issuer of {@code https://oidc.vercel.com/acme}
   */
  public static VercelIssuer vercel() {
    return new VercelIssuer(VercelIssuer.TEAM);
  }

  /**
   * Returns a fake Vercel in global issuer mode, or of another team.
   *
   * @param issuer the real issuer, whose {@code iss} the tokens get
   * @return an issuer of that identifier
   */
  public static VercelIssuer vercel(Issuer issuer) {
    return new VercelIssuer(issuer.identifier());
  }

  /**
   * Returns a fake of an AWS account's outbound identity federation.
   *
   * @return an issuer of {@code
   *     https://a1b2c3d4-5678-90ab-cdef-111122223333.tokens.sts.global.api.aws}
   */
  public static AwsOutboundIssuer awsOutbound() {
    return new AwsOutboundIssuer(AwsOutboundIssuer.IDENTIFIER);
  }

  /**
   * Returns a fake of another AWS account's outbound identity federation.
   *
   * @param issuer the real issuer, whose {@code iss} the tokens get
   * @return an issuer of that identifier
   */
  public static AwsOutboundIssuer awsOutbound(Issuer issuer) {
    return new AwsOutboundIssuer(issuer.identifier());
  }

  /**
   * Returns a fake Codefresh.
   *
   * @return an issuer of {@code https://oidc.codefresh.io}
   */
  public static CodefreshIssuer codefresh() {
    return new CodefreshIssuer();
  }

  /**
   * Returns a fake identity provider that gives access tokens to the jobs of Drone and Woodpecker.
   *
   * @param provider whose access tokens they are
   * @return an issuer as that provider's are
   */
  public static DroneIssuer drone(IdentityProvider provider) {
    return new DroneIssuer(provider, provider.identifier());
  }

  /**
   * Returns a fake of another identity provider that gives access tokens to the jobs of Drone and
   * Woodpecker.
   *
   * @param provider the kind of identity provider
   * @param issuer the real issuer, whose {@code iss} the tokens get
   * @return an issuer of that identifier
   */
  public static DroneIssuer drone(IdentityProvider provider, Issuer issuer) {
    return new DroneIssuer(provider, issuer.identifier());
  }

  /**
   * Returns a fake env zero.
   *
   * @return an issuer of {@code https://login.app.env0.com/}
   */
  public static Env0Issuer env0() {
    return new Env0Issuer();
  }

  /**
   * Returns a fake Google, as the issuer of ID tokens of service accounts.
   *
   * @return an issuer of {@code https://accounts.google.com}
   */
  public static GoogleIssuer google() {
    return new GoogleIssuer();
  }

  /**
   * Returns a fake cluster of Amazon EKS.
   *
   * @return an issuer of {@code
   *     https://oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE}
   */
  public static KubernetesIssuer kubernetes() {
    return new KubernetesIssuer(KubernetesIssuer.IDENTIFIER);
  }

  /**
   * Returns a fake of another Kubernetes cluster.
   *
   * @param issuer the real issuer, whose {@code iss} the tokens get
   * @return an issuer of that identifier
   */
  public static KubernetesIssuer kubernetes(Issuer issuer) {
    return new KubernetesIssuer(issuer.identifier());
  }

  /**
   * Returns a fake Semaphore of the organisation {@code acme}.
   *
   * @return an issuer of {@code https://acme.semaphoreci.com}
   */
  public static SemaphoreIssuer semaphore() {
    return new SemaphoreIssuer(SemaphoreIssuer.IDENTIFIER);
  }

  /**
   * Returns a fake Semaphore of another organisation.
   *
   * @param issuer the real issuer, whose {@code iss} the tokens get
   * @return an issuer of that identifier
   */
  public static SemaphoreIssuer semaphore(Issuer issuer) {
    return new SemaphoreIssuer(issuer.identifier());
  }

  /**
   * Returns a fake Spacelift of the account {@code demo}.
   *
   * @return an issuer of {@code https://demo.app.spacelift.io}
   */
  public static SpaceliftIssuer spacelift() {
    return new SpaceliftIssuer(SpaceliftIssuer.IDENTIFIER);
  }

  /**
   * Returns a fake Spacelift of another account, or a self-hosted one.
   *
   * @param issuer the real issuer, whose {@code iss} the tokens get
   * @return an issuer of that identifier
   */
  public static SpaceliftIssuer spacelift(Issuer issuer) {
    return new SpaceliftIssuer(issuer.identifier());
  }

  /**
   * Returns a fake SPIRE server of the trust domain {@code prod.acme.com}.
   *
   * @return an issuer of {@code https://oidc.prod.acme.com}
   */
  public static SpiffeIssuer spiffe() {
    return new SpiffeIssuer(SpiffeIssuer.IDENTIFIER);
  }

  /**
   * Returns a fake SPIRE server with another {@code jwt_issuer}.
   *
   * @param issuer the real issuer, whose {@code iss} the tokens get
   * @return an issuer of that identifier
   */
  public static SpiffeIssuer spiffe(Issuer issuer) {
    return new SpiffeIssuer(issuer.identifier());
  }

  /**
   * Returns the {@code iss} of this issuer's tokens, which is the real issuer's.
   *
   * @return the identifier
   */
  public final String identifier() {
    return identifier;
  }

  /**
   * Returns this issuer's public keys, to be given to a policy under test.
   *
   * @return a source that has the keys at hand
   */
  public final KeySource keys() {
    return KeySource.ofJwks(jwks());
  }

  /**
   * Returns this issuer's keys as a policy would find them in production: by discovery, over
   * loopback HTTP.
   *
   * @return a source that fetches the keys when they are first needed; close it after use
   */
  public final JwksKeySource discoveredKeys() {
    return discoveredKeysBuilder().build();
  }

  /**
   * Returns what {@link #discoveredKeys()} is built by, for a test of other settings than the usual
   * ones.
   *
   * @return a builder that routes the real issuer's URLs to this issuer's server, and trusts its
   *     certificate
   */
  public final synchronized JwksKeySource.Builder discoveredKeysBuilder() {
    JwksKeySource.Builder builder = LoopbackKeys.discovery(identifier, url());
    return tls == null ? builder : builder.sslContext(tls.sslContext());
  }

  /**
   * Returns the keys of this issuer, where they are rotated.
   *
   * @return the keyring
   */
  public final Keyring keyring() {
    return keyring;
  }

  /**
   * Returns the JWK set that this issuer publishes.
   *
   * @return the document, as JSON
   */
  public final String jwks() {
    return JsonText.of(keyring.published());
  }

  /**
   * Returns where this issuer is served on loopback, after starting its server if need be.
   * Discovery is below the path of the {@link #identifier()}, at {@code
   * /.well-known/openid-configuration}, and the keys are where the real issuer has them.
   *
   * @return an {@code http} or {@code https} URL with the port, without a trailing slash
   */
  public final URI url() {
    return server().url();
  }

  /**
   * Returns the server of this issuer, after starting it if need be.
   *
   * @return the server at {@link #url()}
   */
  public final synchronized IssuerServer server() {
    if (server == null) {
      server = IssuerServer.start(this, tls);
    }
    return server;
  }

  /**
   * Lets the server speak TLS once it is started. {@link #discoveredKeys()} trusts it.
   *
   * @param identity what the server shows of itself
   * @return this issuer
   * @throws IllegalStateException if the server is started already
   */
  public final synchronized T overTls(TlsIdentity identity) {
    if (server != null) {
      throw new IllegalStateException(
          "The server was started already: call overTls before url, server or discoveredKeys");
    }
    tls = Objects.requireNonNull(identity, "identity");
    return self();
  }

  /**
   * Sets which job runs from now on: the one whose tokens {@link #env()} holds and the CI hands out
   * on request. Unless set it is the CI's most ordinary one, such as a push to the main branch.
   *
   * @param scenario makes a token each time that the job gets one, such as {@code
   *     github::pushToMain}; called by several threads at once
   * @return this issuer
   */
  public final T running(Supplier<? extends CiToken<?>> scenario) {
    runningJob.runs(scenario);
    return self();
  }

  /**
   * Returns the environment variables that this CI gives its job, for programs that look for its
   * tokens by themselves, in other processes too. What the real CI serves its jobs is served by
   * this issuer's server; files and programs are in a temporary folder. {@link #close()} ends them
   * all.
   *
   * <p>A token that a CI puts into a variable or file is minted by this call: call again for
   * another.
   *
   * @return an unmodifiable map
   * @throws UnsupportedOperationException if this CI hands its jobs no tokens by such means
   */
  public final Map<String, String> env() {
    Map<String, String> env = new LinkedHashMap<>();
    putVariables(env, runningJob);
    return Collections.unmodifiableMap(env);
  }

  /**
   * Returns the same for Credence's own code in this process: {@link #env()}, this issuer's clock,
   * and the permission to ask this issuer's server in place of the real one.
   *
   * {@snippet class="snippets.TestkitSnippetsTest" region="ambient"}
   *
   * @return the environment of the job that runs
   * @throws UnsupportedOperationException if this CI hands its jobs no tokens by such means
   */
  public final AmbientEnvironment ambient() {
    Map<String, String> env = env();
    AmbientEnvironment.Builder builder =
        LoopbackJob.environment(identifier, url()).variables(env).clock(this::now);
    nameToken(builder, env);
    return trusting(builder).build();
  }

  private synchronized AmbientEnvironment.Builder trusting(AmbientEnvironment.Builder builder) {
    return tls == null ? builder : builder.sslContext(tls.sslContext());
  }

  /**
   * Stops the server, if it was ever started, and deletes the job's files. Minting goes on working.
   */
  @Override
  public final void close() {
    runningJob.end();
    IssuerServer running = withdrawServer();
    if (running != null) {
      running.close();
    }
  }

  private synchronized @Nullable IssuerServer withdrawServer() {
    IssuerServer running = server;
    server = null;
    return running;
  }

  /**
   * Sets the audience of the tokens minted from now on, in place of the CI's own default.
   *
   * @param value the {@code aud} claim
   * @return this issuer
   */
  public final T audience(String value) {
    this.audience = Objects.requireNonNull(value, "audience");
    return self();
  }

  /**
   * Sets the clock that tokens minted from now on are dated by, in place of the system's.
   *
   * @param value the clock
   * @return this issuer
   */
  public final T clock(InstantSource value) {
    this.clock = Objects.requireNonNull(value, "clock");
    return self();
  }

  abstract T self();

  /** The header of this CI's tokens, in its own order. */
  abstract Map<String, Object> header(SigningKey signingKey);

  /** The keys that this CI publishes at all times, beside the one that it usually signs with. */
  List<SigningKey> otherKeys() {
    return List.of();
  }

  /** A key the way this CI publishes it. */
  Map<String, Object> jwk(SigningKey published) {
    return published.jwk();
  }

  /** Where this CI's discovery document says that the keys are. */
  String jwksUri() {
    return identifier + "/.well-known/jwks";
  }

  /** This CI's discovery document: its URLs are the real ones, whoever serves them. */
  Map<String, Object> discovery() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("issuer", identifier);
    document.put("jwks_uri", jwksUri());
    document.put("subject_types_supported", List.of("public", "pairwise"));
    document.put("response_types_supported", List.of("id_token"));
    document.put(
        "id_token_signing_alg_values_supported",
        publishedKeys().stream().map(each -> each.algorithm().joseName()).distinct().toList());
    document.put("scopes_supported", List.of("openid"));
    return document;
  }

  /** The job that runs unless another is set. */
  CiToken<?> usualJob() {
    throw new UnsupportedOperationException("This CI's jobs get no tokens by themselves");
  }

  /** Adds the variables that this CI sets for its job. */
  void putVariables(Map<String, String> env, RunningJob job) {
    throw new UnsupportedOperationException(
        "This CI has no variables, files or endpoints of its own by which a job gets tokens");
  }

  /** Tells where the pipeline's author put the token, in a CI that leaves this to the author. */
  void nameToken(AmbientEnvironment.Builder builder, Map<String, String> env) {}

  final RunningJob runningJob() {
    return runningJob;
  }

  /**
   * Adds what this CI serves beside discovery and keys. Called before the server's first request.
   */
  void addRoutes(IssuerServer routes) {}

  final String defaultAudience() {
    return audience;
  }

  final Instant now() {
    return clock.instant();
  }

  /** Every usable key in this CI's JWK set now. */
  final List<SigningKey> publishedKeys() {
    return keyring.publishedKeys();
  }

  /** The key that tokens are signed with now, unless they choose another. */
  final SigningKey signingKey() {
    return keyring.signing();
  }

  final void replaceKey(SigningKey next) {
    keyring.replaceWith(next);
  }
}
