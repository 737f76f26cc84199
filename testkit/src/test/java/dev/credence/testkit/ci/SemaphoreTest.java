package dev.credence.testkit.ci;

import static dev.credence.testkit.assertj.CredenceAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.credence.RejectionReason;
import dev.credence.ReplayGuard;
import dev.credence.TrustPolicy;
import dev.credence.VerifiedToken;
import dev.credence.ci.Semaphore;
import dev.credence.ci.SemaphoreJob;
import dev.credence.claim.Claim;
import dev.credence.claim.Requirement;
import dev.credence.testkit.CiIssuer;
import dev.credence.testkit.SemaphoreIssuer;
import dev.credence.testkit.SemaphoreToken;
import dev.credence.testkit.TestClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SemaphoreTest {
  private static final String PROJECT = "1e1fcfb5-09c0-487e-b051-2d0b5514c42a";
  private static final TestClock CLOCK = TestClock.at(Instant.ofEpochSecond(1_795_219_200));

  private final SemaphoreIssuer semaphore = CiIssuer.semaphore().clock(CLOCK);
  private final TrustPolicy main = policy(Semaphore.project(PROJECT).branch("main"));

  @Test
  void sample_has_every_documented_claim() throws Exception {
    String claims = TokenText.claims(semaphore.pushToMain().sign());
    assertThat(claims)
        .contains(
            "\"iss\":\"https://acme.semaphoreci.com\"",
            "\"aud\":\"https://acme.semaphoreci.com\"",
            "\"sub\":\"org:acme:project:1e1fcfb5-09c0-487e-b051-2d0b5514c42a:repo:web:"
                + "ref_type:branch:ref:refs/heads/main\"",
            "\"sub127\":\"acme:1e1fcfb5-09c0-487e-b051-2d0b5514c42a:web:br:heads/main\"",
            "\"iat\":1795219200",
            "\"nbf\":1795219200",
            "\"exp\":1795305600",
            "\"jti\":\"2s557dchalv2mv76kk000el1\"",
            "\"job_type\":\"pipeline_job\"",
            "\"trg\":\"h:f-i:f\"",
            "\"tag\":\"\"",
            "\"pr\":\"\"");
    assertThat(main.evaluate(semaphore.pushToMain().sign())).isTrusted();
  }

  @Test
  void pull_requests_are_refused_although_their_branch_is_main() throws Exception {
    for (SemaphoreToken job :
        new SemaphoreToken[] {semaphore.pullRequest(), semaphore.pullRequestFromFork()}) {
      String token = job.sign();
      assertThat(policy(Semaphore.BRANCH.is("main")).evaluate(token)).isTrusted();
      assertThat(main.evaluate(token))
          .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
          .namesOnly("ref_type", "ref")
          .explains("pull-request");
    }
  }

  @Test
  void sessions_by_hand_are_refused_by_their_kind() throws Exception {
    for (SemaphoreToken session :
        new SemaphoreToken[] {semaphore.debugJob(), semaphore.projectDebugJob()}) {
      assertThat(main.evaluate(session.sign()))
          .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
          .namesOnly("job_type")
          .explains("pipeline_job");
    }
  }

  @Test
  void other_and_recreated_projects_are_refused_by_their_id() throws Exception {
    for (SemaphoreToken job :
        new SemaphoreToken[] {semaphore.otherProject(), semaphore.recreatedProject()}) {
      assertThat(main.evaluate(job.sign()))
          .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
          .namesOnly("prj_id");
    }
  }

  @Test
  void tag_is_not_the_branch_of_its_name() throws Exception {
    assertThat(main.evaluate(semaphore.tag("main").sign()))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
        .namesOnly("ref_type", "ref");
    TrustPolicy releases = policy(Semaphore.project(PROJECT).tagsMatching("v*"));
    TrustPolicy release = policy(Semaphore.project(PROJECT).tag("v1.0.0"));
    for (TrustPolicy policy : new TrustPolicy[] {releases, release}) {
      assertThat(policy.evaluate(semaphore.tag("v1.0.0").sign())).isTrusted();
      assertThat(policy.evaluate(semaphore.pushToBranch("v1.0.0").sign()))
          .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
          .namesOnly("ref_type", "ref");
    }
    assertThat(releases.evaluate(semaphore.tag("x1").sign()))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
        .namesOnly("ref");
  }

  @Test
  void shortened_subject_is_shared_by_different_refs() throws Exception {
    String longName = "release/2026-11-21-payments-hotfix";
    Requirement shortened =
        Claim.string("sub127")
            .is("acme:" + PROJECT + ":web:br:heads/release/2026-11-21-payments-h");
    assertThat(policy(shortened).evaluate(semaphore.pushToBranch(longName).sign())).isTrusted();
    assertThat(policy(shortened).evaluate(semaphore.pushToBranch(longName + "-evil").sign()))
        .isTrusted();
    TrustPolicy exact = policy(Semaphore.project(PROJECT).branch(longName));
    assertThat(exact.evaluate(semaphore.pushToBranch(longName).sign())).isTrusted();
    assertThat(exact.evaluate(semaphore.pushToBranch(longName + "-evil").sign()))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
        .namesOnly("ref");
  }

  @Test
  void token_is_refused_after_a_day() throws Exception {
    String token = semaphore.pushToMain().sign();
    TestClock later = TestClock.at(CLOCK.instant());
    TrustPolicy policy = main.withClock(later);
    later.advance(Duration.ofHours(24).minusSeconds(1));
    assertThat(policy.evaluate(token)).isTrusted();
    later.advance(Duration.ofMinutes(1));
    assertThat(policy.evaluate(token)).isRejectedBecause(RejectionReason.EXPIRED);
  }

  @Test
  void replay_can_be_refused() throws Exception {
    TrustPolicy once =
        TrustPolicy.named("deploy")
            .issuer(Semaphore.issuer("acme"))
            .audience(Semaphore.audience("acme"))
            .require(Semaphore.project(PROJECT).branch("main"))
            .onlyOnce(ReplayGuard.inMemory(10, CLOCK))
            .clock(CLOCK)
            .build()
            .withKeys(semaphore.keys());
    String token = semaphore.pushToMain().sign();
    assertThat(once.evaluate(token)).isTrusted();
    assertThat(once.evaluate(token)).isRejectedBecause(RejectionReason.REPLAYED);
  }

  @Test
  void claims_that_an_administrator_filters_deny() throws Exception {
    assertThat(main.evaluate(semaphore.pushToMain().inconsistent().without("sub").sign()))
        .isRejectedBecause(RejectionReason.CLAIM_MISSING)
        .namesOnly("sub");
    assertThat(main.evaluate(semaphore.pushToMain().inconsistent().without("job_type").sign()))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
        .namesOnly("job_type")
        .explains("absent");
  }

  @Test
  void view_tells_project_and_job() throws Exception {
    SemaphoreJob job = Semaphore.job(main.verify(semaphore.pushToMain().sign()));
    assertThat(job.projectId()).isEqualTo(PROJECT);
    assertThat(job.jobId()).isEqualTo("c117e453-1189-4eaf-b03a-dd6538eb49b2");
    assertThat(job.organizationId()).contains("d7dd33ad-9317-498c-9cc6-51c250749be7");
    assertThat(job.pipelineId()).contains("1e1fcfb5-09c0-487e-b051-2d0b5514c42a");
    assertThat(job.repository()).contains("semaphoreci/docs");
    assertThat(job.ref()).contains("refs/heads/main");
    assertThat(job.pullRequest()).isEmpty();
    assertThat(job.isPipelineJob()).isTrue();
    assertThat(job)
        .hasToString(
            "SemaphoreJob[projectId=1e1fcfb5-09c0-487e-b051-2d0b5514c42a,"
                + " jobId=c117e453-1189-4eaf-b03a-dd6538eb49b2]");
    VerifiedToken session =
        policy(Semaphore.PROJECT_ID.is(PROJECT)).verify(semaphore.debugJob().sign());
    assertThat(Semaphore.job(session).isPipelineJob()).isFalse();
    assertThat(Semaphore.job(session).pipelineId()).isEmpty();
  }

  @Test
  void issuer_and_audience_are_the_organisation_s() {
    assertThat(Semaphore.issuer("acme").identifier()).isEqualTo("https://acme.semaphoreci.com");
    assertThat(Semaphore.audience("acme")).isEqualTo("https://acme.semaphoreci.com");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Acme", "acme.evil", "acme/", "acme.com#", "-acme", "a_b", "*"})
  void organisation_that_is_no_label_is_refused(String organization) {
    assertThatThrownBy(() -> Semaphore.issuer(organization))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("A Semaphore organisation");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "refs/heads/main", "refs/tags/v1"})
  void full_ref_is_refused(String ref) {
    assertThatThrownBy(() -> Semaphore.project(PROJECT).branch(ref))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("without refs/heads/ or refs/tags/");
    assertThatThrownBy(() -> Semaphore.project(PROJECT).tag(ref))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("without refs/heads/ or refs/tags/");
  }

  @Test
  void project_s_name_in_place_of_its_id_is_refused() {
    assertThatThrownBy(() -> Semaphore.project("docs"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("id of a Semaphore project is a UUID");
  }

  private TrustPolicy policy(Requirement requirement) {
    return TrustPolicy.named("deploy")
        .issuer(Semaphore.issuer("acme"))
        .audience(Semaphore.audience("acme"))
        .require(requirement)
        .clock(CLOCK)
        .build()
        .withKeys(semaphore.keys());
  }
}
