package dev.credence.aws;

import dev.credence.ambient.IdTokenSource;
import dev.credence.audit.AuditListener;
import dev.credence.audit.AuditedExchange;
import dev.credence.audit.CorrelationIds;
import dev.credence.cloud.CloudExchange;
import dev.credence.cloud.CloudExchangeException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * AWS credentials of a role for a CI job, by the token that its CI gives it: nothing is stored, and
 * each renewal takes a fresh token.
 *
 * {@snippet class="snippets.AwsSnippetsTest" region="federation"}
 *
 * <p>Every client of AWS' SDK takes it as its credentials provider. It asks {@code
 * sts:AssumeRoleWithWebIdentity} at first use, keeps what comes, and renews it from five minutes
 * before the end: one thread does so, while the others go on with what is there. In their last
 * minute credentials are no longer handed out, and threads wait for new ones, all for one exchange;
 * if there are none to be had, they get the {@link CloudExchangeException} that says why.
 *
 * <p>What is wrong with the settings is found when it is built: the role's ARN, the duration, the
 * session's name and policies. Who may assume the role is up to its trust policy in AWS.
 *
 * <p>Thread-safe and immutable but for the credentials that it keeps. {@link #resolveCredentials()}
 * may block. Close it after the clients that use it; it then holds no thread and no connection.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html">AWS
 *     STS: AssumeRoleWithWebIdentity</a>
 */
public final class AwsFederation implements AwsCredentialsProvider, SdkAutoCloseable {
  /** The audience that AWS' own documentation has CIs' tokens made for. */
  public static final String AUDIENCE = "sts.amazonaws.com";

  /** How long a session lasts, unless set: as long as those of a role whose limit nobody raised. */
  public static final Duration DEFAULT_DURATION = Duration.ofHours(1);

  /** How long one call to STS takes at most, unless set. */
  public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(5);

  static final String CLOUD = "aws";

  private final RoleArn role;
  private final StsConnection sts;
  private final Renewal<? extends AwsCredentials> credentials;
  private final AtomicBoolean closed = new AtomicBoolean();

  private AwsFederation(RoleArn role, Region region, IdTokenSource idTokens, Builder builder) {
    AuditedExchange asked = AuditedExchange.of(CLOUD, role.toString()).inAccount(role.account());
    CloudExchange once = builder.exchange(asked, idTokens).attempts(1).build();
    CloudExchange persistent = builder.exchange(asked, idTokens).attempts(builder.attempts).build();
    this.role = role;
    this.sts = StsConnection.unsigned(region, builder.endpoint, builder.timeout);
    RoleSession session =
        new RoleSession(
            role,
            builder.duration,
            builder.policies,
            builder.sessionName,
            sts,
            new RoleRefusals(role, builder.duration, region.id(), sts));
    this.credentials =
        new Renewal<>(
            builder.clock, () -> once.exchange(session), () -> persistent.exchange(session));
  }

  /**
   * Starts a federation.
   *
   * @return a builder that needs a role, a region and a source of tokens
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Returns credentials of the role that last for another while. Blocks at first use, and when they
   * have to be renewed.
   *
   * @return the SDK's session credentials
   * @throws CloudExchangeException if there are none to be had; says why
   * @throws IllegalStateException if this was closed
   */
  @Override
  public AwsCredentials resolveCredentials() {
    if (closed.get()) {
      throw new IllegalStateException("These credentials of " + role + " were closed");
    }
    return credentials.current();
  }

  /** Closes the connection to STS. Credentials that were handed out stay good until they expire. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      sts.close();
    }
  }

  /** Names the role and where STS is asked, and holds nothing of the credentials. */
  @Override
  public String toString() {
    return "AwsFederation[" + role + ", by " + sts + "]";
  }

  /** Collects what an {@link AwsFederation} consists of. Not thread-safe. */
  public static final class Builder {
    private static final Duration SHORTEST = Duration.ofMinutes(15);
    private static final Duration LONGEST = Duration.ofHours(12);

    private @Nullable RoleArn role;
    private @Nullable Region region;
    private @Nullable IdTokenSource idTokens;
    private @Nullable URI endpoint;
    private @Nullable String sessionName;
    private Duration duration = DEFAULT_DURATION;
    private Duration timeout = DEFAULT_TIMEOUT;
    private int attempts = CloudExchange.DEFAULT_ATTEMPTS;
    private Duration budget = CloudExchange.DEFAULT_BUDGET;
    private SessionPolicies policies = SessionPolicies.NONE;
    private AuditListener audit = event -> {};
    private CorrelationIds correlationIds = CorrelationIds.random();
    private InstantSource clock = InstantSource.system();

    private Builder() {}

    /**
     * Sets the role that the job is to act as.
     *
     * @param arn such as {@code arn:aws:iam::123456789012:role/deploy}
     * @return this builder
     * @throws IllegalArgumentException if it is not the ARN of a role
     */
    public Builder roleArn(String arn) {
      this.role = RoleArn.parse(arn);
      return this;
    }

    /**
     * Sets the region whose STS is asked. The credentials are good in every region.
     *
     * @param value such as {@code Region.EU_WEST_1}
     * @return this builder
     */
    public Builder region(Region value) {
      this.region = Objects.requireNonNull(value, "value");
      return this;
    }

    /**
     * Sets where the job's tokens come from.
     *
     * @param source of tokens for an audience that the account's identity provider lists, such as
     *     {@link #AUDIENCE}
     * @return this builder
     */
    public Builder idTokens(IdTokenSource source) {
      this.idTokens = Objects.requireNonNull(source, "source");
      return this;
    }

    /**
     * Sets how long a session lasts before it has to be renewed.
     *
     * @param length from 15 minutes to 12 hours in whole seconds, and no longer than the role's
     *     {@code MaxSessionDuration}; {@link #DEFAULT_DURATION} unless set
     * @return this builder
     * @throws IllegalArgumentException if it is not within these bounds
     */
    public Builder duration(Duration length) {
      this.duration = WholeSeconds.within(SHORTEST, LONGEST, "The session's duration", length);
      return this;
    }

    /**
     * Sets the session's name, by which CloudTrail tells what was done. Unless set it is made of
     * what the token says of the repository and the run.
     *
     * @param name 2 to 64 of {@code [\w+=,.@-]}
     * @return this builder
     * @throws IllegalArgumentException if it is not that
     */
    public Builder sessionName(String name) {
      this.sessionName = SessionName.checked(name);
      return this;
    }

    /**
     * Limits what the session may do: no more than the role may and this policy allows.
     *
     * @param json an IAM policy, at most 2,048 characters
     * @return this builder
     * @throws IllegalArgumentException if it is too long or no JSON object
     */
    public Builder sessionPolicy(String json) {
      this.policies = policies.withDocument(json);
      return this;
    }

    /**
     * Adds a managed policy that limits what the session may do, as {@link #sessionPolicy} does.
     *
     * @param arn such as {@code arn:aws:iam::aws:policy/ReadOnlyAccess}; at most ten are added
     * @return this builder
     * @throws IllegalArgumentException if it is not the ARN of a policy, or one too many
     */
    public Builder sessionPolicyArn(String arn) {
      this.policies = policies.withArn(arn);
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
     * Sets how long one call to STS may take, from connecting to the answer's last octet.
     *
     * @param length positive, at most a minute; {@link #DEFAULT_TIMEOUT} unless set
     * @return this builder
     * @throws IllegalArgumentException if it is not within these bounds
     */
    public Builder timeout(Duration length) {
      this.timeout = Endpoint.checkedTimeout(length);
      return this;
    }

    /**
     * Sets how often STS is asked at most where one attempt fails that may pass, each time with a
     * fresh token.
     *
     * @param most from 1 to 10; {@value CloudExchange#DEFAULT_ATTEMPTS} unless set
     * @return this builder
     * @throws IllegalArgumentException on {@link #build()}, if it is not within these bounds
     */
    public Builder attempts(int most) {
      this.attempts = most;
      return this;
    }

    /**
     * Sets after which time no further attempt is begun.
     *
     * @param length positive, at most 5 minutes; {@link CloudExchange#DEFAULT_BUDGET} unless set
     * @return this builder
     * @throws IllegalArgumentException on {@link #build()}, if it is not within these bounds
     */
    public Builder budget(Duration length) {
      this.budget = Objects.requireNonNull(length, "length");
      return this;
    }

    /**
     * Sets who is told of each exchange.
     *
     * @param listener nobody unless set
     * @return this builder
     */
    public Builder audit(AuditListener listener) {
      this.audit = Objects.requireNonNull(listener, "listener");
      return this;
    }

    /**
     * Sets where the id of an exchange comes from that is in its audit event, such as the id of the
     * job; random ids unless set.
     *
     * @param ids asked once for each exchange, by the thread that makes it
     * @return this builder
     */
    public Builder correlationIds(CorrelationIds ids) {
      this.correlationIds = Objects.requireNonNull(ids, "ids");
      return this;
    }

    /**
     * Sets the clock by which credentials are renewed and expire.
     *
     * @param source the system's clock unless set
     * @return this builder
     */
    public Builder clock(InstantSource source) {
      this.clock = Objects.requireNonNull(source, "source");
      return this;
    }

    private CloudExchange.Builder exchange(AuditedExchange asked, IdTokenSource source) {
      return CloudExchange.of(asked, source)
          .audit(audit)
          .correlationIds(correlationIds)
          .clock(clock)
          .budget(budget);
    }

    /**
     * Builds the federation. Nothing is asked yet.
     *
     * @return the credentials, to be closed after use
     * @throws IllegalStateException if role, region or source of tokens was not set
     * @throws IllegalArgumentException if the retry budget is not within its bounds
     */
    public AwsFederation build() {
      return new AwsFederation(
          Required.of(role, "AwsFederation", "roleArn"),
          Required.of(region, "AwsFederation", "region"),
          Required.of(idTokens, "AwsFederation", "idTokens"),
          this);
    }
  }
}
