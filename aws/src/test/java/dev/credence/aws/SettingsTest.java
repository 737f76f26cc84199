package dev.credence.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.credence.keys.SignatureAlgorithm;
import dev.credence.testkit.CiIssuer;
import dev.credence.testkit.GitHubActionsIssuer;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.regions.Region;

/** What is wrong with the settings is found without AWS. */
class SettingsTest {
  private final AwsFederation.Builder federation = AwsFederation.builder();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "deploy",
        "arn:aws:iam::123456789012:user/deploy",
        "arn:aws:sts::123456789012:assumed-role/deploy/session",
        "arn:aws:iam::12345678901:role/deploy",
        "arn:aws:iam::12345678901x:role/deploy",
        "arn:aws:iam:eu-west-1:123456789012:role/deploy",
        "arn:aws:iam::123456789012:role/",
        "arn:aws:iam::123456789012:role/ci//deploy",
        "arn:aws:iam::123456789012:role/ci/",
        "arn:aws:iam::123456789012:role/de ploy",
        "arn:aws:iam::123456789012:role/dep*",
        "arn:gcp:iam::123456789012:role/deploy",
        " arn:aws:iam::123456789012:role/deploy"
      })
  void arn_that_is_not_a_roles_is_refused(String arn) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> federation.roleArn(arn))
        .withMessageStartingWith(
            "The role has to be an ARN such as arn:aws:iam::123456789012:role/deploy");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "arn:aws:iam::123456789012:role/deploy",
        "arn:aws:iam::123456789012:role/ci/a/deploy",
        "arn:aws-cn:iam::123456789012:role/deploy",
        "arn:aws-us-gov:iam::123456789012:role/x+=,.@-_9"
      })
  void arn_of_a_role_is_accepted(String arn) {
    assertThat(RoleArn.parse(arn)).hasToString(arn);
    assertThat(RoleArn.parse(arn).account()).isEqualTo("123456789012");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT14M59S", "PT12H1S", "PT15M0.5S", "PT0S", "-PT1H"})
  void duration_that_aws_does_not_allow_is_refused(Duration duration) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> federation.duration(duration))
        .withMessage(
            "The session's duration is "
                + duration
                + "; AWS allows whole seconds from PT15M to PT12H");
  }

  @Test
  void session_policy_that_is_no_json_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> federation.sessionPolicy("{\"Version\":}"))
        .withMessageStartingWith("The session policy is no JSON object: ");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> federation.sessionPolicy("[]"))
        .withMessageStartingWith("The session policy is no JSON object: ");
  }

  @Test
  void session_policy_of_2049_characters_is_refused_and_of_2048_accepted() {
    String empty = "{\"x\":\"\"}";
    String fits = "{\"x\":\"" + "y".repeat(2_048 - empty.length()) + "\"}";
    federation.sessionPolicy(fits);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> federation.sessionPolicy(fits + " "))
        .withMessage("The session policy has 2049 characters; AWS allows 2048, spaces included");
  }

  @Test
  void session_policy_with_characters_that_aws_does_not_allow_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> federation.sessionPolicy("{\"x\":\"\u20ac\"}"))
        .withMessageStartingWith("The session policy holds a character that AWS does not allow");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ReadOnlyAccess",
        "arn:aws:iam::aws:role/ReadOnlyAccess",
        "arn:aws:iam::other:policy/ReadOnlyAccess",
        "arn:aws:iam::aws:policy/",
        "arn:aws:iam::aws:policy/a b"
      })
  void arn_that_is_not_a_policys_is_refused(String arn) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> federation.sessionPolicyArn(arn))
        .withMessageStartingWith(
            "A managed policy has an ARN such as arn:aws:iam::aws:policy/ReadOnlyAccess");
  }

  @Test
  void eleventh_policy_is_refused() {
    String arn = "arn:aws:iam::123456789012:policy/limits";
    for (int i = 0; i < 10; i++) {
      federation.sessionPolicyArn(arn);
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> federation.sessionPolicyArn(arn))
        .withMessage("A session has at most 10 managed policies; " + arn + " is one more");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://sts.example.com",
        "ftp://127.0.0.1",
        "https:/path",
        "https://user@sts.example.com",
        "https://sts.example.com?x=y",
        "http://127.0.0.1.example.com"
      })
  void endpoint_that_would_show_the_token_is_refused(String url) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> federation.endpoint(URI.create(url)))
        .withMessageStartingWith("The endpoint has to be an https URL");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"https://vpce-1.sts.eu-west-1.vpce.amazonaws.com", "http://127.0.0.1:8080"})
  void private_endpoint_is_accepted(String url) {
    assertThat(Endpoint.checked(URI.create(url))).hasToString(url);
  }

  @Test
  void timeout_is_limited() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> federation.timeout(Duration.ofSeconds(61)))
        .withMessage("The timeout is PT1M1S; it must be positive and at most PT1M");
    assertThatIllegalArgumentException().isThrownBy(() -> federation.timeout(Duration.ZERO));
  }

  @Test
  void attempts_and_budget_are_limited() {
    try (GitHubActionsIssuer github = CiIssuer.gitHubActions()) {
      federation.idTokens(FixedToken.of(github.pushToMain().sign()));
    }
    federation.roleArn(Cloud.ROLE).region(Region.EU_WEST_1);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> federation.attempts(0).build())
        .withMessage("The attempts are 0; they must be from 1 to 10");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> federation.attempts(1).budget(Duration.ofMinutes(6)).build())
        .withMessage("The budget is PT6M; it must be positive and at most PT5M");
  }

  @Test
  void what_is_missing_is_named() {
    assertThatIllegalStateException()
        .isThrownBy(federation::build)
        .withMessage("An AwsFederation needs roleArn: set it first");
    federation.roleArn(Cloud.ROLE);
    assertThatIllegalStateException()
        .isThrownBy(federation::build)
        .withMessage("An AwsFederation needs region: set it first");
    federation.region(Region.EU_WEST_1);
    assertThatIllegalStateException()
        .isThrownBy(federation::build)
        .withMessage("An AwsFederation needs idTokens: set it first");
    assertThatIllegalStateException()
        .isThrownBy(AwsIdTokens.builder()::build)
        .withMessage("An AwsIdTokens needs audience: set it first");
  }

  @Test
  void tokens_that_aws_would_not_make_are_refused() {
    AwsIdTokens.Builder tokens = AwsIdTokens.builder();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> tokens.algorithm(SignatureAlgorithm.ES256))
        .withMessage("AWS signs tokens with ES384 or RS256, not with ES256");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> tokens.lifetime(Duration.ofSeconds(59)))
        .withMessage("The tokens' lifetime is PT59S; AWS allows whole seconds from PT1M to PT1H");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> tokens.audience(""))
        .withMessage("An audience has 1 to 1000 characters, not 0");
  }
}
