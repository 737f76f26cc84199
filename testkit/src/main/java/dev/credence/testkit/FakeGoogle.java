package dev.credence.testkit;

import dev.credence.internal.http.LoopbackOnly;
import java.net.ProxySelector;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A fake of what Google Cloud does for Workload Identity Federation, on loopback. It lets jobs in
 * as its pools' providers and its service accounts say, for real: tokens are verified against each
 * provider's own {@link dev.credence.TrustPolicy}, with the keys of the fake CI that it trusts.
 *
 * {@snippet class="snippets.FakeGoogleSnippetsTest" region="google"}
 *
 * <p>It has three services.
 *
 * <ul>
 *   <li>the token service, {@code POST /v1/token}, gives a federated token to a job that a provider
 *       trusts;
 *   <li>the credentials service, {@code POST
 *       /v1/projects/-/serviceAccounts/ACCOUNT:generateAccessToken}, lets the holder of a token act
 *       as a service account that is bound to it;
 *   <li>{@link #resource()} tells whose token opens it, until the token expires by the fake's
 *       clock.
 * </ul>
 *
 * <p>Shapes and codes are Google's. The descriptions, the statuses that go with them, and which
 * code comes first where two things are wrong follow Google's documentation and what its users
 * quote; they were not compared with the real services.
 *
 * <p>Thread-safe.
 *
 * @see <a href="https://cloud.google.com/iam/docs/reference/sts/rest/v1/TopLevel/token">Security
 *     Token Service: token</a>
 * @see <a
 *     href="https://cloud.google.com/iam/docs/reference/credentials/rest/v1/projects.serviceAccounts/generateAccessToken">IAM
 *     Service Account Credentials: generateAccessToken</a>
 */
public final class FakeGoogle implements AutoCloseable {
  private static final String DEFAULT_UNIVERSE = "googleapis.com";
  private static final String RESOURCE_PATH = "/storage/v1/b/credence-test";

  private final String universeDomain;
  private final Map<String, FakeGooglePool> pools = new ConcurrentHashMap<>();
  private final Map<String, FakeGoogleServiceAccount> accounts = new ConcurrentHashMap<>();
  private final GoogleGrants grants;
  private final GoogleTokenService tokenService;
  private final CloudServer server;

  private FakeGoogle(InstantSource clock, String universeDomain) {
    this.universeDomain = universeDomain;
    this.grants = new GoogleGrants(clock);
    this.tokenService = new GoogleTokenService(clock, grants, pools::get);
    GoogleImpersonation impersonation = new GoogleImpersonation(grants, accounts::get);
    this.server =
        CloudServer.start(
            clock,
            routes -> {
              routes.route("POST", GoogleTokenService.PATH, tokenService::answer);
              routes.route("GET", RESOURCE_PATH, grants::open);
              routes.otherwise(impersonation::answer);
            });
  }

  /**
   * Starts a fake.
   *
   * @param clock by which tokens expire; give the CI's issuers the same
   * @return the fake, without pools and service accounts
   */
  public static FakeGoogle start(InstantSource clock) {
    return start(clock, DEFAULT_UNIVERSE);
  }

  /**
   * Starts a fake of another universe of Google Cloud.
   *
   * @param clock by which tokens expire; give the CI's issuers the same
   * @param universeDomain the domain below which that universe's services are
   * @return the fake, without pools and service accounts
   */
  public static FakeGoogle start(InstantSource clock, String universeDomain) {
    return new FakeGoogle(
        Objects.requireNonNull(clock, "clock"),
        Objects.requireNonNull(universeDomain, "universeDomain"));
  }

  /**
   * Returns a workload identity pool, which is made if need be.
   *
   * @param projectNumber the number of its project
   * @param id its id
   * @return the pool
   */
  public FakeGooglePool pool(long projectNumber, String id) {
    String name = FakeGooglePool.name(projectNumber, id);
    return pools.computeIfAbsent(name, FakeGooglePool::new);
  }

  /**
   * Returns a service account, which is made if need be. Nobody may act as it until it is told.
   *
   * @param address such as {@code deploy@my-project.iam.gserviceaccount.com}
   * @return the service account
   */
  public FakeGoogleServiceAccount serviceAccount(String address) {
    return accounts.computeIfAbsent(address, FakeGoogleServiceAccount::new);
  }

  /**
   * Sets how long federated tokens are good for from now on.
   *
   * @param time whole seconds; an hour unless set
   * @return this fake
   */
  public FakeGoogle federatedTokensLast(Duration time) {
    tokenService.grantsFor(time);
    return this;
  }

  /**
   * Returns what puts this fake in the place of Google's token service and credentials service. It
   * goes where a client's proxy selector goes. A client that has it speaks to this machine and to
   * no other.
   *
   * @return a permission in the form of a proxy selector
   */
  public ProxySelector inPlaceOfGoogle() {
    return LoopbackOnly.inPlaceOf(
        Set.of(
            URI.create("https://sts." + universeDomain),
            URI.create("https://iamcredentials." + universeDomain)),
        url());
  }

  /**
   * Returns where the fake listens.
   *
   * @return an {@code http} URL of 127.0.0.1, without a trailing slash
   */
  public URI url() {
    return server.url();
  }

  /**
   * Returns the server, for its faults and its journal.
   *
   * @return the server at {@link #url()}
   */
  public CloudServer server() {
    return server;
  }

  /**
   * Returns the endpoint of the token service.
   *
   * @return its endpoint, for faults and journal
   */
  public ServerEndpoint tokenEndpoint() {
    return server.endpoint(GoogleTokenService.PATH);
  }

  /**
   * Returns the endpoint at which one asks to act as a service account.
   *
   * @param address the service account
   * @return its endpoint, for faults and journal
   */
  public ServerEndpoint impersonationEndpoint(String address) {
    return server.endpoint(GoogleImpersonation.path(address));
  }

  /**
   * Returns something that only this fake's tokens open, with {@code GET} and {@code Authorization:
   * Bearer}. It answers with {@code principal} and {@code scopes} of the token.
   *
   * @return its endpoint
   */
  public ServerEndpoint resource() {
    return server.endpoint(RESOURCE_PATH);
  }

  /**
   * Returns a fault that answers with an error of the token service in place of the sound answer.
   *
   * @param status such as 400
   * @param code such as {@code invalid_grant}
   * @param description Google's words
   * @return the fault
   */
  public static Fault tokenError(int status, String code, String description) {
    return new AnswerFault(
        "token error " + code + ", status " + status,
        reply -> GoogleErrors.oauth(code, description).status(status));
  }

  /**
   * Returns a fault that answers with an error of a Google API in place of the sound answer.
   *
   * @param status such as 403
   * @param code such as {@code PERMISSION_DENIED}
   * @param reason what the details say more exactly, such as {@code SERVICE_DISABLED}; empty for an
   *     error without details
   * @param message Google's words
   * @return the fault
   */
  public static Fault apiError(int status, String code, String reason, String message) {
    return new AnswerFault(
        "API error " + code + ", status " + status,
        reply -> GoogleErrors.api(status, code, reason, message));
  }

  /** Stops the server. */
  @Override
  public void close() {
    server.close();
  }

  @Override
  public String toString() {
    return "FakeGoogle[" + url() + ", pools " + pools.keySet() + "]";
  }
}
