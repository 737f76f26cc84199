package dev.credence.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The tokens that a {@link FakeGoogle} has issued. Thread-safe. */
final class GoogleGrants {
  static final String CLOUD_PLATFORM = "https://www.googleapis.com/auth/cloud-platform";

  private static final String BEARER = "Bearer ";

  private final InstantSource clock;
  private final Map<String, GoogleGrant> grants = new ConcurrentHashMap<>();

  GoogleGrants(InstantSource clock) {
    this.clock = clock;
  }

  Instant expiryAfter(Duration lifetime) {
    return clock.instant().plus(lifetime);
  }

  /** Issues a token. */
  String issue(String prefix, GoogleGrant grant) {
    String token = prefix + UUID.randomUUID() + UUID.randomUUID();
    grants.put(token, grant);
    return token;
  }

  /** What the token of a request stands for, if it carries one that is still good. */
  Optional<GoogleGrant> of(ServerRequest request) {
    String authorization = request.header("Authorization").orElse("");
    return authorization.startsWith(BEARER)
        ? Optional.ofNullable(grants.get(authorization.substring(BEARER.length())))
            .filter(grant -> clock.instant().isBefore(grant.expiresAt()))
        : Optional.empty();
  }

  /** Answers a request for the protected resource. */
  ServerResponse open(ServerRequest request) {
    return of(request)
        .map(grant -> mayRead(grant.scopes()) ? shown(grant) : GoogleErrors.insufficientScope())
        .orElseGet(GoogleErrors::unauthenticated);
  }

  private static boolean mayRead(List<String> scopes) {
    return scopes.stream().anyMatch(each -> each.equals(CLOUD_PLATFORM) || each.contains("read"));
  }

  private static ServerResponse shown(GoogleGrant grant) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("principal", grant.principal());
    shown.put("scopes", grant.scopes());
    shown.put("expires", grant.expiresAt().toString());
    return ServerResponse.json(shown);
  }
}
