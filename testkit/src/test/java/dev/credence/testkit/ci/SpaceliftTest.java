package dev.credence.testkit.ci;

import static dev.credence.testkit.assertj.CredenceAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.credence.Issuer;
import dev.credence.RejectionReason;
import dev.credence.TrustPolicy;
import dev.credence.ci.Spacelift;
import dev.credence.ci.SpaceliftJob;
import dev.credence.claim.Requirement;
import dev.credence.testkit.CiIssuer;
import dev.credence.testkit.SpaceliftIssuer;
import dev.credence.testkit.TestClock;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpaceliftTest {
  private static final TestClock CLOCK = TestClock.at(Instant.ofEpochSecond(1_795_219_200));

  private final SpaceliftIssuer spacelift = CiIssuer.spacelift().clock(CLOCK);
  private final TrustPolicy apply = policy(Spacelift.applyingStack("infra"));

  @Test
  void sample_is_the_documented_one() throws Exception {
    assertThat(TokenText.claims(spacelift.apply().sign()))
        .contains(
            "\"iss\":\"https://demo.app.spacelift.io\"",
            "\"sub\":\"space:legacy:stack:infra:run_type:TRACKED:scope:write\"",
            "\"aud\":\"demo.app.spacelift.io\"",
            "\"nbf\":1795219200,\"iat\":1795219200",
            "\"exp\":1795222800",
            "\"jti\":\"",
            "\"spaceId\":\"legacy\"",
            "\"callerType\":\"stack\",\"callerId\":\"infra\",\"runType\":\"TRACKED\"",
            "\"scope\":\"write\"");
    assertThat(apply.evaluate(spacelift.apply().sign())).isTrusted();
  }

  @Test
  void run_that_only_plans_is_refused_by_its_scope() throws Exception {
    assertThat(apply.evaluate(spacelift.plan().sign()))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
        .namesOnly("scope")
        .explains("\"read\"");
  }

  @Test
  void pull_request_s_preview_is_refused() throws Exception {
    assertThat(apply.evaluate(spacelift.pullRequest().sign()))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
        .namesOnly("runType", "scope")
        .explains("PROPOSED");
  }

  @Test
  void runs_that_may_write_too_are_refused_by_their_kind() throws Exception {
    TrustPolicy byScope =
        policy(Requirement.allOf(Spacelift.CALLER_ID.is("infra"), Spacelift.SCOPE.is("write")));
    for (String token : new String[] {spacelift.task().sign(), spacelift.destroy().sign()}) {
      assertThat(byScope.evaluate(token)).isTrusted();
      assertThat(apply.evaluate(token))
          .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
          .namesOnly("runType");
    }
  }

  @Test
  void module_of_the_stack_s_slug_is_refused() throws Exception {
    assertThat(apply.evaluate(spacelift.module().sign()))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
        .namesOnly("callerType", "runType");
  }

  @Test
  void other_stack_is_refused() throws Exception {
    assertThat(apply.evaluate(spacelift.otherStack().sign()))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
        .namesOnly("callerId");
    TrustPolicy bySpace = policy(Spacelift.SPACE_ID.is("legacy"));
    assertThat(bySpace.evaluate(spacelift.otherStack().sign())).isTrusted();
  }

  @Test
  void space_of_the_same_slug_elsewhere_is_told_apart_by_its_path_only() throws Exception {
    String elsewhere = spacelift.sameSlugsElsewhere().sign();
    assertThat(apply.evaluate(elsewhere)).isTrusted();
    TrustPolicy byPath =
        policy(
            Requirement.allOf(
                Spacelift.applyingStack("infra"), Spacelift.SPACE_PATH.is("/root/legacy")));
    assertThat(byPath.evaluate(elsewhere))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
        .namesOnly("spacePath");
    assertThat(byPath.evaluate(spacelift.apply().spacePath("/root/legacy").sign())).isTrusted();
    assertThat(byPath.evaluate(spacelift.apply().sign()))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
        .namesOnly("spacePath")
        .explains("absent");
  }

  @Test
  void audience_with_a_scheme_is_refused() throws Exception {
    String token = spacelift.apply().audience("https://demo.app.spacelift.io").sign();
    assertThat(apply.evaluate(token)).isRejectedBecause(RejectionReason.AUDIENCE_MISMATCH);
  }

  @Test
  void self_hosted_installation_has_an_issuer_of_its_own() throws Exception {
    Issuer issuer = Spacelift.selfHostedIssuer("https://id.example.com");
    SpaceliftIssuer own = CiIssuer.spacelift(issuer).clock(CLOCK);
    TrustPolicy policy =
        TrustPolicy.named("deploy")
            .issuer(issuer)
            .audience("id.example.com")
            .require(Spacelift.applyingStack("infra"))
            .clock(CLOCK)
            .build()
            .withKeys(own.keys());
    assertThat(policy.evaluate(own.apply().sign())).isTrusted();
    assertThat(policy.evaluate(spacelift.apply().sign()))
        .isRejectedBecause(RejectionReason.ISSUER_UNKNOWN);
  }

  @Test
  void view_tells_stack_and_run() throws Exception {
    SpaceliftJob job = Spacelift.job(apply.verify(spacelift.apply().sign()));
    assertThat(job.runId()).isEqualTo("01HF3B4V7QZJ9WTN2Y8XK5M6RD");
    assertThat(job.callerType()).isEqualTo("stack");
    assertThat(job.callerId()).isEqualTo("infra");
    assertThat(job.spaceId()).isEqualTo("legacy");
    assertThat(job.runType()).isEqualTo("TRACKED");
    assertThat(job.scope()).isEqualTo("write");
    assertThat(job.spacePath()).isEmpty();
    assertThat(job).hasToString("SpaceliftJob[callerId=infra, runId=01HF3B4V7QZJ9WTN2Y8XK5M6RD]");
  }

  @Test
  void issuer_and_audience_are_the_account_s() {
    assertThat(Spacelift.issuer("demo").identifier()).isEqualTo("https://demo.app.spacelift.io");
    assertThat(Spacelift.audience("demo")).isEqualTo("demo.app.spacelift.io");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Demo", "demo.evil", "demo/", "demo#", "-demo", "*"})
  void account_that_is_no_label_is_refused(String account) {
    assertThatThrownBy(() -> Spacelift.issuer(account))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("A Spacelift account");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a:b", "a/b", "My Stack", "*"})
  void stack_s_name_in_place_of_its_slug_is_refused(String id) {
    assertThatThrownBy(() -> Spacelift.applyingStack(id))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("id of a Spacelift stack");
  }

  private TrustPolicy policy(Requirement requirement) {
    return TrustPolicy.named("deploy")
        .issuer(Spacelift.issuer("demo"))
        .audience(Spacelift.audience("demo"))
        .require(requirement)
        .clock(CLOCK)
        .build()
        .withKeys(spacelift.keys());
  }
}
