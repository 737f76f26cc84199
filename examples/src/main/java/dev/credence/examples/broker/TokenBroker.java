package dev.credence.examples.broker;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.credence.Decision;
import dev.credence.Rejection;
import dev.credence.RejectionReason;
import dev.credence.TrustPolicySet;
import dev.credence.VerifiedToken;
import dev.credence.audit.AuditEvent;
import dev.credence.audit.AuditListener;
import dev.credence.audit.AuditedExchange;
import dev.credence.audit.AuditedToken;
import dev.credence.audit.CorrelationIds;
import dev.credence.audit.GuardedAuditListener;
import dev.credence.examples.bearer.BearerGuard;
import dev.credence.keys.KeysUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives a job a token of the organisation's own for the one of its CI (RFC 8693, RFC 9068). It is
 * for one service, has the roles that the policies grant to the job or fewer, and never outlives
 * the CI's token.
 *
 * <p>Thread-safe.
 */
final class TokenBroker {
  /**
   * The longest time that an issued token lives: enough for a step, too short to be worth taking.
   */
  static final Duration LIFETIME = Duration.ofMinutes(5);

  private static final Logger LOG = LoggerFactory.getLogger(TokenBroker.class);

  private final String issuer;
  private final Set<String> audiences;
  private final Supplier<TrustPolicySet> policies;
  private final BrokerKeys keys;
  private final AuditListener audit;
  private final InstantSource clock;

  /**
   * A broker.
   *
   * @param issuer the {@code iss} of its tokens: the https origin where it is served
   * @param audiences the services that tokens can be for
   * @param policies asked for each request; see {@link #withScopes}
   */
  TokenBroker(
      String issuer,
      Set<String> audiences,
      Supplier<TrustPolicySet> policies,
      BrokerKeys keys,
      AuditListener audit,
      InstantSource clock) {
    this.issuer = issuer;
    this.audiences = Set.copyOf(audiences);
    this.policies = policies;
    this.keys = keys;
    this.audit = GuardedAuditListener.of(audit); // what it throws doesn't cost the job its token
    this.clock = clock;
  }

  /**
   * Checks that what policies grant can be a {@code scope} (RFC 6749 §3.3).
   *
   * @throws IllegalArgumentException if not
   */
  static TrustPolicySet withScopes(TrustPolicySet read) {
    read.policies().forEach(policy -> policy.grants().forEach(BearerGuard::requireRole));
    return read;
  }

  String issuer() {
    return issuer;
  }

  String publishedKeys() {
    return keys.published();
  }

  // @start region="exchange"
  /** Exchanges a token; returns the members of the answer (RFC 8693 §2.2.1). */
  Map<String, Object> exchange(Form form) throws ExchangeRefusedException {
    ExchangeRequest request = ExchangeRequest.of(form, audiences);
    String id = CorrelationIds.random().next();
    Decision.Trusted job = trusted(request.subjectToken(), id);
    try {
      Set<String> roles = roles(job, request);
      Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
      Duration lifetime = lifetime(job.token(), now);
      String token = keys.sign(claims(job.token(), request, roles, now.plus(lifetime), now, id));
      record(job, request, roles, lifetime, id);
      return answer(token, request, roles, lifetime);
    } catch (ExchangeRefusedException | RuntimeException e) {
      job.token().release(); // nothing was given for it: where a token serves once, it still may
      throw e;
    }
  }

  private Decision.Trusted trusted(String token, String id) throws ExchangeRefusedException {
    try {
      Decision decision = policies.get().withCorrelationIds(() -> id).evaluate(token);
      if (decision instanceof Decision.Trusted job) {
        return job;
      }
      throw refused(((Decision.Rejected) decision).rejection());
    } catch (KeysUnavailableException e) {
      LOG.warn("Undecided, reference {}: {}", id, e.getMessage());
      throw ExchangeRefusedException.undecided(e.retryAfter().orElse(null), id);
    }
  }

  private static ExchangeRefusedException refused(Rejection why) {
    LOG.warn("Refused, reference {}: {}", why.correlationId(), why.explain());
    return why.reason() == RejectionReason.REPLAY_UNDECIDED
        ? ExchangeRefusedException.undecided(null, why.correlationId())
        : ExchangeRefusedException.invalidRequest(why.publicMessage()); // RFC 8693 §2.2.2
  }

  private static Set<String> roles(Decision.Trusted job, ExchangeRequest request)
      throws ExchangeRefusedException {
    Set<String> roles = request.scope().orElse(job.grants());
    if (roles.isEmpty() || !job.grants().containsAll(roles)) {
      throw ExchangeRefusedException.invalidScope("The job has no such role.");
    }
    return roles;
  }

  /** A policy lets clocks disagree by some seconds; an issued token doesn't live by them. */
  private static Duration lifetime(VerifiedToken ci, Instant now) throws ExchangeRefusedException {
    Duration left = Duration.between(now, ci.expiresAt());
    if (left.compareTo(Duration.ZERO) <= 0) {
      throw ExchangeRefusedException.invalidRequest("The subject token is about to expire.");
    }
    return left.compareTo(LIFETIME) < 0 ? left : LIFETIME;
  }

  private JWTClaimsSet claims(
      VerifiedToken ci,
      ExchangeRequest request,
      Set<String> roles,
      Instant expiresAt,
      Instant now,
      String id) {
    String subject = ci.issuer() + "|" + ci.subject(); // two CIs can have jobs of one subject
    return new JWTClaimsSet.Builder()
        .issuer(issuer)
        .subject(subject)
        .claim("client_id", subject)
        .audience(request.audience())
        .issueTime(Date.from(now))
        .expirationTime(Date.from(expiresAt))
        .jwtID(id) // leads from the token to the audit
        .claim("scope", String.join(" ", roles))
        .claim("roles", List.copyOf(roles))
        .build();
  }

  // @end

  private void record(
      Decision.Trusted job,
      ExchangeRequest request,
      Set<String> roles,
      Duration lifetime,
      String id) {
    AuditedExchange exchange = AuditedExchange.of("broker", request.audience()).granted(lifetime);
    AuditedToken subject =
        AuditedToken.verified()
            .issuer(job.token().issuer())
            .subject(job.token().subject())
            .expiresAt(job.token().expiresAt())
            .build();
    audit.on(
        AuditEvent.exchange(clock.instant(), AuditEvent.Verdict.TRUSTED, exchange)
            .policies(job.policies().stream().map(policy -> policy.name()).toList())
            .grants(roles)
            .correlationId(id)
            .token(subject)
            .build());
  }

  private static Map<String, Object> answer(
      String token, ExchangeRequest request, Set<String> roles, Duration lifetime) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("access_token", token);
    members.put("issued_token_type", request.issuedType());
    members.put("token_type", "Bearer");
    members.put("expires_in", lifetime.toSeconds());
    members.put("scope", String.join(" ", roles));
    return members;
  }
}
