package dev.credence.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.credence.ambient.IdToken;
import dev.credence.testkit.CiIssuer;
import dev.credence.testkit.CiToken;
import dev.credence.testkit.IdentityProvider;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions are called after the repository and the run, from every CI. */
class SessionNameTest {
  private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9_+=,.@-]{2,64}");

  static Stream<Arguments> jobs() {
    return Stream.of(
        Arguments.of(CiIssuer.gitHubActions().pushToMain(), "octo-org.octo-repo@1234567890"),
        Arguments.of(CiIssuer.gitLab().pushToMain(), "my-group.my-project@302"),
        Arguments.of(
            CiIssuer.circleCi().pushToMain(),
            "com.organization-123.repo-1@0a4b1f6e-0000-4000-8000-000000000001"),
        Arguments.of(CiIssuer.azureDevOps().pushToMain(), "github.com.acme.app.git@5"),
        Arguments.of(
            CiIssuer.azureDevOpsEntra().serviceConnection(),
            "f0b0-4635-a98c-5866526961b6.64171687-7a59-4fce-b2c8-823278dcf176"),
        Arguments.of(
            CiIssuer.bitbucketPipelines().deployment(),
            "0000-4000-8000-000000000001@57e9aaaa-0000-4000-8000-000000000003"),
        Arguments.of(CiIssuer.buildkite().pushToMain(), "super-duper-app@1"),
        Arguments.of(CiIssuer.codefresh().push(), "oidc.git-run@64f447c02199f903000gh20"),
        Arguments.of(CiIssuer.drone(IdentityProvider.OKTA).job(), "0oa8acv8gbBPRCZ7I5d7@AT."),
        Arguments.of(
            CiIssuer.drone(IdentityProvider.KEYCLOAK).job(), "c002-441d-b797-0003b30168ed@"),
        Arguments.of(
            CiIssuer.drone(IdentityProvider.ENTRA).job(), "72243241-f194-45f3-987d-eeb347b83b69"),
        Arguments.of(
            CiIssuer.env0().deploy(), "Dev-Test-Environment@96e2b169-5e4a-44a4-876b-4a5d26f4412c"),
        Arguments.of(CiIssuer.google().computeEngine(), "107517467455664443765"),
        Arguments.of(
            CiIssuer.harness().pipeline(),
            "account.acc123-org.myOrg-project.myProj-pipeline.myPipe"),
        Arguments.of(
            CiIssuer.hcpTerraform().apply(),
            "Default-Project-workspace-my-workspace@run-X3n1AUXNGWbfECsJ"),
        Arguments.of(
            CiIssuer.jenkins().pushToMain(),
            "jenkins.acme.com.job.payments.job.deploy.job.main@42"),
        Arguments.of(CiIssuer.kubernetes().projectedToken(), "serviceaccount-ci-deployer@"),
        Arguments.of(
            CiIssuer.semaphore().pushToMain(),
            "semaphoreci.docs@1be81412-6ab8-4fc0-9d0d-7af33335a6ec"),
        Arguments.of(CiIssuer.spacelift().apply(), "infra@01HF3B4V7QZJ9WTN2Y8XK5M6RD"),
        Arguments.of(CiIssuer.spiffe().workload(), "prod.acme.com.ci.deployer"),
        Arguments.of(
            CiIssuer.vercel().production(),
            "owner-acme-project-acme_website-environment-production"));
  }

  @ParameterizedTest
  @MethodSource("jobs")
  void session_is_called_after_the_job(CiToken<?> job, String name) {
    String made = SessionName.of(IdToken.parse(job.sign()));
    assertThat(made).matches(ALLOWED).contains(name);
  }

  @Test
  void characters_that_aws_does_not_allow_are_replaced() {
    String strange =
        CiIssuer.gitHubActions().pushToMain().repository("öcto org/re:po\u202e", 74, 65).sign();

    assertThat(SessionName.of(IdToken.parse(strange))).matches(ALLOWED).contains("cto-org.re-po@");
  }

  @Test
  void long_names_lose_their_beginning_and_keep_the_run() {
    String owner = "o".repeat(39);
    String job =
        CiIssuer.gitHubActions()
            .pushToMain()
            .repository(owner + "/" + "r".repeat(100), 74, 65)
            .sign();

    assertThat(SessionName.of(IdToken.parse(job))).hasSize(64).endsWith("rrr@1234567890");
  }

  @Test
  void token_that_names_nothing_has_a_session_all_the_same() {
    String bare =
        CiIssuer.gitHubActions()
            .pushToMain()
            .inconsistent()
            .without("repository")
            .without("jti")
            .claim("sub", "/")
            .sign();

    assertThat(SessionName.of(IdToken.parse(bare))).isEqualTo("credence-job");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "a b", "a/b", "ä1", "a:b"})
  void name_that_aws_does_not_allow_is_refused(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SessionName.checked(name))
        .withMessageStartingWith("The session's name has to be 2 to 64 letters, digits or any of");
  }

  @Test
  void name_of_65_characters_is_refused_and_of_64_accepted() {
    assertThat(SessionName.checked("x".repeat(64))).hasSize(64);
    assertThatIllegalArgumentException().isThrownBy(() -> SessionName.checked("x".repeat(65)));
  }
}
