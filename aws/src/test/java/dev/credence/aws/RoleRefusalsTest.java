package dev.credence.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.credence.audit.AuditEvent.Verdict;
import dev.credence.cloud.CloudExchangeException;
import dev.credence.cloud.CloudExchangeException.Kind;
import dev.credence.cloud.TrustCondition;
import dev.credence.testkit.CiIssuer;
import dev.credence.testkit.CiToken;
import dev.credence.testkit.FakeAwsSts;
import dev.credence.testkit.Fault;
import dev.credence.testkit.GitHubActionsIssuer;
import java.time.Duration;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every error of STS ends in an explanation, to the letter. */
@Timeout(60)
class RoleRefusalsTest {
  private final Cloud cloud = new Cloud();

  @AfterEach
  void stop() {
    cloud.close();
  }

  /**
   * @param explanation all of the message but what the token says
   */
  record Row(
      int status,
      String code,
      String words,
      Kind kind,
      TrustCondition condition,
      int attempts,
      String explanation) {
    @Override
    public String toString() {
      return code + ": " + words;
    }
  }

  static Stream<Row> errors() {
    return Stream.of(
        new Row(
            403,
            "AccessDenied",
            "Not authorized to perform sts:AssumeRoleWithWebIdentity",
            Kind.REFUSED,
            TrustCondition.SUBJECT,
            1,
            """
            aws does not let the job act as arn:aws:iam::123456789012:role/ci/deploy (AccessDenied).
              Look first at the subject: the role's trust policy has to allow \
            sts:AssumeRoleWithWebIdentity to this issuer's provider, under conditions that this \
            audience and this subject meet letter for letter. AWS says the same if there is no such \
            role.\
            """),
        new Row(
            400,
            "InvalidIdentityToken",
            "No OpenIDConnect provider found in your account for https://ci.example",
            Kind.REFUSED,
            TrustCondition.ISSUER,
            1,
            """
            aws does not accept the job's token (InvalidIdentityToken).
              Look first at the issuer: account 123456789012 needs an IAM identity provider whose \
            URL is this issuer, letter for letter.\
            """),
        new Row(
            400,
            "InvalidIdentityToken",
            "Incorrect token audience",
            Kind.REFUSED,
            TrustCondition.AUDIENCE,
            1,
            """
            aws does not accept the job's token (InvalidIdentityToken).
              Look first at the audience: the IAM identity provider of this issuer has to list this \
            audience among its client ids.\
            """),
        new Row(
            400,
            "InvalidIdentityToken",
            "Couldn't retrieve verification key from your identity provider, please reference",
            Kind.REFUSED,
            TrustCondition.KEYS,
            3,
            """
            aws does not accept the job's token (InvalidIdentityToken).
              Look first at the keys: AWS has to find the key that the token names at the issuer. \
            This passes by itself at times; if it stays, see what the issuer publishes to the \
            internet.\
            """),
        new Row(
            400,
            "InvalidIdentityToken",
            "The ID Token provided is not a valid JWT. (You may see this error if you sent an"
                + " Access Token)",
            Kind.REFUSED,
            TrustCondition.KEYS,
            1,
            """
            aws does not accept the job's token (InvalidIdentityToken).
              Look first at the keys: it has to be an ID token and no access token, signed with \
            RS256 to RS512 or ES256 to ES512 by a key that the issuer publishes to the internet.\
            """),
        new Row(
            400,
            "ExpiredTokenException",
            "Token expired: current date/time 1 must be before the expiration date/time 0",
            Kind.REFUSED,
            TrustCondition.EXPIRY,
            1,
            """
            aws does not accept the job's token (ExpiredTokenException).
              Look first at the expiry: the token was used too late, or the clocks of the CI and of \
            AWS disagree.\
            """),
        new Row(
            400,
            "IDPCommunicationError",
            "The identity provider could not be reached",
            Kind.UNAVAILABLE,
            TrustCondition.KEYS,
            3,
            """
            aws cannot reach the issuer of the job's token (IDPCommunicationError).
              Look first at the keys: the issuer's discovery document and keys have to be open to \
            the internet. This passes by itself at times.\
            """),
        new Row(
            403,
            "IDPRejectedClaim",
            "The identity provider reported that authentication failed",
            Kind.REFUSED,
            TrustCondition.SUBJECT,
            1,
            """
            aws does not accept the job's token (IDPRejectedClaim).
              Look first at the subject: the issuer itself is said to reject a claim of the token, \
            or to have revoked it.\
            """),
        new Row(
            400,
            "MalformedPolicyDocument",
            "Syntax errors in policy.",
            Kind.REFUSED,
            TrustCondition.SESSION_POLICY,
            1,
            """
            aws does not understand the session policy (MalformedPolicyDocument).
              Look first at the session policy: its JSON is well-formed, so compare its elements \
            with the grammar of IAM.\
            """),
        new Row(
            400,
            "PackedPolicyTooLarge",
            "PackedPolicySize: 104%",
            Kind.REFUSED,
            TrustCondition.SESSION_POLICY,
            1,
            """
            aws finds the session policies too large together with the session's tags \
            (PackedPolicyTooLarge).
              Look first at the session policy: shorten the policy, name fewer policy ARNs, or have \
            the CI put fewer tags into the token.\
            """),
        new Row(
            403,
            "RegionDisabledException",
            "STS is not activated in this region for account:123456789012",
            Kind.REFUSED,
            TrustCondition.LOCATION,
            1,
            """
            aws does not give sessions of account 123456789012 in eu-west-1 (RegionDisabledException).
              Look first at the location: activate STS for this region in the account's settings of \
            IAM, or use another region.\
            """),
        new Row(
            400,
            "ValidationError",
            "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.",
            Kind.REFUSED,
            TrustCondition.PRINCIPAL,
            1,
            """
            aws does not accept the request for a session of arn:aws:iam::123456789012:role/ci/deploy \
            (ValidationError).
              Look first at the principal: the duration of PT1H must not be longer than the role's \
            MaxSessionDuration, which is an hour unless raised.\
            """),
        new Row(
            400,
            "Throttling",
            "Rate exceeded",
            Kind.UNAVAILABLE,
            TrustCondition.QUOTA,
            3,
            """
            aws answers with status 400 (Throttling).
              Look first at the quota: the account asks STS in this region for more than its quota \
            allows.\
            """),
        new Row(
            500,
            "InternalFailure",
            "",
            Kind.UNAVAILABLE,
            TrustCondition.NONE,
            3,
            "aws answers with status 500 (InternalFailure)."),
        new Row(
            503,
            "ServiceUnavailable",
            "",
            Kind.UNAVAILABLE,
            TrustCondition.NONE,
            3,
            "aws answers with status 503 (ServiceUnavailable)."),
        new Row(
            400,
            "SomethingNew",
            "",
            Kind.REFUSED,
            TrustCondition.NONE,
            1,
            "aws gives no session of arn:aws:iam::123456789012:role/ci/deploy (SomethingNew)."));
  }

  @ParameterizedTest
  @MethodSource("errors")
  void error_is_explained(Row row) {
    cloud
        .sts
        .server()
        .faults()
        .always(FakeAwsSts.error(row.status(), row.code(), row.words()).and(soon()));

    CloudExchangeException failure = failure();

    assertThat(failure.getMessage()).isEqualTo(row.explanation() + "\n" + statement());
    assertThat(failure.kind()).isEqualTo(row.kind());
    assertThat(failure.code()).contains(row.code());
    assertThat(failure.condition()).isEqualTo(row.condition());
    assertThat(failure.getCause()).isNull();
    assertThat(cloud.exchanges()).hasSize(row.attempts());
    assertThat(tokensSent()).hasSize(row.attempts()).doesNotHaveDuplicates();
    assertThat(cloud.events).hasSize(1);
    assertThat(cloud.events.get(0).verdict())
        .isEqualTo(row.kind() == Kind.REFUSED ? Verdict.REJECTED : Verdict.UNDECIDED);
    assertThat(cloud.events.get(0).reason()).contains(row.code());
  }

  /** A wish of the server's to be asked again at once, so that tests don't wait. */
  private static Fault soon() {
    return Fault.header("Retry-After", "0");
  }

  private Stream<String> tokensSent() {
    return cloud.exchanges().stream()
        .map(request -> request.formParameter("WebIdentityToken").orElseThrow());
  }

  private String statement() {
    return """
    The job's token says:
      issuer    "https://token.actions.githubusercontent.com"
      audience  "sts.amazonaws.com"
      subject   "repo:octo-org@65/octo-repo@74:environment:production"
      expires   %s\
    """
        .formatted(cloud.clock.instant().plus(Duration.ofMinutes(5)))
        .indent(2)
        .stripTrailing();
  }

  private CloudExchangeException failure() {
    try (AwsFederation federation = cloud.federation().build()) {
      return catchThrowableOfType(CloudExchangeException.class, federation::resolveCredentials);
    }
  }

  static Stream<Function<Cloud, CiToken<?>>> strangers() {
    return Stream.of(
        cloud -> cloud.github.pullRequestFromFork(),
        cloud -> cloud.github.pushToBranch("feature/x").environment("production"),
        cloud -> cloud.github.recycledNamespace().environment("production"));
  }

  @ParameterizedTest
  @MethodSource("strangers")
  void job_that_the_role_does_not_trust_is_told_to_look_at_the_subject(
      Function<Cloud, CiToken<?>> job) {
    cloud.github.running(() -> job.apply(cloud));

    CloudExchangeException failure = failure();

    assertThat(failure.code()).contains("AccessDenied");
    assertThat(failure.condition()).isEqualTo(TrustCondition.SUBJECT);
    assertThat(failure).hasMessageContaining("subject   \"repo:");
  }

  @Test
  void trusted_job_is_let_in() {
    assertThat(failure()).isNull();
  }

  @Test
  void audience_that_the_provider_does_not_list_is_told() {
    cloud.sts.account(Cloud.ACCOUNT).oidcProvider(cloud.github, "https://other.example");

    assertThat(failure().condition()).isEqualTo(TrustCondition.AUDIENCE);
  }

  @Test
  void issuer_without_a_provider_is_told() {
    try (FakeAwsSts other = FakeAwsSts.start(cloud.clock);
        AwsFederation federation = cloud.federation().endpoint(other.url()).build()) {
      other.account(Cloud.ACCOUNT).role("ci/deploy", Cloud.production());

      assertThat(catchThrowableOfType(CloudExchangeException.class, federation::resolveCredentials))
          .hasMessageContaining("Look first at the issuer: account 123456789012")
          .extracting(CloudExchangeException::condition)
          .isEqualTo(TrustCondition.ISSUER);
    }
  }

  @Test
  void expired_token_is_told() {
    String expired = cloud.github.environment("production").expired(Duration.ofMinutes(1)).sign();
    try (AwsFederation federation = cloud.federation(FixedToken.of(expired)).build()) {
      CloudExchangeException failure =
          catchThrowableOfType(CloudExchangeException.class, federation::resolveCredentials);

      assertThat(failure.code()).contains("ExpiredTokenException");
      assertThat(failure.condition()).isEqualTo(TrustCondition.EXPIRY);
      assertThat(failure).hasMessageNotContaining(expired);
    }
  }

  @Test
  void token_of_a_forger_is_told() {
    try (GitHubActionsIssuer forger = CiIssuer.gitHubActions().clock(cloud.clock)) {
      String forged = forger.environment("production").audience(AwsFederation.AUDIENCE).sign();
      try (AwsFederation federation = cloud.federation(FixedToken.of(forged)).attempts(1).build()) {
        CloudExchangeException failure =
            catchThrowableOfType(CloudExchangeException.class, federation::resolveCredentials);

        assertThat(failure.code()).contains("InvalidIdentityToken");
        assertThat(failure.condition()).isEqualTo(TrustCondition.KEYS);
      }
    }
  }

  @Test
  void session_longer_than_the_roles_limit_is_told() {
    try (AwsFederation federation = cloud.federation().duration(Duration.ofHours(2)).build()) {
      CloudExchangeException failure =
          catchThrowableOfType(CloudExchangeException.class, federation::resolveCredentials);

      assertThat(failure.code()).contains("ValidationError");
      assertThat(failure).hasMessageContaining("the duration of PT2H must not be longer");
    }
  }
}
