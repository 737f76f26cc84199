package dev.credence.testkit;

import dev.credence.testkit.EntraTokens.Grant;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A service that takes the access tokens of a {@link FakeEntra} which are for itself, until they
 * expire by the fake's clock or are revoked. It answers any path below its {@link #url()} with
 * whose token it was given. Thread-safe.
 *
 * @see <a href="https://learn.microsoft.com/entra/identity-platform/claims-challenge">Microsoft:
 *     claims challenges</a>
 */
public final class FakeEntraResource {
  private static final String BEARER = "Bearer ";
  private static final String AUTHORIZATION_URI =
      "authorization_uri=\"https://login.microsoftonline.com/common/oauth2/authorize\"";

  private final String applicationIdUri;
  private final String path;
  private final URI url;
  private final EntraTokens tokens;

  FakeEntraResource(String applicationIdUri, URI server, int number, EntraTokens tokens) {
    this.applicationIdUri = applicationIdUri;
    this.path = "/resource-" + number;
    this.url = URI.create(server + path);
    this.tokens = tokens;
  }

  /**
   * Returns where the service is.
   *
   * @return an http URL of this machine, without a trailing slash
   */
  public URI url() {
    return url;
  }

  /**
   * Returns the scope that asks for an access token of this service.
   *
   * @return the Application ID URI with {@code /.default} behind it
   */
  public String scope() {
    return applicationIdUri + "/.default";
  }

  boolean serves(String asked) {
    return asked.equals(path) || asked.startsWith(path + "/");
  }

  ServerResponse answer(ServerRequest request) {
    String authorization = request.header("Authorization").orElse("");
    if (!authorization.startsWith(BEARER)) {
      return refusal("AuthenticationFailed", "The 'Authorization' header is missing.");
    }
    Grant grant = tokens.find(authorization.substring(BEARER.length()));
    return grant == null ? unknown() : answer(grant);
  }

  private static ServerResponse unknown() {
    return refusal("InvalidAuthenticationToken", "The access token is invalid.");
  }

  private ServerResponse answer(Grant grant) {
    if (!grant.audience().equals(applicationIdUri)) {
      return refusal(
          "InvalidAuthenticationTokenAudience", "The access token is for another audience.");
    }
    if (tokens.isExpired(grant)) {
      return refusal("ExpiredAuthenticationToken", "The access token has expired.");
    }
    if (grant.isRevoked()) {
      return grant.answersChallenges() ? challenge() : unknown();
    }
    return welcome(grant);
  }

  private static ServerResponse welcome(Grant grant) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("tenant", grant.tenant());
    body.put("application", grant.clientId());
    body.put("expires", grant.expiresAt().toString());
    return ServerResponse.json(body);
  }

  /** Continuous access evaluation: tells the client to come back with a younger token. */
  private ServerResponse challenge() {
    String claims =
        JsonText.of(
            Map.of(
                "access_token",
                Map.of(
                    "nbf",
                    Map.of(
                        "essential",
                        true,
                        "value",
                        String.valueOf(tokens.revokedAt().getEpochSecond())))));
    String encoded = Base64.getEncoder().encodeToString(claims.getBytes(StandardCharsets.UTF_8));
    return refusal("InvalidAuthenticationToken", "The access token was revoked.")
        .header(
            "WWW-Authenticate",
            "Bearer realm=\"\", "
                + AUTHORIZATION_URI
                + ", error=\"insufficient_claims\", claims=\""
                + encoded
                + "\"");
  }

  private static ServerResponse refusal(String code, String message) {
    Map<String, Object> body = Map.of("error", Map.of("code", code, "message", message));
    return ServerResponse.json(body)
        .status(401)
        .header(
            "WWW-Authenticate",
            "Bearer "
                + AUTHORIZATION_URI
                + ", error=\"invalid_token\", error_description=\""
                + message
                + "\"");
  }

  @Override
  public String toString() {
    return applicationIdUri + " at " + url;
  }
}
