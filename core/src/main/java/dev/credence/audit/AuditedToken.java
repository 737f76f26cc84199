package dev.credence.audit;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a token says of itself and of its job, as far as the audit keeps it, and whether that is
 * verified.
 *
 * <p>It proves nothing to anyone. If it is {@linkplain #isVerified() not verified}, anyone could
 * have written every word of it, and each rendering says so by the name that it stands under.
 * Values are kept as the token spells them, control characters included, and are escaped when they
 * are rendered; one that is longer than {@link AuditEvent#MAX_VALUE} code points is cut.
 *
 * <p>Immutable and thread-safe.
 */
public final class AuditedToken {
  private final boolean verified;
  private final @Nullable String issuer;
  private final @Nullable String subject;
  private final List<String> audience;
  private final @Nullable String id;
  private final @Nullable Instant expiresAt;
  private final Map<String, String> claims;

  private AuditedToken(Builder builder) {
    this.verified = builder.verified;
    this.issuer = builder.issuer;
    this.subject = builder.subject;
    this.audience = builder.audience;
    this.id = builder.id;
    this.expiresAt = builder.expiresAt;
    this.claims = Collections.unmodifiableMap(new LinkedHashMap<>(builder.claims));
  }

  /**
   * Starts a token whose signature was verified before any of this was read from it.
   *
   * @return a builder, not thread-safe
   */
  public static Builder verified() {
    return new Builder(true);
  }

  /**
   * Starts a token whose signature was not verified by whoever tells of it.
   *
   * @return a builder, not thread-safe
   */
  public static Builder unverified() {
    return new Builder(false);
  }

  /**
   * Tells whether its issuer is known to have written all this.
   *
   * @return true if the signature had been verified
   */
  public boolean isVerified() {
    return verified;
  }

  /**
   * Returns the {@code iss} claim.
   *
   * @return the issuer, or empty if the token names none
   */
  public Optional<String> issuer() {
    return Optional.ofNullable(issuer);
  }

  /**
   * Returns the {@code sub} claim.
   *
   * @return the subject, or empty if the token names none
   */
  public Optional<String> subject() {
    return Optional.ofNullable(subject);
  }

  /**
   * Returns the {@code aud} claim.
   *
   * @return an unmodifiable list, empty if the token names none
   */
  public List<String> audience() {
    return audience;
  }

  /**
   * Returns the token's own id, the {@code jti} claim.
   *
   * @return the id, or empty if the token has none
   */
  public Optional<String> id() {
    return Optional.ofNullable(id);
  }

  /**
   * Returns when the token expires, the {@code exp} claim.
   *
   * @return the time, or empty if the token names none
   */
  public Optional<Instant> expiresAt() {
    return Optional.ofNullable(expiresAt);
  }

  /**
   * Returns the claims that tell which job it is, in the order that its provider lists them.
   *
   * @return an unmodifiable map from name to value, what is no text being JSON; a claim that the
   *     token doesn't have is not in it
   */
  public Map<String, String> claims() {
    return claims;
  }

  /** Returns it on one line, escaped, each value cut at 64 code points. */
  @Override
  public String toString() {
    return AuditText.of(this);
  }

  /** Collects what a token says. Not thread-safe. */
  public static final class Builder {
    private final boolean verified;
    private @Nullable String issuer;
    private @Nullable String subject;
    private List<String> audience = List.of();
    private @Nullable String id;
    private @Nullable Instant expiresAt;
    private final Map<String, String> claims = new LinkedHashMap<>();

    private Builder(boolean verified) {
      this.verified = verified;
    }

    /**
     * Sets the {@code iss} claim.
     *
     * @param value the issuer
     * @return this builder
     */
    public Builder issuer(String value) {
      this.issuer = OutsideText.of(value);
      return this;
    }

    /**
     * Sets the {@code sub} claim.
     *
     * @param value the subject
     * @return this builder
     */
    public Builder subject(String value) {
      this.subject = OutsideText.of(value);
      return this;
    }

    /**
     * Sets the {@code aud} claim.
     *
     * @param values the audiences, of which {@link AuditEvent#MAX_VALUES} are kept
     * @return this builder
     */
    public Builder audience(Collection<String> values) {
      this.audience = OutsideText.of(values);
      return this;
    }

    /**
     * Sets the {@code jti} claim.
     *
     * @param value the token's own id
     * @return this builder
     */
    public Builder id(String value) {
      this.id = OutsideText.of(value);
      return this;
    }

    /**
     * Sets the {@code exp} claim.
     *
     * @param time when the token expires
     * @return this builder
     */
    public Builder expiresAt(Instant time) {
      this.expiresAt = time;
      return this;
    }

    /**
     * Adds a claim that tells which job it is.
     *
     * @param name the claim's name
     * @param value its value
     * @return this builder
     */
    public Builder claim(String name, String value) {
      claims.put(OutsideText.of(name), OutsideText.of(value));
      return this;
    }

    /**
     * Builds it.
     *
     * @return what the token says, immutable
     */
    public AuditedToken build() {
      return new AuditedToken(this);
    }
  }
}
