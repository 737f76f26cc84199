package dev.credence.audit;

import dev.credence.internal.text.Base64Url;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Collects an {@link AuditEvent}; started by {@link AuditEvent#decision} or {@link
 * AuditEvent#exchange}. Not thread-safe.
 */
public final class AuditEventBuilder {
  /** Longest text that a fingerprint is taken of, in characters; no token is longer. */
  private static final int MAX_TOKEN = 65_536;

  final AuditEvent.Kind kind;
  final Instant time;
  final AuditEvent.Verdict verdict;
  List<String> policies = List.of();
  @Nullable String reason;
  @Nullable String stage;
  List<String> mismatches = List.of();
  List<String> grants = List.of();
  @Nullable Duration latency;
  @Nullable String correlationId;
  @Nullable String fingerprint;
  @Nullable AuditedToken token;
  @Nullable AuditedExchange exchange;
  long lost;

  AuditEventBuilder(AuditEvent.Kind kind, Instant time, AuditEvent.Verdict verdict) {
    this.kind = kind;
    this.time = Objects.requireNonNull(time, "time");
    this.verdict = Objects.requireNonNull(verdict, "verdict");
  }

  AuditEventBuilder exchange(AuditedExchange value) {
    this.exchange = value;
    return this;
  }

  AuditEventBuilder lost(long count) {
    this.lost = count;
    return this;
  }

  /**
   * Sets the policies concerned.
   *
   * @param names their names, all of which are kept
   * @return this builder
   */
  public AuditEventBuilder policies(Collection<String> names) {
    this.policies = List.copyOf(names);
    return this;
  }

  /**
   * Sets why the token is not trusted.
   *
   * @param code a stable code, the policy's or the cloud's
   * @return this builder
   */
  public AuditEventBuilder reason(String code) {
    this.reason = OutsideText.of(code);
    return this;
  }

  /**
   * Sets which stage refused the token.
   *
   * @param name the stage's name
   * @return this builder
   */
  public AuditEventBuilder stage(String name) {
    this.stage = Objects.requireNonNull(name, "name");
    return this;
  }

  /**
   * Sets which claims differ from what is required.
   *
   * @param claims their names, of which {@link AuditEvent#MAX_VALUES} are kept
   * @return this builder
   */
  public AuditEventBuilder mismatches(Collection<String> claims) {
    this.mismatches = OutsideText.of(claims);
    return this;
  }

  /**
   * Sets what was granted.
   *
   * @param labels the labels, all of which are kept
   * @return this builder
   */
  public AuditEventBuilder grants(Collection<String> labels) {
    this.grants = List.copyOf(labels);
    return this;
  }

  /**
   * Sets how long it took.
   *
   * @param duration the time from the call to the verdict
   * @return this builder
   */
  public AuditEventBuilder latency(Duration duration) {
    this.latency = Objects.requireNonNull(duration, "duration");
    return this;
  }

  /**
   * Sets the id that ties the event to what the caller was told.
   *
   * @param id the id
   * @return this builder
   */
  public AuditEventBuilder correlationId(String id) {
    this.correlationId = OutsideText.of(id);
    return this;
  }

  /**
   * Sets the fingerprint to that of a token, whose text is not kept.
   *
   * @param text the token; one of more than 65536 characters gets no fingerprint
   * @return this builder
   */
  public AuditEventBuilder fingerprintOf(String text) {
    this.fingerprint =
        text.length() > MAX_TOKEN ? null : "sha256:" + Base64Url.encode(digest(text));
    return this;
  }

  private static byte[] digest(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256, and this one has not", e);
    }
  }

  /**
   * Sets what the token says.
   *
   * @param value what it says, and whether that is verified
   * @return this builder
   */
  public AuditEventBuilder token(AuditedToken value) {
    this.token = Objects.requireNonNull(value, "value");
    return this;
  }

  /**
   * Builds the event.
   *
   * @return the event, immutable
   */
  public AuditEvent build() {
    return new AuditEvent(this);
  }
}
