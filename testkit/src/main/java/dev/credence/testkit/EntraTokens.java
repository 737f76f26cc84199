package dev.credence.testkit;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The access tokens that a {@link FakeEntra} granted, and what each is good for. Thread-safe. */
final class EntraTokens {
  private static final int RANDOM_OCTETS = 24;

  private final SecureRandom random = new SecureRandom();
  private final Map<String, Grant> grants = new ConcurrentHashMap<>();
  private final InstantSource clock;
  private volatile Duration lifetime = Duration.ofHours(1);
  private volatile Instant revokedAt = Instant.EPOCH;

  /** What one access token is good for. */
  static final class Grant {
    private final String tenant;
    private final String clientId;
    private final String audience;
    private final Instant expiresAt;
    private final boolean answersChallenges;
    private volatile boolean revoked;

    private Grant(
        String tenant,
        String clientId,
        String audience,
        Instant expiresAt,
        boolean answersChallenges) {
      this.tenant = tenant;
      this.clientId = clientId;
      this.audience = audience;
      this.expiresAt = expiresAt;
      this.answersChallenges = answersChallenges;
    }

    String tenant() {
      return tenant;
    }

    String clientId() {
      return clientId;
    }

    String audience() {
      return audience;
    }

    Instant expiresAt() {
      return expiresAt;
    }

    boolean answersChallenges() {
      return answersChallenges;
    }

    boolean isRevoked() {
      return revoked;
    }
  }

  EntraTokens(InstantSource clock) {
    this.clock = clock;
  }

  /** Grants a token and returns its text. */
  String grant(String tenant, String clientId, String audience, boolean answersChallenges) {
    byte[] octets = new byte[RANDOM_OCTETS];
    random.nextBytes(octets);
    String text = "fake-entra-" + Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
    Instant expiresAt = clock.instant().plus(lifetime);
    grants.put(text, new Grant(tenant, clientId, audience, expiresAt, answersChallenges));
    return text;
  }

  @Nullable Grant find(String text) {
    return grants.get(text);
  }

  boolean isExpired(Grant grant) {
    return !clock.instant().isBefore(grant.expiresAt());
  }

  void grantFor(Duration time) {
    lifetime = time;
  }

  Duration lifetime() {
    return lifetime;
  }

  void revokeAll() {
    revokedAt = clock.instant();
    grants.values().forEach(grant -> grant.revoked = true);
  }

  /** What a challenge tells a client to ask for: a token that is younger than this. */
  Instant revokedAt() {
    return revokedAt;
  }
}
