package dev.credence.testkit;

import dev.credence.Decision;
import dev.credence.Rejection;
import dev.credence.VerifiedToken;
import dev.credence.internal.json.JsonException;
import dev.credence.internal.json.JsonLimits;
import dev.credence.internal.json.StrictJson;
import dev.credence.keys.KeysUnavailableException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Google's token service, as far as tokens of CIs go (RFC 8693). Thread-safe. */
final class GoogleTokenService {
  static final String PATH = "/v1/token";

  private static final String RESOURCE = "//iam.googleapis.com/";
  private static final String PROVIDERS = "/providers/";
  private static final String TOKEN_TYPE = "urn:ietf:params:oauth:token-type:";
  private static final String ACCESS_TOKEN = TOKEN_TYPE + "access_token";
  private static final String GRANT = "urn:ietf:params:oauth:grant-type:token-exchange";
  private static final List<String> SUBJECT_TOKEN_TYPES =
      List.of(TOKEN_TYPE + "jwt", TOKEN_TYPE + "id_token");

  private final InstantSource clock;
  private final GoogleGrants grants;
  private final Function<String, @Nullable FakeGooglePool> pools;
  private volatile Duration lifetime = Duration.ofHours(1);

  GoogleTokenService(
      InstantSource clock, GoogleGrants grants, Function<String, @Nullable FakeGooglePool> pools) {
    this.clock = clock;
    this.grants = grants;
    this.pools = pools;
  }

  void grantsFor(Duration time) {
    lifetime = time;
  }

  ServerResponse answer(ServerRequest request) {
    Map<String, String> form = request.formParameters();
    String problem = problemOf(form);
    if (!problem.isEmpty()) {
      return GoogleErrors.oauth("invalid_request", problem);
    }
    String audience = form.getOrDefault("audience", "");
    int providers = audience.indexOf(PROVIDERS);
    if (!audience.startsWith(RESOURCE) || providers < 0) {
      return GoogleErrors.oauth(
          "invalid_request",
          "Invalid value for \"audience\". This value should be the full resource name of the"
              + " Identity Provider.");
    }
    FakeGooglePool pool = pools.apply(audience.substring(RESOURCE.length(), providers));
    FakeGooglePool.Provider provider =
        pool == null ? null : pool.provider(audience.substring(providers + PROVIDERS.length()));
    return pool == null || provider == null ? invalidTarget() : exchanged(form, pool, provider);
  }

  private static String problemOf(Map<String, String> form) {
    if (!GRANT.equals(form.get("grant_type"))) {
      return "Invalid value for \"grant_type\".";
    }
    if (!SUBJECT_TOKEN_TYPES.contains(form.getOrDefault("subject_token_type", ""))) {
      return "Invalid value for \"subject_token_type\".";
    }
    if (!ACCESS_TOKEN.equals(form.get("requested_token_type"))) {
      return "Invalid value for \"requested_token_type\".";
    }
    return form.getOrDefault("scope", "").isEmpty() ? "Missing value for \"scope\"." : "";
  }

  private static ServerResponse invalidTarget() {
    return GoogleErrors.oauth(
        "invalid_target",
        "The target service indicated by the \"audience\" parameters is invalid. This might either"
            + " be because the pool or provider is disabled or deleted or because it doesn't"
            + " exist.");
  }

  private ServerResponse exchanged(
      Map<String, String> form, FakeGooglePool pool, FakeGooglePool.Provider provider) {
    CiIssuer<?> issuer = provider.issuer();
    String token = form.getOrDefault("subject_token", "");
    try {
      Decision decision =
          provider
              .trust()
              .withKeys(issuer.identifier(), issuer.keys())
              .withClock(clock)
              .evaluate(token);
      return decision instanceof Decision.Trusted trusted
          ? granted(form, pool, trusted.token(), token)
          : refused(((Decision.Rejected) decision).rejection());
    } catch (KeysUnavailableException e) {
      return GoogleErrors.oauth(
          "invalid_grant", "Error connecting to the given credential's issuer.");
    }
  }

  private ServerResponse granted(
      Map<String, String> form, FakeGooglePool pool, VerifiedToken job, String token) {
    String principal = pool.principal(job.subject());
    List<String> members = new ArrayList<>(List.of(principal, pool.principalSet()));
    claims(token)
        .forEach((name, value) -> members.add(pool.principalSet(name, String.valueOf(value))));
    GoogleGrant grant =
        new GoogleGrant(
            principal,
            List.copyOf(members),
            List.of(form.getOrDefault("scope", "").split(" ")),
            grants.expiryAfter(lifetime));
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("access_token", grants.issue("ya29.d.", grant));
    answer.put("issued_token_type", ACCESS_TOKEN);
    answer.put("token_type", "Bearer");
    answer.put("expires_in", lifetime.toSeconds());
    return ServerResponse.json(answer);
  }

  /** The claims of a token that was verified. */
  private static Map<String, Object> claims(String token) {
    String payload = token.substring(token.indexOf('.') + 1, token.lastIndexOf('.'));
    byte[] json = Base64.getUrlDecoder().decode(payload);
    try {
      return StrictJson.parseObject(
          new String(json, StandardCharsets.UTF_8), JsonLimits.TOKEN_CLAIMS);
    } catch (JsonException e) {
      throw new IllegalStateException("It was read before", e);
    }
  }

  private static ServerResponse refused(Rejection rejection) {
    return switch (rejection.reason()) {
      case CLAIM_MISMATCH, CLAIM_MISSING, CLAIM_TYPE ->
          GoogleErrors.oauth(
              "unauthorized_client",
              "The given credential is rejected by the attribute condition.");
      case AUDIENCE_MISMATCH, AUDIENCE_MULTIPLE ->
          invalidGrant("The audience in ID Token does not match the expected audience.");
      case ISSUER_UNKNOWN ->
          invalidGrant("The issuer in ID Token does not match the expected issuer.");
      case EXPIRED, NOT_YET_VALID, ISSUED_IN_FUTURE, LIFETIME_EXCEEDED ->
          invalidGrant("ID Token is stale to sign-in.");
      case KEY_UNKNOWN, KEY_UNSUITABLE, SIGNATURE_INVALID, ALGORITHM_NOT_ALLOWED ->
          invalidGrant("Invalid signature for token.");
      default -> GoogleErrors.oauth("invalid_request", "The subject token is not a valid JWT.");
    };
  }

  private static ServerResponse invalidGrant(String description) {
    return GoogleErrors.oauth("invalid_grant", description);
  }
}
