package dev.credence.ambient;

import dev.credence.ambient.IdTokenUnavailableException.Kind;
import dev.credence.internal.http.FetchResult;
import dev.credence.internal.text.SafeText;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A token endpoint and all that is said to it (RFC 6749 §3.2 and §5). Immutable and thread-safe.
 */
final class OAuthTokens {
  private static final int OK = 200;
  private static final Set<String> TOKEN_TYPES = Set.of("bearer", "n_a");
  private static final Set<String> ISSUED_TYPES =
      Stream.of(SubjectTokenType.values())
          .map(SubjectTokenType::uri)
          .collect(Collectors.toUnmodifiableSet());

  private final AmbientEnvironment environment;
  private final OAuthGrant grant;
  private final Map<String, String> parameters;
  private final @Nullable ClientAuthentication client;
  private final String issuer;
  private final TokenService service;

  OAuthTokens(
      String provider,
      String issuer,
      AmbientEnvironment environment,
      OAuthGrant grant,
      Map<String, String> parameters,
      @Nullable ClientAuthentication client) {
    this.environment = environment;
    this.grant = grant;
    this.parameters = parameters;
    this.client = client;
    this.issuer = issuer;
    this.service = TokenService.onTheWeb(provider, environment, failure -> "");
  }

  /** Finds the endpoint and asks it, all by one deadline. */
  String token() throws IdTokenUnavailableException {
    TokenService asked = service.withOneDeadline();
    AuthorizationServer server = new OAuthDiscovery(issuer, environment.fetch(), asked).server();
    FetchResult answer =
        asked.ask(() -> environment.fetch().send(form(server).request(server.tokenEndpoint())));
    Map<String, Object> members = asked.json(answer);
    if (answer.status() != OK) {
      throw refused(members.getOrDefault("error", ""));
    }
    requireKnownType(members);
    return tokenIn(members);
  }

  /** Made anew for each attempt: assertions may serve only once. */
  private OAuthForm form(AuthorizationServer server) throws IdTokenUnavailableException {
    OAuthForm form = new OAuthForm();
    grant.addTo(form);
    form.putAll(parameters);
    if (client != null) {
      client.addTo(form, server, environment.clock().instant());
    }
    return form;
  }

  private void requireKnownType(Map<String, Object> members) throws IdTokenUnavailableException {
    Object type = members.getOrDefault("issued_token_type", "");
    if (grant.isAnsweredWithItsType() && !ISSUED_TYPES.contains(type)) {
      throw service.failure(
          Kind.BAD_ANSWER,
          "The answer's issued_token_type is "
              + SafeText.quote(type)
              + " where an access token, an ID token or a JWT is required (RFC 8693 §2.2.1).");
    }
  }

  /** Some servers answer an assertion with an ID token and nothing else. */
  private String tokenIn(Map<String, Object> members) throws IdTokenUnavailableException {
    if (members.get("access_token") instanceof String token) {
      requireBearer(members.getOrDefault("token_type", ""));
      return token;
    }
    if (members.get("id_token") instanceof String token) {
      return token;
    }
    throw service.failure(
        Kind.BAD_ANSWER, "The answer has no member \"access_token\" that is a string.");
  }

  /** A token that is bound to a key of its client would be of no use to whoever gets it from us. */
  private void requireBearer(Object type) throws IdTokenUnavailableException {
    if (!(type instanceof String name) || !TOKEN_TYPES.contains(name.toLowerCase(Locale.ROOT))) {
      throw service.failure(
          Kind.BAD_ANSWER,
          "The answer's token_type is " + SafeText.quote(type) + " where Bearer is required.");
    }
  }

  private IdTokenUnavailableException refused(Object code) {
    String method = client == null ? "nothing" : client.method();
    return service.failure(Kind.REFUSED, OAuthError.explained(code, method));
  }
}
