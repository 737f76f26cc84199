package dev.credence.cloud;

import dev.credence.ambient.IdToken;
import dev.credence.ambient.IdTokenUnavailableException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A cloud gave no credentials for the job's token, or gave some that can't be used.
 *
 * <p>The message is for whoever set up the trust between the CI and the cloud: it says what the
 * cloud answered, which condition to look at first, and what the token says of its issuer, audience
 * and subject. It may have several lines. It never holds a token, credentials or the body of an
 * answer; nothing of the cloud's own words is in it but its {@link #code()}.
 *
 * <p>Unchecked, because it passes through the interfaces of the clouds' SDKs.
 */
public final class CloudExchangeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What came of the exchange. */
  public enum Kind {
    /** The CI gave the job no token to exchange. */
    NO_TOKEN,
    /** The cloud refused the token, or what was asked for with it. Asking again is no use. */
    REFUSED,
    /** The cloud could not be asked, or could not answer just now. Asking later may help. */
    UNAVAILABLE,
    /** What came is no answer of this cloud, or holds credentials that can't be used. */
    BAD_ANSWER
  }

  /** The cloud in a word. */
  private final String cloud;

  /** What came of the exchange. */
  private final Kind kind;

  /** The cloud's own code. */
  private final @Nullable String code;

  /** Where to look first. */
  private final TrustCondition condition;

  /** How long the cloud asked to be left alone. */
  private final @Nullable Duration retryAfter;

  /** Whether another attempt, with a fresh token, may succeed. */
  private final boolean passing;

  private CloudExchangeException(Builder builder, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.cloud = builder.cloud;
    this.kind = builder.kind;
    this.code = builder.code;
    this.condition = builder.condition;
    this.retryAfter = builder.retryAfter;
    this.passing = builder.passing;
  }

  static CloudExchangeException withoutToken(String cloud, IdTokenUnavailableException failure) {
    Builder builder = new Builder(cloud, Kind.NO_TOKEN).code(failure.kind().name());
    String message = cloud + ": the job has no token to exchange. " + failure.getMessage();
    return new CloudExchangeException(builder, message, failure);
  }

  /**
   * Starts a failure.
   *
   * @param cloud the cloud in a word, such as {@code aws}
   * @param kind what came of the exchange
   * @return a builder, not thread-safe
   */
  public static Builder of(String cloud, Kind kind) {
    return new Builder(cloud, kind);
  }

  /**
   * Returns the cloud.
   *
   * @return a word, such as {@code aws}
   */
  public String cloud() {
    return cloud;
  }

  /**
   * Returns what came of the exchange.
   *
   * @return the kind; a later version may add some
   */
  public Kind kind() {
    return kind;
  }

  /**
   * Returns the cloud's own code for what is wrong.
   *
   * @return such as {@code AccessDenied}, {@code invalid_grant} or {@code AADSTS700213}; of {@link
   *     Kind#NO_TOKEN} the {@link IdTokenUnavailableException#kind()}; empty if none came
   */
  public Optional<String> code() {
    return Optional.ofNullable(code);
  }

  /**
   * Returns which condition to look at first.
   *
   * @return the condition; {@link TrustCondition#NONE} if none is to blame
   */
  public TrustCondition condition() {
    return condition;
  }

  /**
   * Returns how long the cloud asked to be left alone.
   *
   * @return the time from the answer, or empty if it named none
   */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }

  /** Whether it may pass by itself, so that another attempt with a fresh token is worth it. */
  boolean isPassing() {
    return passing;
  }

  /** Collects what a {@link CloudExchangeException} says. Not thread-safe. */
  public static final class Builder {
    private final String cloud;
    private final Kind kind;
    private @Nullable String code;
    private TrustCondition condition = TrustCondition.NONE;
    private @Nullable Duration retryAfter;
    private boolean passing;
    private String problem = "";
    private String advice = "";

    private Builder(String cloud, Kind kind) {
      this.cloud = Objects.requireNonNull(cloud, "cloud");
      this.kind = Objects.requireNonNull(kind, "kind");
      this.passing = kind == Kind.UNAVAILABLE;
    }

    /**
     * Sets the cloud's own code. One that isn't a plain word of at most 64 letters, digits, dots,
     * dashes and underscores is no code, and is left out.
     *
     * @param value what stood in the answer
     * @return this builder
     */
    public Builder code(String value) {
      this.code = ExchangeText.isCode(value) ? value : null;
      return this;
    }

    /**
     * Sets where to look first.
     *
     * @param value the condition
     * @param look what to compare there, as sentences
     * @return this builder
     */
    public Builder lookAt(TrustCondition value, String look) {
      this.condition = Objects.requireNonNull(value, "value");
      this.advice = Objects.requireNonNull(look, "look");
      return this;
    }

    /**
     * Sets what happened, as a sentence in words of the program's own: never with anything of the
     * answer's body.
     *
     * @param sentence such as {@code refuses to let the job act as arn:aws:iam::1:role/ci}
     * @return this builder
     */
    public Builder problem(String sentence) {
      this.problem = Objects.requireNonNull(sentence, "sentence");
      return this;
    }

    /**
     * Sets how long the cloud asked to be left alone.
     *
     * @param value the time from the answer
     * @return this builder
     */
    public Builder retryAfter(Duration value) {
      this.retryAfter = Objects.requireNonNull(value, "value");
      return this;
    }

    /**
     * Lets a failure that is not {@link Kind#UNAVAILABLE} be tried again with a fresh token.
     *
     * @return this builder
     */
    public Builder mayPass() {
      this.passing = true;
      return this;
    }

    /**
     * Builds the exception.
     *
     * @param token the token that was presented, of which the message shows issuer, audience and
     *     subject
     * @return the exception, without a cause
     */
    public CloudExchangeException with(IdToken token) {
      String message = ExchangeText.message(cloud, problem, code, condition, advice, token);
      return new CloudExchangeException(this, message, null);
    }
  }
}
