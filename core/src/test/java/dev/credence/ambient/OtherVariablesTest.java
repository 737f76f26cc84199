package dev.credence.ambient;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credence.ambient.IdTokenUnavailableException.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What single CIs do differently from the others that put a token into a variable. */
class OtherVariablesTest {
  private final TestEnvironment environment = new TestEnvironment();

  private IdToken token(String audience) throws IdTokenUnavailableException {
    return AmbientIdTokens.detect(audience, environment.build()).idToken();
  }

  @Test
  void bitbuckets_own_audience_beside_is_tolerated() throws Exception {
    environment
        .set("BITBUCKET_PIPELINE_UUID", "{91be}")
        .set(
            "BITBUCKET_STEP_OIDC_TOKEN",
            TestTokens.withAudience("[\"ari:cloud:bitbucket::workspace/9f8a\",\"sts\"]"));

    assertThat(token("sts").audiences()).contains("sts");
  }

  @Test
  void env0s_older_second_audience_is_tolerated() throws Exception {
    environment.set(
        "ENV0_OIDC_TOKEN",
        TestTokens.withAudience("[\"https://prod.env0.com\",\"https://env0.auth0.com/userinfo\"]"));

    assertThat(token("https://prod.env0.com").audiences()).hasSize(2);
    assertThat(Failures.of(Kind.AUDIENCE_NOT_OFFERED, () -> token("sts")))
        .hasMessageContaining("env0 leaves no choice");
  }

  @Test
  void env0_tells_how_its_token_comes_to_be() {
    assertThat(Failures.of(Kind.NOT_GRANTED, () -> Env0IdTokens.of("sts", environment.build())))
        .hasMessageContaining("ENV0_OIDC_TOKEN is not set")
        .hasMessageContaining("OIDC credential");
  }

  @Test
  void terraforms_tagged_tokens_are_told_apart_by_audience() throws Exception {
    environment
        .set("TFC_RUN_ID", "run-1")
        .set("TFC_WORKLOAD_IDENTITY_TOKEN", TestTokens.forAudience("vault"))
        .set("TFC_WORKLOAD_IDENTITY_TOKEN_AWS", TestTokens.forAudience("sts"))
        .set("TFC_WORKLOAD_IDENTITY_TOKEN_GCP", TestTokens.forAudience("gcp"));

    assertThat(token("vault").audiences()).containsExactly("vault");
    assertThat(token("gcp").audiences()).containsExactly("gcp");
    assertThat(Failures.of(Kind.OTHER_AUDIENCE, () -> token("azure")))
        .hasMessageContaining("TFC_WORKLOAD_IDENTITY_AUDIENCE_DEPLOY = \"azure\"");
  }

  @Test
  void spacelifts_file_is_read_where_the_variable_is_missing() throws Exception {
    environment
        .set("TF_VAR_spacelift_run_id", "01")
        .file(
            "/mnt/workspace/spacelift.oidc",
            TestTokens.forAudience("acme.app.spacelift.io") + "\n");

    assertThat(token("acme.app.spacelift.io").audiences()).containsExactly("acme.app.spacelift.io");
    assertThat(Failures.of(Kind.AUDIENCE_NOT_OFFERED, () -> token("https://acme.example")))
        .hasMessageContaining("its account's host name for an audience, without https://");
  }

  @Test
  void circlecis_program_makes_tokens_for_any_audience() throws Exception {
    environment
        .set("CIRCLECI", "true")
        .set("CIRCLE_OIDC_TOKEN_V2", TestTokens.forAudience("org-uuid"))
        .program("circleci", 0, TestTokens.withAudience("\"a\\\"b\"") + "\n");

    assertThat(token("a\"b").audiences()).containsExactly("a\"b");

    assertThat(environment.commandLines)
        .containsExactly(
            List.of("/usr/bin/circleci", "run", "oidc", "get", "--claims", "{\"aud\":\"a\\\"b\"}"));
  }

  @Test
  void circlecis_root_issuer_is_asked_for_by_a_flag() throws Exception {
    environment.program("circleci", 0, TestTokens.forAudience("pypi"));

    CircleCiIdTokens.ofRootIssuer("pypi", environment.build()).idToken();

    assertThat(environment.commandLines.get(0)).endsWith("{\"aud\":\"pypi\"}", "--root-issuer");
  }

  @Test
  void circlecis_older_variable_serves_too() throws Exception {
    environment
        .set("CIRCLECI", "true")
        .set("CIRCLE_OIDC_TOKEN", TestTokens.forAudience("org-uuid"));

    assertThat(token("org-uuid").audiences()).containsExactly("org-uuid");
  }

  @Test
  void circlecis_fork_builds_are_told_apart() {
    environment.set("CIRCLECI", "true").set("CIRCLE_PR_USERNAME", "mallory");

    assertThat(Failures.of(Kind.FORK_BUILD, () -> token("sts")))
        .hasMessageContaining("fork's pull request");

    environment.program("circleci", 1, "");
    assertThat(Failures.of(Kind.FORK_BUILD, () -> token("sts")))
        .hasMessageContaining("\"circleci run oidc get\" ended with status 1")
        .hasMessageContaining("fork's pull request");
  }

  @Test
  void program_for_another_audience_is_refused() {
    environment.set("CIRCLECI", "true").program("circleci", 0, TestTokens.forAudience("org-uuid"));

    Failures.of(Kind.OTHER_AUDIENCE, () -> token("sts"));
  }

  @Test
  void program_that_hangs_is_unreachable() {
    environment.set("CIRCLECI", "true").program("circleci", 0, "hangs");

    assertThat(Failures.of(Kind.UNREACHABLE, () -> token("sts")))
        .hasMessage("CircleCI: The command \"circleci run oidc get\" had not ended after 30 s.");
  }

  @Test
  void program_that_cannot_be_run_is_unreachable() {
    environment.set("CIRCLECI", "true").program("circleci", -1, "");

    assertThat(Failures.of(Kind.UNREACHABLE, () -> token("sts")))
        .hasMessage("CircleCI: The command \"circleci run oidc get\" could not be run.");
  }

  @Test
  void missing_program_is_named() {
    assertThat(
            Failures.of(
                Kind.UNREACHABLE,
                () -> CircleCiIdTokens.ofCommand("sts", environment.build()).idToken()))
        .hasMessageContaining("The program circleci is not in any folder of PATH");
  }
}
