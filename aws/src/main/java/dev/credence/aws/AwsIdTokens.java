package dev.credence.aws;

import dev.credence.ambient.IdToken;
import dev.credence.ambient.IdTokenSource;
import dev.credence.ambient.IdTokenUnavailableException;
import dev.credence.ambient.IdTokenUnavailableException.Kind;
import dev.credence.keys.SignatureAlgorithm;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.model.GetWebIdentityTokenRequest;
import software.amazon.awssdk.services.sts.model.Tag;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * ID tokens that AWS gives to whoever has the credentials of a role: for builds of CodeBuild, and
 * for programs on EC2 or Lambda that a service outside of AWS is to trust.
 *
 * {@snippet class="snippets.AwsSnippetsTest" region="outbound"}
 *
 * <p>The receiver verifies them as tokens of {@link dev.credence.ci.AwsOutbound}. The account has
 * to have outbound identity federation enabled, and the role the permission {@code
 * sts:GetWebIdentityToken}. What a token says is the role, not the build: roles that are shared are
 * one identity.
 *
 * <p>Each call asks STS anew. Thread-safe and immutable; {@link #idToken()} blocks. Close it after
 * use; it then holds no thread and no connection.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/STS/latest/APIReference/API_GetWebIdentityToken.html">AWS
 *     STS: GetWebIdentityToken</a>
 */
public final class AwsIdTokens implements IdTokenSource, SdkAutoCloseable {
  /** How long a token lives, unless set: as long as AWS gives it by itself. */
  public static final Duration DEFAULT_LIFETIME = Duration.ofMinutes(5);

  private final String audience;
  private final GetWebIdentityTokenRequest request;
  private final StsConnection sts;
  private final InstantSource clock;
  private final AtomicBoolean closed = new AtomicBoolean();

  private AwsIdTokens(
      String audience, Region region, AwsCredentialsProvider credentials, Builder builder) {
    this.audience = audience;
    this.request = builder.request(audience);
    this.sts = StsConnection.signed(region, builder.endpoint, credentials, builder.timeout);
    this.clock = builder.clock;
  }

  /**
   * Starts a source of tokens.
   *
   * @return a builder that needs an audience, a region and credentials
   */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public IdToken idToken() throws IdTokenUnavailableException {
    if (closed.get()) {
      throw new IllegalStateException("This source of tokens for " + audience + " was closed");
    }
    return checked(parsed(answer()));
  }

  private @Nullable String answer() throws IdTokenUnavailableException {
    try {
      return sts.client().getWebIdentityToken(request).webIdentityToken();
    } catch (SdkException failure) {
      throw TokenRefusals.explained(new StsFailure(failure), sts);
    } catch (NullPointerException stumbled) { // as the SDK does on a page that is no XML of AWS'
      return null;
    }
  }

  private static IdToken parsed(@Nullable String text) throws IdTokenUnavailableException {
    if (text == null) {
      throw TokenRefusals.of(Kind.BAD_ANSWER, "STS' answer holds no token.");
    }
    try {
      return IdToken.parse(text);
    } catch (IllegalArgumentException invalid) {
      throw TokenRefusals.of(
          Kind.BAD_ANSWER, "What came is no token that can be used. " + invalid.getMessage() + ".");
    }
  }

  private IdToken checked(IdToken token) throws IdTokenUnavailableException {
    if (!token.audiences().contains(audience)) {
      throw TokenRefusals.of(
          Kind.OTHER_AUDIENCE, "The token that came is for another audience than was asked for.");
    }
    if (!clock.instant().isBefore(token.expiresAt())) {
      throw TokenRefusals.of(
          Kind.EXPIRED,
          "The token that came expired at "
              + token.expiresAt()
              + ": this machine's clock may be ahead of AWS'.");
    }
    return token;
  }

  @Override
  public String audience() {
    return audience;
  }

  /** Closes the connection to STS, not the credentials that it was given. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      sts.close();
    }
  }

  /** Names the audience and where STS is asked. */
  @Override
  public String toString() {
    return "AwsIdTokens[for " + audience + ", by " + sts + "]";
  }

  /** Collects what a source of {@link AwsIdTokens} consists of. Not thread-safe. */
  public static final class Builder {
    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final int LONGEST_AUDIENCE = 1_000;

    private final Map<String, String> tags = new LinkedHashMap<>();
    private @Nullable String audience;
    private @Nullable Region region;
    private @Nullable AwsCredentialsProvider credentials;
    private @Nullable URI endpoint;
    private SignatureAlgorithm algorithm = SignatureAlgorithm.ES384;
    private Duration lifetime = DEFAULT_LIFETIME;
    private Duration timeout = AwsFederation.DEFAULT_TIMEOUT;
    private InstantSource clock = InstantSource.system();

    private Builder() {}

    /**
     * Sets whom the tokens are for.
     *
     * @param value what the receiver's policy calls its audience; 1 to 1,000 characters
     * @return this builder
     * @throws IllegalArgumentException if it is not that
     */
    public Builder audience(String value) {
      if (value.isEmpty() || value.length() > LONGEST_AUDIENCE) {
        throw new IllegalArgumentException(
            "An audience has 1 to " + LONGEST_AUDIENCE + " characters, not " + value.length());
      }
      this.audience = value;
      return this;
    }

    /**
     * Sets the region whose STS is asked. AWS gives such tokens in regions only, not at the global
     * endpoint.
     *
     * @param value such as {@code Region.EU_WEST_1}
     * @return this builder
     */
    public Builder region(Region value) {
      this.region = Objects.requireNonNull(value, "value");
      return this;
    }

    /**
     * Sets whose tokens they are.
     *
     * @param provider the role's credentials, such as the SDK's {@code DefaultCredentialsProvider};
     *     it is not closed with this
     * @return this builder
     */
    public Builder credentials(AwsCredentialsProvider provider) {
      this.credentials = Objects.requireNonNull(provider, "provider");
      return this;
    }

    /**
     * Sets what the tokens are signed with.
     *
     * @param value {@code ES384}, as unless set, or {@code RS256}
     * @return this builder
     * @throws IllegalArgumentException if AWS doesn't sign with it
     */
    public Builder algorithm(SignatureAlgorithm value) {
      if (value != SignatureAlgorithm.ES384 && value != SignatureAlgorithm.RS256) {
        throw new IllegalArgumentException(
            "AWS signs tokens with ES384 or RS256, not with " + value);
      }
      this.algorithm = value;
      return this;
    }

    /**
     * Sets how long a token lives.
     *
     * @param length from a minute to an hour in whole seconds, and no longer than the credentials;
     *     {@link #DEFAULT_LIFETIME} unless set
     * @return this builder
     * @throws IllegalArgumentException if it is not within these bounds
     */
    public Builder lifetime(Duration length) {
      this.lifetime = WholeSeconds.within(SHORTEST, LONGEST, "The tokens' lifetime", length);
      return this;
    }

    /**
     * Adds a tag to the tokens, {@code request_tags} in them: the program's own word, for the
     * receiver's audit and never for its decision.
     *
     * @param key the tag's key
     * @param value its value
     * @return this builder
     */
    public Builder tag(String key, String value) {
      tags.put(Objects.requireNonNull(key, "key"), Objects.requireNonNull(value, "value"));
      return this;
    }

    /**
     * Sets where STS is, such as a VPC endpoint or a fake of it. Unless set the SDK knows it by the
     * region, or by the variable {@code AWS_ENDPOINT_URL_STS}.
     *
     * @param url an {@code https} URL, or {@code http} on this machine's loopback
     * @return this builder
     * @throws IllegalArgumentException if it is not that
     */
    public Builder endpoint(URI url) {
      this.endpoint = Endpoint.checked(url);
      return this;
    }

    /**
     * Sets how long a call may take, from connecting to the answer's last octet.
     *
     * @param length positive, at most a minute; {@link AwsFederation#DEFAULT_TIMEOUT} unless set
     * @return this builder
     * @throws IllegalArgumentException if it is not within these bounds
     */
    public Builder timeout(Duration length) {
      this.timeout = Endpoint.checkedTimeout(length);
      return this;
    }

    /**
     * Sets the clock by which tokens expire.
     *
     * @param source the system's clock unless set
     * @return this builder
     */
    public Builder clock(InstantSource source) {
      this.clock = Objects.requireNonNull(source, "source");
      return this;
    }

    private GetWebIdentityTokenRequest request(String wanted) {
      GetWebIdentityTokenRequest.Builder request =
          GetWebIdentityTokenRequest.builder()
              .audience(wanted)
              .signingAlgorithm(algorithm.name())
              .durationSeconds(Math.toIntExact(lifetime.toSeconds()));
      if (!tags.isEmpty()) {
        request.tags(
            tags.entrySet().stream()
                .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList());
      }
      return request.build();
    }

    /**
     * Builds the source. Nothing is asked yet.
     *
     * @return the source, to be closed after use
     * @throws IllegalStateException if audience, region or credentials were not set
     */
    public AwsIdTokens build() {
      return new AwsIdTokens(
          Required.of(audience, "AwsIdTokens", "audience"),
          Required.of(region, "AwsIdTokens", "region"),
          Required.of(credentials, "AwsIdTokens", "credentials"),
          this);
    }
  }
}
