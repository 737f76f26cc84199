package dev.credence.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One line of the audit: a decision on a token, an exchange of a token for a cloud's credentials,
 * or a gap where such events were lost.
 *
 * <p>It holds no token, no key and no credentials. What comes from outside is kept as it came and
 * escaped by each rendering, {@link #toJson()} and {@link #toString()}; what the token says is in
 * {@link #token()}, which tells whether it was verified.
 *
 * <p>Immutable and thread-safe.
 *
 * {@snippet class="snippets.AuditSnippets" region="event"}
 */
public final class AuditEvent {
  /** Longest value from outside that an event keeps, in code points; the rest is cut off. */
  public static final int MAX_VALUE = 1_024;

  /** How many values of one list from outside an event keeps; the rest is cut off. */
  public static final int MAX_VALUES = 16;

  /** The reason of a {@link Kind#LOSS}. */
  static final String EVENTS_LOST = "EVENTS_LOST";

  /** What happened. */
  public enum Kind {
    /** A policy, or a set of them, was asked about a token. */
    DECISION,
    /** A cloud was asked for credentials in exchange for a token. */
    EXCHANGE,
    /** Events were lost here, because a listener was too slow; see {@link AuditEvent#lost()}. */
    LOSS
  }

  /** What came of it. */
  public enum Verdict {
    /** The policy, or the cloud, trusted the token. */
    TRUSTED,
    /** The policy, or the cloud, refused the token. */
    REJECTED,
    /** Nothing can be said of the token: the keys, or the cloud, were out of reach. */
    UNDECIDED
  }

  private final Kind kind;
  private final Instant time;
  private final Verdict verdict;
  private final List<String> policies;
  private final @Nullable String reason;
  private final @Nullable String stage;
  private final List<String> mismatches;
  private final List<String> grants;
  private final @Nullable Duration latency;
  private final @Nullable String correlationId;
  private final @Nullable String fingerprint;
  private final @Nullable AuditedToken token;
  private final @Nullable AuditedExchange exchange;
  private final long lost;

  AuditEvent(AuditEventBuilder builder) {
    this.kind = builder.kind;
    this.time = builder.time;
    this.verdict = builder.verdict;
    this.policies = builder.policies;
    this.reason = builder.reason;
    this.stage = builder.stage;
    this.mismatches = builder.mismatches;
    this.grants = builder.grants;
    this.latency = builder.latency;
    this.correlationId = builder.correlationId;
    this.fingerprint = builder.fingerprint;
    this.token = builder.token;
    this.exchange = builder.exchange;
    this.lost = builder.lost;
  }

  /**
   * Starts the event of a decision.
   *
   * @param time when it was decided
   * @param verdict what was decided
   * @return a builder, not thread-safe
   */
  public static AuditEventBuilder decision(Instant time, Verdict verdict) {
    return new AuditEventBuilder(Kind.DECISION, time, verdict);
  }

  /**
   * Starts the event of an exchange.
   *
   * @param time when the cloud answered, or didn't
   * @param verdict what the cloud made of the token
   * @param exchange what was asked for, and what was granted
   * @return a builder, not thread-safe
   */
  public static AuditEventBuilder exchange(
      Instant time, Verdict verdict, AuditedExchange exchange) {
    return new AuditEventBuilder(Kind.EXCHANGE, time, verdict)
        .exchange(Objects.requireNonNull(exchange, "exchange"));
  }

  static AuditEvent loss(Instant since, long lost) {
    return new AuditEventBuilder(Kind.LOSS, since, Verdict.UNDECIDED)
        .reason(EVENTS_LOST)
        .lost(lost)
        .build();
  }

  /**
   * Returns what happened.
   *
   * @return the kind
   */
  public Kind kind() {
    return kind;
  }

  /**
   * Returns when it happened, by the clock of the policy or of the exchange.
   *
   * @return the time; of a loss that of the first event that was lost
   */
  public Instant time() {
    return time;
  }

  /**
   * Returns what came of it.
   *
   * @return the verdict; of a loss {@link Verdict#UNDECIDED}
   */
  public Verdict verdict() {
    return verdict;
  }

  /**
   * Returns the policies concerned.
   *
   * @return the names of those that trust the token, or of the one that it came nearest to; empty
   *     where a set decided before any one of its policies was asked
   */
  public List<String> policies() {
    return policies;
  }

  /**
   * Returns why, where the token is not trusted.
   *
   * @return a stable code, such as {@code CLAIM_MISMATCH} or the cloud's own
   */
  public Optional<String> reason() {
    return Optional.ofNullable(reason);
  }

  /**
   * Returns which stage of a decision refused the token.
   *
   * @return the stage, such as {@code REQUIREMENTS}
   */
  public Optional<String> stage() {
    return Optional.ofNullable(stage);
  }

  /**
   * Returns which claims differ from what the policy requires.
   *
   * @return the names, in the policy's order; empty where no claim is to blame
   */
  public List<String> mismatches() {
    return mismatches;
  }

  /**
   * Returns what was granted to the job by the policies that trust it.
   *
   * @return the labels, each once
   */
  public List<String> grants() {
    return grants;
  }

  /**
   * Returns how long it took.
   *
   * @return the time from the call to the verdict, or empty if it was not measured
   */
  public Optional<Duration> latency() {
    return Optional.ofNullable(latency);
  }

  /**
   * Returns the id that ties this event to what the caller was told.
   *
   * @return the id, or empty if there is none
   */
  public Optional<String> correlationId() {
    return Optional.ofNullable(correlationId);
  }

  /**
   * Returns what the token can be recognised by without being known: {@code sha256:} and the digest
   * of its text in base64url.
   *
   * @return the fingerprint, or empty where there was none to take
   */
  public Optional<String> fingerprint() {
    return Optional.ofNullable(fingerprint);
  }

  /**
   * Returns what the token says of itself and of its job, and whether that is verified.
   *
   * @return what it says, or empty if it could not be read
   */
  public Optional<AuditedToken> token() {
    return Optional.ofNullable(token);
  }

  /**
   * Returns what the token was exchanged for.
   *
   * @return the exchange, of an {@link Kind#EXCHANGE} only
   */
  public Optional<AuditedExchange> exchange() {
    return Optional.ofNullable(exchange);
  }

  /**
   * Returns how many events were lost.
   *
   * @return a positive number of a {@link Kind#LOSS}, else 0
   */
  public long lost() {
    return lost;
  }

  /**
   * Returns the event as one line of JSON (RFC 8259), in ASCII and without a line break. What the
   * token says is in the member {@code token} if it is verified, else in {@code unverified}. Values
   * are at most {@link #MAX_VALUE} code points long; members without a value are left out.
   *
   * @return a JSON object
   */
  public String toJson() {
    return AuditJson.of(this);
  }

  /** Returns the event on one line, escaped, each value cut at 64 code points. */
  @Override
  public String toString() {
    return AuditText.of(this);
  }
}
