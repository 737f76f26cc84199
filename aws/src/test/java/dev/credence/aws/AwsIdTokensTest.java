package dev.credence.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.credence.TrustPolicy;
import dev.credence.VerifiedToken;
import dev.credence.ambient.IdTokenUnavailableException;
import dev.credence.ambient.IdTokenUnavailableException.Kind;
import dev.credence.ci.AwsOutbound;
import dev.credence.keys.SignatureAlgorithm;
import dev.credence.testkit.AwsOutboundIssuer;
import dev.credence.testkit.CiIssuer;
import dev.credence.testkit.FakeAwsSts;
import dev.credence.testkit.Fault;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/** A role of AWS proves itself outside of AWS. */
@Timeout(60)
class AwsIdTokensTest {
  private static final String AUDIENCE = "https://deploy.example.com";
  private static final String ACCOUNT_ISSUER = "a1b2c3d4-5678-90ab-cdef-111122223333";

  private final Cloud cloud = new Cloud();
  private final AwsOutboundIssuer outbound = CiIssuer.awsOutbound().clock(cloud.clock);
  private final TrustPolicy receiver =
      TrustPolicy.named("from-aws")
          .issuer(AwsOutbound.issuer(ACCOUNT_ISSUER))
          .audience(AUDIENCE)
          .require(AwsOutbound.role(Cloud.ROLE))
          .build()
          .withKeys(outbound.keys())
          .withClock(cloud.clock);
  private final AwsFederation role = cloud.federation().build();

  @BeforeEach
  void enable() {
    cloud.sts.account(Cloud.ACCOUNT).outbound(outbound);
  }

  @AfterEach
  void stop() {
    role.close();
    cloud.close();
  }

  private AwsIdTokens.Builder tokens() {
    return AwsIdTokens.builder()
        .audience(AUDIENCE)
        .region(Region.EU_WEST_1)
        .credentials(role)
        .endpoint(cloud.sts.url())
        .clock(cloud.clock);
  }

  @ParameterizedTest
  @EnumSource(
      value = SignatureAlgorithm.class,
      names = {"ES384", "RS256"})
  void role_is_trusted_outside(SignatureAlgorithm algorithm) throws Exception {
    try (AwsIdTokens tokens =
        tokens()
            .algorithm(algorithm)
            .lifetime(Duration.ofMinutes(10))
            .tag("job", "nightly")
            .build()) {
      VerifiedToken token = receiver.verify(tokens.idToken().reveal());

      assertThat(AwsOutbound.identity(token).account()).isEqualTo(Cloud.ACCOUNT);
      assertThat(token.get(AwsOutbound.requestTag("job"))).contains("nightly");
      assertThat(tokens.idToken().expiresAt())
          .isEqualTo(cloud.clock.instant().plus(Duration.ofMinutes(10)));
      assertThat(tokens.audience()).isEqualTo(AUDIENCE);
    }
  }

  @Test
  void each_call_asks_anew_even_after_the_clocks_have_moved() throws Exception {
    try (AwsIdTokens tokens = tokens().build()) {
      String first = tokens.idToken().reveal();
      cloud.clock.advance(Duration.ofHours(3));
      String second = tokens.idToken().reveal();

      assertThat(second).isNotEqualTo(first);
      assertThat(receiver.evaluate(second).isTrusted()).isTrue();
      assertThat(receiver.evaluate(first).isTrusted()).isFalse();
    }
  }

  @Test
  void account_that_has_not_enabled_it_is_told_how() {
    cloud
        .sts
        .account("210987654321")
        .oidcProvider(cloud.github, AwsFederation.AUDIENCE)
        .role("deploy", Cloud.production());
    try (AwsFederation other =
            cloud.federation().roleArn("arn:aws:iam::210987654321:role/deploy").build();
        AwsIdTokens tokens = tokens().credentials(other).build()) {
      assertThat(failure(tokens))
          .hasMessage(
              "AWS STS: The account has not enabled outbound identity federation. An administrator"
                  + " does so by aws iam enable-outbound-web-identity-federation")
          .extracting(IdTokenUnavailableException::kind)
          .isEqualTo(Kind.NOT_GRANTED);
    }
  }

  @Test
  void token_may_not_outlive_the_credentials() {
    AwsSessionCredentials session = (AwsSessionCredentials) role.resolveCredentials();
    cloud.clock.advance(Duration.ofMinutes(58));
    try (AwsIdTokens tokens =
        tokens().credentials(StaticCredentialsProvider.create(session)).build()) {
      assertThat(failure(tokens)).hasMessageContaining("Ask for a shorter lifetime, or renew");
    }
  }

  @Test
  void stolen_key_without_its_secret_is_no_signature() {
    AwsSessionCredentials session = (AwsSessionCredentials) role.resolveCredentials();
    AwsSessionCredentials forged =
        AwsSessionCredentials.create(session.accessKeyId(), "guessed", session.sessionToken());
    try (AwsIdTokens tokens =
        tokens().credentials(StaticCredentialsProvider.create(forged)).build()) {
      assertThat(failure(tokens)).hasMessageContaining("(SignatureDoesNotMatch)");
    }
  }

  @Test
  void key_without_its_session_token_is_not_known() {
    AwsSessionCredentials session = (AwsSessionCredentials) role.resolveCredentials();
    AwsSessionCredentials other =
        AwsSessionCredentials.create(session.accessKeyId(), session.secretAccessKey(), "other");
    try (AwsIdTokens tokens =
        tokens().credentials(StaticCredentialsProvider.create(other)).build()) {
      assertThat(failure(tokens)).hasMessageContaining("(InvalidClientTokenId)");
    }
  }

  static Stream<Arguments> errors() {
    return Stream.of(
        Arguments.of(
            FakeAwsSts.error(403, "AccessDenied", "User is not authorized"),
            Kind.NOT_GRANTED,
            "The role may not get tokens. Add to its policy:\n"
                + "{\"Effect\": \"Allow\", \"Action\": \"sts:GetWebIdentityToken\", \"Resource\":"
                + " \"*\"}"),
        Arguments.of(
            FakeAwsSts.error(403, "SessionDurationEscalationException", ""),
            Kind.REFUSED,
            "The token would live longer than the credentials that it is asked with. Ask for a"
                + " shorter lifetime, or renew the credentials before."),
        Arguments.of(
            FakeAwsSts.error(400, "JWTPayloadSizeExceededException", ""),
            Kind.REFUSED,
            "The token would be too large. Use fewer or shorter tags."),
        Arguments.of(
            FakeAwsSts.error(403, "ExpiredToken", ""),
            Kind.REFUSED,
            "The credentials that the token is asked with have expired."),
        Arguments.of(
            FakeAwsSts.error(400, "SomethingNew", "secret words"),
            Kind.REFUSED,
            "It answers with status 400 (SomethingNew)."),
        Arguments.of(
            FakeAwsSts.error(500, "InternalFailure", ""),
            Kind.UNREACHABLE,
            "It answers with status 500; try again later."),
        Arguments.of(Fault.captivePortal(), Kind.BAD_ANSWER, "STS' answer holds no token."));
  }

  @ParameterizedTest
  @MethodSource("errors")
  void error_is_explained(Fault error, Kind kind, String message) {
    role.resolveCredentials();
    cloud.sts.server().faults().always(error);
    try (AwsIdTokens tokens = tokens().build()) {
      IdTokenUnavailableException failure = failure(tokens);

      assertThat(failure).hasMessage("AWS STS: " + message).hasNoCause();
      assertThat(failure.kind()).isEqualTo(kind);
    }
  }

  @Test
  void closed_source_has_no_tokens() {
    AwsIdTokens tokens = tokens().build();
    tokens.close();

    assertThat(tokens).hasToString("AwsIdTokens[for " + AUDIENCE + ", by " + cloud.sts.url() + "]");
    assertThatThrownBy(tokens::idToken)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("This source of tokens for " + AUDIENCE + " was closed");
  }

  @Test
  void long_term_keys_are_not_known_to_the_fake() {
    try (AwsIdTokens tokens =
        tokens()
            .credentials(StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIAX", "x")))
            .build()) {
      assertThat(failure(tokens).kind()).isEqualTo(Kind.REFUSED);
    }
  }

  private static IdTokenUnavailableException failure(AwsIdTokens tokens) {
    return catchThrowableOfType(IdTokenUnavailableException.class, tokens::idToken);
  }
}
