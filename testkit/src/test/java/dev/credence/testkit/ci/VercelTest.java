package dev.credence.testkit.ci;

import static dev.credence.testkit.assertj.CredenceAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.credence.Issuer;
import dev.credence.RejectionReason;
import dev.credence.TrustPolicy;
import dev.credence.ci.Vercel;
import dev.credence.ci.VercelJob;
import dev.credence.claim.Requirement;
import dev.credence.keys.JwksKeySource;
import dev.credence.testkit.CiIssuer;
import dev.credence.testkit.TestClock;
import dev.credence.testkit.VercelIssuer;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VercelTest {
  private static final String SHARED = "https://vercel.com/acme";
  private static final String OURS = "https://database.example.com";
  private static final Vercel.NeedsEnvironment PROJECT =
      Vercel.owner("team_7Gw5ZMzpQA8h90F832KGp7nwbuh3").project("prj_7Gw5ZMBpQA8h9GF832KGp7nwbuh3");
  private static final TestClock CLOCK = TestClock.at(Instant.ofEpochSecond(1_718_885_593));

  private static final VercelIssuer VERCEL = CiIssuer.vercel().clock(CLOCK);
  private static final TrustPolicy PRODUCTION = policy(PROJECT.production());

  @Test
  void sample_is_the_documented_one() {
    String token = VERCEL.production().sign();
    assertThat(TokenText.header(token)).startsWith("{\"typ\":\"JWT\",\"alg\":\"RS256\",\"kid\":\"");
    assertThat(TokenText.claims(token))
        .isEqualTo(
            "{\"iss\":\"https://oidc.vercel.com/acme\",\"aud\":\"https://vercel.com/acme\","
                + "\"sub\":\"owner:acme:project:acme_website:environment:production\","
                + "\"iat\":1718885593,\"nbf\":1718885593,\"exp\":1718889193,"
                + "\"owner\":\"acme\",\"owner_id\":\"team_7Gw5ZMzpQA8h90F832KGp7nwbuh3\","
                + "\"project\":\"acme_website\","
                + "\"project_id\":\"prj_7Gw5ZMBpQA8h9GF832KGp7nwbuh3\","
                + "\"environment\":\"production\"}");
  }

  @Test
  void previews_are_refused_by_their_environment() throws Exception {
    assertThat(PRODUCTION.evaluate(VERCEL.preview().sign()))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
        .namesOnly("environment")
        .explains("preview");
    assertThat(PRODUCTION.evaluate(VERCEL.environment("staging").sign()))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
        .namesOnly("environment");
    assertThat(PRODUCTION.evaluate(VERCEL.production().sign())).isTrusted();
    assertThat(
            policy(PROJECT.environment("staging")).evaluate(VERCEL.environment("staging").sign()))
        .isTrusted();
  }

  @Test
  void project_without_an_environment_lets_in_every_preview() throws Exception {
    TrustPolicy lax =
        policy(
            Vercel.OWNER_ID.is("team_7Gw5ZMzpQA8h90F832KGp7nwbuh3"),
            Vercel.PROJECT_ID.is("prj_7Gw5ZMBpQA8h9GF832KGp7nwbuh3"));
    assertThat(lax.evaluate(VERCEL.preview().sign())).isTrusted();
  }

  @Test
  void developers_token_is_refused_for_its_twelve_hours() throws Exception {
    assertThat(policy(PROJECT.environment("development")).evaluate(VERCEL.development().sign()))
        .isRejectedBecause(RejectionReason.LIFETIME_EXCEEDED)
        .namesOnly("exp");
    Issuer forDevelopers =
        Issuer.builder(Vercel.issuer("acme").identifier())
            .maxLifetime(Duration.ofHours(12))
            .build();
    TrustPolicy development =
        policy(forDevelopers, SHARED, PROJECT.environment("development")).withKeys(VERCEL.keys());
    assertThat(development.evaluate(VERCEL.development().sign()))
        .isTrustedAnd(token -> assertThat(Vercel.job(token).userId()).isPresent());
  }

  @Test
  void other_project_is_refused_by_its_id() throws Exception {
    assertThat(PRODUCTION.evaluate(VERCEL.otherProject().sign()))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
        .namesOnly("project_id");
  }

  @Test
  void other_team_with_the_same_key_is_refused_by_its_issuer() throws Exception {
    assertThat(PRODUCTION.evaluate(VERCEL.otherTeam().audience(SHARED).sign()))
        .isRejectedBecause(RejectionReason.ISSUER_UNKNOWN)
        .namesOnly("iss")
        .explains("https://oidc.vercel.com/mallory");
  }

  @Test
  void other_team_under_the_global_issuer_is_refused_by_its_id() throws Exception {
    VercelIssuer global = CiIssuer.vercel(Vercel.globalIssuer()).clock(CLOCK);
    TrustPolicy policy =
        policy(Vercel.globalIssuer(), SHARED, PROJECT.production()).withKeys(global.keys());
    assertThat(policy.evaluate(global.production().sign())).isTrusted();
    assertThat(policy.evaluate(global.otherTeam().sign()))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
        .namesOnly("owner_id", "project_id");
  }

  @Test
  void slug_registered_again_is_trusted_by_sub_and_refused_by_ids() throws Exception {
    String token = VERCEL.recycledSlug().sign();
    TrustPolicy bySubject =
        policy(Vercel.SUBJECT.is("owner:acme:project:acme_website:environment:production"));
    assertThat(bySubject.evaluate(token)).isTrusted();
    assertThat(PRODUCTION.evaluate(token))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
        .namesOnly("owner_id", "project_id");
  }

  @Test
  void default_audience_is_refused_by_a_service_with_its_own() throws Exception {
    TrustPolicy ours =
        policy(Vercel.issuer("acme"), OURS, PROJECT.production()).withKeys(VERCEL.keys());
    assertThat(ours.evaluate(VERCEL.production().sign()))
        .isRejectedBecause(RejectionReason.AUDIENCE_MISMATCH)
        .explains(SHARED);
    assertThat(ours.evaluate(VERCEL.exchanged(OURS).sign())).isTrusted();
    assertThat(PRODUCTION.evaluate(VERCEL.exchanged(OURS).sign()))
        .isRejectedBecause(RejectionReason.AUDIENCE_MISMATCH);
  }

  @Test
  void exchanged_token_tells_of_the_original_and_ends_with_it() {
    assertThat(TokenText.claims(VERCEL.exchanged(OURS).sign()))
        .contains("\"iat\":1718885593,\"nbf\":1718885593,\"exp\":1718889133,")
        .endsWith(",\"act\":{\"aud\":\"https://vercel.com/acme\",\"iat\":1718885533}}");
  }

  @Test
  void exchanged_token_has_the_teams_issuer_even_in_global_mode() throws Exception {
    VercelIssuer global = CiIssuer.vercel(Vercel.globalIssuer()).clock(CLOCK);
    String token = global.exchanged(OURS).sign();
    TrustPolicy ofTeam =
        policy(Vercel.issuer("acme"), OURS, PROJECT.production()).withKeys(global.keys());
    assertThat(ofTeam.evaluate(token)).isTrusted();
    TrustPolicy ofAll =
        policy(Vercel.globalIssuer(), OURS, PROJECT.production()).withKeys(global.keys());
    assertThat(ofAll.evaluate(token))
        .isRejectedBecause(RejectionReason.ISSUER_UNKNOWN)
        .explains("https://oidc.vercel.com/acme");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://oidc.vercel.com",
        "https://oidc.vercel.com/",
        "https://oidc.vercel.com/acme-evil",
        "https://oidc.vercel.com/acme/",
        "https://oidc.vercel.com/acme/evil",
        "https://oidc.vercel.com.evil/acme",
        "https://oidc.vercel.com@evil.example/acme"
      })
  void issuer_that_only_begins_alike_is_refused(String iss) throws Exception {
    String token = VERCEL.production().inconsistent().claim("iss", iss).sign();
    assertThat(PRODUCTION.evaluate(token))
        .isRejectedBecause(RejectionReason.ISSUER_UNKNOWN)
        .namesOnly("iss");
    assertThat(PRODUCTION.evaluate(VERCEL.production().sign())).isTrusted();
  }

  @Test
  void issuer_of_team_and_of_all_is_spelled_as_vercel_does() {
    assertThat(Vercel.issuer("acme").identifier()).isEqualTo("https://oidc.vercel.com/acme");
    assertThat(Vercel.globalIssuer().identifier()).isEqualTo("https://oidc.vercel.com");
  }

  @Test
  void keys_of_team_and_of_all_are_found_by_discovery() throws Exception {
    for (Issuer issuer : new Issuer[] {Vercel.issuer("acme"), Vercel.globalIssuer()}) {
      try (VercelIssuer minting = CiIssuer.vercel(issuer).clock(CLOCK);
          JwksKeySource discovered = minting.discoveredKeys()) {
        TrustPolicy policy = policy(issuer, SHARED, PROJECT.production()).withKeys(discovered);
        assertThat(policy.evaluate(minting.production().sign())).isTrusted();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a/b", "acme/", "../acme", "a b", "a.b", "é", "*"})
  void team_with_other_characters_is_refused(String bad) {
    assertThatThrownBy(() -> Vercel.issuer(bad))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("The slug of a Vercel team has letters");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "acme", "team_", "team-7Gw5", "prj_7Gw5", "team_*", "team_a b"})
  void team_that_is_no_id_is_refused(String bad) {
    assertThatThrownBy(() -> Vercel.owner(bad))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(
            "The id of a Vercel team is \"team_\" with letters and digits behind it");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "acme_website", "prj_", "team_7Gw5", "prj_*", "prj_a/b"})
  void project_that_is_no_id_is_refused(String bad) {
    assertThatThrownBy(() -> Vercel.owner("team_7Gw5ZMzpQA8h90F832KGp7nwbuh3").project(bad))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(
            "The id of a Vercel project is \"prj_\" with letters and digits behind it");
  }

  @Test
  void view_reads_the_deployment() throws Exception {
    VercelJob job = Vercel.job(PRODUCTION.verify(VERCEL.production().sign()));
    assertThat(job.ownerId()).isEqualTo("team_7Gw5ZMzpQA8h90F832KGp7nwbuh3");
    assertThat(job.projectId()).isEqualTo("prj_7Gw5ZMBpQA8h9GF832KGp7nwbuh3");
    assertThat(job.environment()).isEqualTo("production");
    assertThat(job.owner()).contains("acme");
    assertThat(job.project()).contains("acme_website");
    assertThat(job.userId()).isEmpty();
    assertThat(job)
        .hasToString(
            "VercelJob[projectId=prj_7Gw5ZMBpQA8h9GF832KGp7nwbuh3, environment=production]");
  }

  @Test
  void view_of_another_providers_token_is_refused() throws Exception {
    TrustPolicy policy = policy(Vercel.ENVIRONMENT.is("production"));
    String token = VERCEL.production().inconsistent().without("owner_id").sign();
    assertThatThrownBy(() -> Vercel.job(policy.verify(token)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Every token of Vercel has the claim owner_id");
  }

  private static TrustPolicy policy(Requirement first, Requirement... more) {
    return policy(Vercel.issuer("acme"), SHARED, first, more).withKeys(VERCEL.keys());
  }

  private static TrustPolicy policy(
      Issuer issuer, String audience, Requirement first, Requirement... more) {
    return TrustPolicy.named("database")
        .issuer(issuer)
        .audience(audience)
        .require(first, more)
        .clock(CLOCK)
        .build();
  }
}
