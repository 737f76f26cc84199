package dev.credence.testkit;

import dev.credence.Decision;
import dev.credence.RejectionReason;
import dev.credence.ambient.IdToken;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The token endpoint of a {@link FakeEntra}, for all its tenants. Thread-safe. */
final class EntraTokenEndpoint {
  static final String PATH = "/oauth2/v2.0/token";

  private static final String ASSERTION_TYPE =
      "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
  private static final String DEFAULT_SCOPE = "/.default";

  /** Of this scopes MSAL asks for beside the resource's. */
  private static final List<String> OF_SIGN_IN = List.of("openid", "profile", "offline_access");

  /** From this length of life on, the answer says when to renew. */
  private static final Duration LONG_LIFE = Duration.ofHours(2);

  private final InstantSource clock;
  private final EntraTokens tokens;
  private final Function<String, @Nullable FakeEntraTenant> tenants;
  private volatile boolean tellsNearMisses = true;

  EntraTokenEndpoint(
      InstantSource clock,
      EntraTokens tokens,
      Function<String, @Nullable FakeEntraTenant> tenants) {
    this.clock = clock;
    this.tokens = tokens;
    this.tenants = tenants;
  }

  void tellNearMisses(boolean tell) {
    tellsNearMisses = tell;
  }

  ServerResponse answer(ServerRequest request) {
    if (!request.method().equals("POST")) {
      return ServerResponse.of(405).header("Allow", "POST");
    }
    String path = request.path();
    String tenantId = path.substring(1, path.length() - PATH.length());
    FakeEntraTenant tenant = tenants.apply(tenantId.toLowerCase(Locale.ROOT));
    if (tenant == null) {
      return EntraError.noSuchTenant(tenantId).response(request, clock.instant());
    }
    Map<String, String> form = request.formParameters();
    EntraError objection = objection(tenant, form);
    return objection == null ? granted(tenant, form) : objection.response(request, clock.instant());
  }

  private @Nullable EntraError objection(FakeEntraTenant tenant, Map<String, String> form) {
    if (!"client_credentials".equals(form.get("grant_type"))) {
      return new EntraError(
          400, "unsupported_grant_type", 70003, "The app requested an unsupported grant type.");
    }
    String clientId = form.getOrDefault("client_id", "");
    FakeEntraApplication application = tenant.find(clientId);
    if (application == null) {
      return EntraError.noSuchApplication(clientId, tenant.id());
    }
    if (!ASSERTION_TYPE.equals(form.get("client_assertion_type"))) {
      return EntraError.invalidClient(
          7000216, "'client_assertion', 'client_secret' or 'request' is required.");
    }
    EntraError distrust = distrust(application, form.getOrDefault("client_assertion", ""));
    if (distrust != null) {
      return distrust;
    }
    return resource(form) == null
        ? new EntraError(
            400,
            "invalid_scope",
            1002012,
            "The provided value for scope is not valid. Client credential flows must have a scope"
                + " value with /.default suffixed to the resource identifier (application ID URI).")
        : null;
  }

  /** Why an application doesn't trust who shows a token, or null if it does. */
  private @Nullable EntraError distrust(FakeEntraApplication application, String assertion) {
    List<EntraFederatedCredential> credentials = application.credentials();
    if (credentials.isEmpty()) {
      return EntraError.noCredentials(application.clientId());
    }
    IdToken token = parsed(assertion);
    if (token == null) {
      return EntraError.invalidRequest(50027, "JWT token is invalid or malformed.");
    }
    EntraMatch match = EntraMatch.of(token, credentials);
    EntraFederatedCredential credential = match.credential();
    if (credential == null) {
      return tellsNearMisses ? match.nearMiss() : match.plainMiss();
    }
    return verdict(credential.verify(assertion, clock), token);
  }

  private static @Nullable IdToken parsed(String assertion) {
    try {
      return IdToken.parse(assertion);
    } catch (IllegalArgumentException malformed) {
      return null;
    }
  }

  private @Nullable EntraError verdict(Decision decision, IdToken token) {
    if (!(decision instanceof Decision.Rejected rejected)) {
      return null;
    }
    RejectionReason reason = rejected.rejection().reason();
    return switch (reason) {
      case EXPIRED, NOT_YET_VALID, ISSUED_IN_FUTURE ->
          EntraError.invalidClient(
              700024,
              "Client assertion is not within its valid time range. Current time: "
                  + clock.instant()
                  + ", expiry time of assertion "
                  + token.expiresAt()
                  + ".");
      case SIGNATURE_INVALID, KEY_UNKNOWN, KEY_UNSUITABLE, ALGORITHM_NOT_ALLOWED ->
          EntraError.invalidClient(700027, "Client assertion failed signature validation.");
      default -> EntraError.invalidRequest(50027, "JWT token is invalid or malformed.");
    };
  }

  private ServerResponse granted(FakeEntraTenant tenant, Map<String, String> form) {
    String clientId = form.getOrDefault("client_id", "");
    boolean answersChallenges = form.getOrDefault("claims", "").contains("\"CP1\"");
    String audience = String.valueOf(resource(form));
    long seconds = tokens.lifetime().toSeconds();
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("token_type", "Bearer");
    body.put("expires_in", seconds);
    body.put("ext_expires_in", seconds);
    if (tokens.lifetime().compareTo(LONG_LIFE) >= 0) {
      body.put("refresh_in", seconds / 2);
    }
    body.put("access_token", tokens.grant(tenant.id(), clientId, audience, answersChallenges));
    return ServerResponse.json(body);
  }

  /** The one resource that is asked for as a whole, or null if it isn't one. */
  private static @Nullable String resource(Map<String, String> form) {
    List<String> scopes =
        List.of(form.getOrDefault("scope", "").split(" ", -1)).stream()
            .filter(scope -> !OF_SIGN_IN.contains(scope))
            .toList();
    if (scopes.size() != 1 || !scopes.get(0).endsWith(DEFAULT_SCOPE)) {
      return null;
    }
    String scope = scopes.get(0);
    return scope.substring(0, scope.length() - DEFAULT_SCOPE.length());
  }
}
