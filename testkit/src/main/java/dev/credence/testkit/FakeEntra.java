package dev.credence.testkit;

import dev.credence.internal.http.LoopbackOnly;
import java.net.ProxySelector;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A fake Microsoft Entra on loopback, and services that take its access tokens. It lets jobs act as
 * applications that trust them by federated credentials, for real: a credential's issuer, subject
 * and audience are compared exactly, and the token is verified with the keys of the fake CI.
 *
 * {@snippet class="snippets.EntraSnippetsTest" region="entra"}
 *
 * <p>The token endpoint is {@code POST /TENANT/oauth2/v2.0/token}. It takes an assertion for the
 * grant {@code client_credentials}, and refuses with the codes that tell near misses apart: {@code
 * AADSTS700211}, {@code 700212} and {@code 700213} for the issuer, the audience and the subject,
 * {@code 7002138} for a subject that differs only by case, {@code 700024} for a token out of its
 * time, {@code 70025} for an application without credentials, {@code 700016} for one that the
 * tenant doesn't have, {@code 90002} for a tenant that isn't there. Answers have the real ones'
 * shape and words, as far as Microsoft's documentation and its users quote them; statuses, and
 * which code comes first where two things are wrong, were not compared with the real Entra. Access
 * tokens are opaque: they open this fake's {@link #resource resources} and nothing else.
 *
 * <p>Thread-safe.
 *
 * @see <a href="https://learn.microsoft.com/entra/workload-id/workload-identity-federation">
 *     Microsoft: workload identity federation</a>
 */
public final class FakeEntra implements AutoCloseable {
  private static final URI PUBLIC_AUTHORITY = URI.create("https://login.microsoftonline.com");

  private final Map<String, FakeEntraTenant> tenants = new ConcurrentHashMap<>();
  private final Map<String, FakeEntraResource> resources = new ConcurrentHashMap<>();
  private final EntraTokens tokens;
  private final EntraTokenEndpoint tokenEndpoint;
  private final CloudServer server;

  private FakeEntra(InstantSource clock) {
    this.tokens = new EntraTokens(clock);
    this.tokenEndpoint = new EntraTokenEndpoint(clock, tokens, tenants::get);
    this.server = CloudServer.start(clock, routes -> routes.otherwise(this::answer));
  }

  /**
   * Starts a fake.
   *
   * @param clock by which tokens expire; give the CI's issuers the same
   * @return the fake, without tenants and resources
   */
  public static FakeEntra start(InstantSource clock) {
    return new FakeEntra(Objects.requireNonNull(clock, "clock"));
  }

  /**
   * Returns a tenant, which is made if need be.
   *
   * @param id its id or domain, in any case
   * @return the tenant
   */
  public FakeEntraTenant tenant(String id) {
    return tenants.computeIfAbsent(id.toLowerCase(Locale.ROOT), FakeEntraTenant::new);
  }

  /**
   * Returns a service that takes access tokens of all tenants for itself, which is made if need be.
   *
   * @param applicationIdUri what scopes name it by, such as {@code https://management.azure.com}
   * @return the service
   */
  public FakeEntraResource resource(String applicationIdUri) {
    return resources.computeIfAbsent(
        applicationIdUri,
        added -> new FakeEntraResource(added, url(), resources.size() + 1, tokens));
  }

  /**
   * Sets how long access tokens are good for from now on. As the real one does, the answer says
   * that a token of 2 hours or more is to be renewed at half of its life.
   *
   * @param time whole seconds; an hour unless set
   * @return this fake
   */
  public FakeEntra accessTokensLast(Duration time) {
    tokens.grantFor(time);
    return this;
  }

  /**
   * Revokes all access tokens that were granted so far. To a client that can answer a claims
   * challenge the resources send one, and to others the refusal of an invalid token.
   *
   * @return this fake
   */
  public FakeEntra revokeAccessTokens() {
    tokens.revokeAll();
    return this;
  }

  /**
   * Answers every token without a matching credential with {@code AADSTS70021} from now on, the
   * code of before issuer, subject and audience were told apart.
   *
   * @return this fake
   */
  public FakeEntra withoutNearMisses() {
    tokenEndpoint.tellNearMisses(false);
    return this;
  }

  /**
   * Returns what puts this fake in the place of the public cloud's Entra. It goes where a client's
   * proxy selector goes. A client that has it speaks to this machine and to no other.
   *
   * @return a permission in the form of a proxy selector
   */
  public ProxySelector inPlaceOfEntra() {
    return inPlaceOfEntra(PUBLIC_AUTHORITY);
  }

  /**
   * Returns what puts this fake in the place of another Entra.
   *
   * @param authority where the real one is, such as {@code https://login.microsoftonline.us}
   * @return a permission in the form of a proxy selector
   */
  public ProxySelector inPlaceOfEntra(URI authority) {
    return LoopbackOnly.inPlaceOf(authority, url());
  }

  /**
   * Returns where the fake listens.
   *
   * @return an http URL with the port, without a trailing slash
   */
  public URI url() {
    return server.url();
  }

  /**
   * Returns the server, with its faults and its journal.
   *
   * @return the server at {@link #url()}
   */
  public CloudServer server() {
    return server;
  }

  /**
   * Returns a fault that answers with an error of Entra's in place of the sound answer.
   *
   * @param status such as 401
   * @param error the OAuth error, such as {@code invalid_client}
   * @param code the number of the code, such as 700213 for {@code AADSTS700213}
   * @param message Entra's words
   * @return the fault
   */
  public static Fault error(int status, String error, int code, String message) {
    return new AnswerFault(
        "AADSTS" + code + ", status " + status,
        reply ->
            new EntraError(status, error, code, message).response(reply.request(), Instant.now()));
  }

  private ServerResponse answer(ServerRequest request) {
    String path = request.path();
    if (path.endsWith(EntraTokenEndpoint.PATH)) {
      return tokenEndpoint.answer(request);
    }
    return resources.values().stream()
        .filter(resource -> resource.serves(path))
        .findFirst()
        .map(resource -> resource.answer(request))
        .orElseGet(() -> ServerResponse.of(404));
  }

  /** Stops the server. */
  @Override
  public void close() {
    server.close();
  }

  @Override
  public String toString() {
    return "FakeEntra[" + url() + ", tenants " + tenants.keySet() + "]";
  }
}
