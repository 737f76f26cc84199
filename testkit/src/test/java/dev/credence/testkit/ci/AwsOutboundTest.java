package dev.credence.testkit.ci;

import static dev.credence.testkit.assertj.CredenceAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.credence.RejectionReason;
import dev.credence.TrustPolicy;
import dev.credence.ci.AwsOutbound;
import dev.credence.ci.AwsOutboundIdentity;
import dev.credence.claim.Requirement;
import dev.credence.testkit.AwsOutboundIssuer;
import dev.credence.testkit.CiIssuer;
import dev.credence.testkit.TestClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AwsOutboundTest {
  private static final String AUDIENCE = "https://rp.example.com";
  private static final String ISSUER_ID = "a1b2c3d4-5678-90ab-cdef-111122223333";
  private static final String ROLE = "arn:aws:iam::123456789012:role/ci-deploy";
  private static final TestClock CLOCK = TestClock.at(Instant.ofEpochSecond(1_795_219_200));

  private final AwsOutboundIssuer aws = CiIssuer.awsOutbound().clock(CLOCK);
  private final TrustPolicy deploy = policy(AwsOutbound.role(ROLE));

  @Test
  void sample_is_the_documented_one() {
    String token = aws.role().sign();
    assertThat(TokenText.header(token))
        .isEqualTo("{\"kid\":\"EC384_0\",\"typ\":\"JWT\",\"alg\":\"ES384\"}");
    assertThat(TokenText.claims(token).replaceFirst("\"jti\":\"[-0-9a-f]{36}\"", "\"jti\":\"…\""))
        .isEqualTo(
            "{\"aud\":\"https://rp.example.com\","
                + "\"sub\":\"arn:aws:iam::123456789012:role/ci-deploy\","
                + "\"https://sts.amazonaws.com/\":{\"aws_account\":\"123456789012\","
                + "\"source_region\":\"eu-west-1\",\"org_id\":\"o-abc123\","
                + "\"principal_tags\":{\"team\":\"pay\"},\"request_tags\":{\"job\":\"deploy\"}},"
                + "\"iss\":\"https://a1b2c3d4-5678-90ab-cdef-111122223333"
                + ".tokens.sts.global.api.aws\",\"exp\":1795219500,\"iat\":1795219200,"
                + "\"jti\":\"…\"}");
  }

  @Test
  void both_algorithms_are_accepted() throws Exception {
    assertThat(deploy.evaluate(aws.role().sign())).isTrusted();
    String rsa = aws.signedWithRs256().sign();
    assertThat(TokenText.header(rsa))
        .isEqualTo("{\"kid\":\"RSA_0\",\"typ\":\"JWT\",\"alg\":\"RS256\"}");
    assertThat(deploy.evaluate(rsa)).isTrusted();
    assertThat(aws.jwks()).contains("\"alg\":\"ES384\"").doesNotContain("\"alg\":\"RS256\"");
  }

  @Test
  void key_of_one_algorithm_serves_no_other() throws Exception {
    String rs512 = aws.signedWithRs256().inconsistent().header("alg", "RS512").sign();
    assertThat(deploy.evaluate(rs512)).isRejectedBecause(RejectionReason.ALGORITHM_NOT_ALLOWED);
    String otherKey = aws.role().inconsistent().header("kid", "RSA_0").sign();
    assertThat(deploy.evaluate(otherKey)).isRejectedBecause(RejectionReason.KEY_UNSUITABLE);
  }

  @Test
  void key_of_the_same_id_in_another_account_does_not_verify() throws Exception {
    AwsOutboundIssuer stranger = CiIssuer.awsOutbound().clock(CLOCK);
    assertThat(deploy.evaluate(stranger.role().sign()))
        .isRejectedBecause(RejectionReason.SIGNATURE_INVALID);
  }

  @Test
  void other_accounts_are_refused_by_issuer_and_by_account() throws Exception {
    String issuer = "https://deadbeef-0000-4000-8000-000000000001.tokens.sts.global.api.aws";
    assertThat(deploy.evaluate(aws.role().inconsistent().claim("iss", issuer).sign()))
        .isRejectedBecause(RejectionReason.ISSUER_UNKNOWN);
    assertThat(deploy.evaluate(aws.otherAccount().sign()))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
        .namesOnly("\"https://sts.amazonaws.com/\".aws_account", "sub");
  }

  @Test
  void path_is_part_of_the_role() throws Exception {
    assertThat(deploy.evaluate(aws.roleOfSameNameBelowPath().sign()))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
        .namesOnly("sub")
        .explains("role/sandbox/ci-deploy");
    TrustPolicy below =
        policy(AwsOutbound.role("arn:aws:iam::123456789012:role/sandbox/ci-deploy"));
    assertThat(below.evaluate(aws.roleOfSameNameBelowPath().sign())).isTrusted();
  }

  @Test
  void tags_that_the_caller_chose_let_nobody_in() throws Exception {
    String token = aws.selfAssertedTags().sign();
    assertThat(deploy.evaluate(token))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
        .namesOnly("sub");
    assertThat(policy(AwsOutbound.requestTag("role").is("ci-deploy")).evaluate(token)).isTrusted();
    assertThat(policy(AwsOutbound.principalTag("role").is("ci-deploy")).evaluate(token))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
        .explains("absent");
  }

  @Test
  void several_audiences_are_refused() throws Exception {
    assertThat(deploy.evaluate(aws.role().audience(AUDIENCE, "https://other.example.com").sign()))
        .isRejectedBecause(RejectionReason.AUDIENCE_MULTIPLE);
  }

  @Test
  void lifetime_of_an_hour_is_the_longest() throws Exception {
    assertThat(deploy.evaluate(aws.role().livingFor(Duration.ofHours(1)).sign())).isTrusted();
    assertThat(deploy.evaluate(aws.role().livingFor(Duration.ofHours(2)).sign()))
        .isRejectedBecause(RejectionReason.LIFETIME_EXCEEDED);
  }

  @Test
  void view_tells_account_and_role() throws Exception {
    AwsOutboundIdentity identity = AwsOutbound.identity(deploy.verify(aws.role().sign()));
    assertThat(identity.account()).isEqualTo("123456789012");
    assertThat(identity.roleArn()).isEqualTo(ROLE);
    assertThat(identity.organizationId()).contains("o-abc123");
    assertThat(identity.sourceRegion()).contains("eu-west-1");
    assertThat(identity.sourceIdentity()).isEmpty();
    assertThat(identity.principalTag("team")).contains("pay");
    assertThat(identity).hasToString("AwsOutboundIdentity[roleArn=" + ROLE + "]");
  }

  @Test
  void issuer_is_the_account_s() {
    assertThat(AwsOutbound.issuer(ISSUER_ID).identifier())
        .isEqualTo("https://" + ISSUER_ID + ".tokens.sts.global.api.aws");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "*", "A1B2C3D4-5678-90AB-CDEF-111122223333", "evil.com/a", "123456789012"})
  void issuer_id_that_is_no_uuid_is_refused(String id) {
    assertThatThrownBy(() -> AwsOutbound.issuer(id))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("id of an AWS account's issuer is a UUID");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ci-deploy",
        "arn:aws:iam::123456789012:user/ci-deploy",
        "arn:aws:sts::123456789012:assumed-role/ci-deploy/session",
        "arn:aws:iam::12345678901:role/ci-deploy",
        "arn:aws:iam::12345678901x:role/ci-deploy",
        "arn:aws:iam:eu-west-1:123456789012:role/ci-deploy",
        "arn:aws:iam::123456789012:role/",
        "arn:aws:iam::123456789012:role//ci-deploy",
        "arn:aws:iam::123456789012:role/path/",
        "arn:aws:iam::123456789012:role/*",
        "arn:aws:iam::123456789012:role/ci:deploy",
        "arn:AWS:iam::123456789012:role/ci-deploy"
      })
  void arn_that_is_not_of_a_role_is_refused(String arn) {
    assertThatThrownBy(() -> AwsOutbound.role(arn))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("arn:aws:iam::ACCOUNT:role/NAME");
  }

  private TrustPolicy policy(Requirement requirement) {
    return TrustPolicy.named("deploy")
        .issuer(AwsOutbound.issuer(ISSUER_ID))
        .audience(AUDIENCE)
        .require(requirement)
        .clock(CLOCK)
        .build()
        .withKeys(aws.keys());
  }
}
