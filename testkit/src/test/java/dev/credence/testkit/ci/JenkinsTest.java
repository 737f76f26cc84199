package dev.credence.testkit.ci;

import static dev.credence.testkit.assertj.CredenceAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.credence.Issuer;
import dev.credence.RejectionReason;
import dev.credence.Stage;
import dev.credence.TrustPolicy;
import dev.credence.ci.Jenkins;
import dev.credence.ci.JenkinsJob;
import dev.credence.claim.Claim;
import dev.credence.claim.Requirement;
import dev.credence.keys.JwksKeySource;
import dev.credence.keys.KeySource;
import dev.credence.testkit.CiIssuer;
import dev.credence.testkit.JenkinsIssuer;
import dev.credence.testkit.JenkinsToken;
import dev.credence.testkit.TestClock;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JenkinsTest {
  private static final String AUDIENCE = "sts.amazonaws.com";
  private static final String MAIN = "https://jenkins.acme.com/job/payments/job/deploy/job/main/";
  private static final TestClock CLOCK = TestClock.at(Instant.ofEpochSecond(1_795_219_200));

  private static final JenkinsIssuer JENKINS = CiIssuer.jenkins().clock(CLOCK);
  private static final TrustPolicy DEPLOY = policy(Jenkins.jobAt(MAIN));

  @Test
  void sample_is_the_one_that_the_plugin_makes() {
    String token = JENKINS.pushToMain().sign();
    assertThat(TokenText.header(token))
        .isEqualTo("{\"kid\":\"prod-deploy\",\"typ\":\"JWT\",\"alg\":\"RS256\"}");
    assertThat(TokenText.claims(token))
        .isEqualTo(
            "{\"iss\":\"https://jenkins.acme.com/oidc\",\"aud\":[\"sts.amazonaws.com\"],"
                + "\"iat\":1795219200,\"exp\":1795222800,"
                + "\"sub\":\"https://jenkins.acme.com/job/payments/job/deploy/job/main/\","
                + "\"build_number\":42}");
  }

  @Test
  void audience_is_accepted_as_array_and_as_string() throws Exception {
    assertThat(DEPLOY.evaluate(JENKINS.pushToMain().sign())).isTrusted();
    JenkinsIssuer jenkins = CiIssuer.jenkins().clock(CLOCK).beforeBuild206();
    String old = jenkins.pushToMain().sign();
    assertThat(TokenText.header(old)).isEqualTo("{\"kid\":\"prod-deploy\",\"alg\":\"RS256\"}");
    assertThat(TokenText.claims(old)).contains("\"aud\":\"sts.amazonaws.com\"");
    assertThat(DEPLOY.withKeys(jenkins.keys()).evaluate(old)).isTrusted();
  }

  @Test
  void credential_without_an_audience_is_refused() throws Exception {
    assertThat(DEPLOY.evaluate(JENKINS.pushToMain().withoutAudience().sign()))
        .isRejectedBecause(RejectionReason.CLAIM_MISSING)
        .namesOnly("aud");
  }

  @Test
  void modulus_with_a_zero_octet_in_front_verifies() throws Exception {
    String jwks = JENKINS.jwks();
    int start = jwks.indexOf("\"n\":\"") + 5;
    byte[] modulus = Base64.getUrlDecoder().decode(jwks.substring(start, jwks.indexOf('"', start)));
    assertThat(modulus).hasSize(257).startsWith(0);
    TrustPolicy policy = DEPLOY.withKeys(KeySource.ofJwks(jwks));
    assertThat(policy.evaluate(JENKINS.pushToMain().sign())).isTrusted();
  }

  @Test
  void credential_saved_again_has_a_new_key_of_the_same_id() throws Exception {
    JenkinsIssuer jenkins = CiIssuer.jenkins().clock(CLOCK);
    String before = jenkins.pushToMain().sign();
    KeySource oldKeys = jenkins.keys();
    jenkins.saveCredentialAgain();
    String after = jenkins.pushToMain().sign();
    KeySource newKeys = jenkins.keys();
    assertThat(TokenText.header(after)).isEqualTo(TokenText.header(before));
    assertThat(DEPLOY.withKeys(oldKeys).evaluate(before)).isTrusted();
    assertThat(DEPLOY.withKeys(newKeys).evaluate(after)).isTrusted();
    assertThat(DEPLOY.withKeys(oldKeys).evaluate(after))
        .isRejectedBecause(RejectionReason.SIGNATURE_INVALID);
    assertThat(DEPLOY.withKeys(newKeys).evaluate(before))
        .isRejectedBecause(RejectionReason.SIGNATURE_INVALID);
  }

  @Test
  void other_credential_of_the_store_is_told_by_its_audience_only() throws Exception {
    JenkinsIssuer jenkins = CiIssuer.jenkins().clock(CLOCK);
    JenkinsToken ours = jenkins.otherCredential();
    JenkinsToken theirs = jenkins.otherCredential().audience("wiki");
    TrustPolicy policy = DEPLOY.withKeys(jenkins.keys());
    assertThat(TokenText.header(ours.sign())).contains("\"kid\":\"team-wiki\"");
    assertThat(policy.evaluate(ours.sign())).isTrusted();
    assertThat(policy.evaluate(theirs.sign()))
        .isRejectedBecause(RejectionReason.AUDIENCE_MISMATCH)
        .explains("wiki");
  }

  @Test
  void other_jobs_with_the_same_credential_are_refused() throws Exception {
    String[] others = {
      JENKINS.otherJob().sign(),
      JENKINS.jobWithLongerName().sign(),
      JENKINS.pushToBranch("feature/x").sign(),
      JENKINS.tag("v1.0").sign(),
      JENKINS.pullRequest().sign(),
      JENKINS.pullRequestFromFork().sign(),
      JENKINS.outsideBuild().sign()
    };
    for (String other : others) {
      assertThat(DEPLOY.evaluate(other))
          .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
          .namesOnly("sub");
    }
    assertThat(DEPLOY.evaluate(JENKINS.pushToMain().sign())).isTrusted();
  }

  @Test
  void wildcard_over_a_multibranch_project_lets_in_pull_requests() throws Exception {
    TrustPolicy wildcard =
        policy(Jenkins.SUBJECT.matches("https://jenkins.acme.com/job/payments/job/deploy/job/*/"));
    assertThat(wildcard.evaluate(JENKINS.pullRequestFromFork().sign())).isTrusted();
    assertThat(wildcard.evaluate(JENKINS.otherJob().sign()))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH);
  }

  @Test
  void branch_with_a_slash_is_encoded_twice() throws Exception {
    String feature = "https://jenkins.acme.com/job/payments/job/deploy/job/feature%252Fx/";
    assertThat(policy(Jenkins.jobAt(feature)).evaluate(JENKINS.pushToBranch("feature/x").sign()))
        .isTrusted();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://jenkins.acme.com@evil.example/oidc",
        "https://jenkins.acme.com.evil.example/oidc",
        "https://jenkins.acme.com/oidc/job/payments",
        "https://jenkins.acme.com/oidc/",
        "https://JENKINS.acme.com/oidc",
        "https://jenkins.acme.com:443/oidc"
      })
  void issuer_that_only_begins_alike_is_refused(String iss) throws Exception {
    String token = JENKINS.pushToMain().inconsistent().claim("iss", iss).sign();
    assertThat(DEPLOY.evaluate(token))
        .isRejectedBecause(RejectionReason.ISSUER_UNKNOWN)
        .isRejectedAt(Stage.ISSUER)
        .explains(iss);
    assertThat(DEPLOY.evaluate(JENKINS.pushToMain().sign())).isTrusted();
  }

  @Test
  void claims_of_templates_keep_their_types() throws Exception {
    Requirement release = Claim.bool("release").is(true);
    Requirement attempt = Claim.integer("attempt").is(2);
    TrustPolicy policy = policy(Jenkins.jobAt(MAIN), release, attempt);
    assertThat(
            policy.evaluate(JENKINS.pushToMain().claim("release", true).claim("attempt", 2).sign()))
        .isTrusted();
    assertThat(
            policy.evaluate(
                JENKINS.pushToMain().claim("release", "true").claim("attempt", "2").sign()))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
        .namesOnly("release", "attempt");
  }

  @Test
  void issuer_of_every_kind_is_spelled_as_jenkins_does() {
    assertThat(Jenkins.issuer("https://jenkins.acme.com/").identifier())
        .isEqualTo("https://jenkins.acme.com/oidc");
    assertThat(Jenkins.issuer("https://acme.com:8443/jenkins/").identifier())
        .isEqualTo("https://acme.com:8443/jenkins/oidc");
    assertThat(Jenkins.folderIssuer("https://jenkins.acme.com/", "payments").identifier())
        .isEqualTo("https://jenkins.acme.com/oidc/job/payments");
    assertThat(
            Jenkins.folderIssuer("https://jenkins.acme.com/", "at the top", "Zürich+50%")
                .identifier())
        .isEqualTo("https://jenkins.acme.com/oidc/job/at%20the%20top/job/Z%C3%BCrich+50%25");
    assertThat(Jenkins.customIssuer("https://oidc.acme.com/jenkins").identifier())
        .isEqualTo("https://oidc.acme.com/jenkins");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "https://jenkins.acme.com",
        "http://jenkins.acme.com/",
        "jenkins.acme.com/",
        "https://admin@jenkins.acme.com/",
        "https://jenkins.acme.com/?x=/",
        "https://jenkins.acme.com/#/",
        "https:///",
        "https://jenkins acme.com/"
      })
  void root_url_that_is_none_is_refused(String bad) {
    assertThatThrownBy(() -> Jenkins.issuer(bad)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Jenkins.folderIssuer(bad, "payments"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void root_url_without_its_slash_is_refused_with_an_example() {
    assertThatThrownBy(() -> Jenkins.issuer("https://jenkins.acme.com"))
        .hasMessage(
            "The URL of Jenkins ends with a slash, such as \"https://jenkins.example.com/\"; this"
                + " is \"https://jenkins.acme.com\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a/b", "/"})
  void folder_that_is_no_single_name_is_refused(String bad) {
    assertThatThrownBy(() -> Jenkins.folderIssuer("https://jenkins.acme.com/", bad))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("A folder's name is not empty and has no slash");
    assertThatThrownBy(() -> Jenkins.folderIssuer("https://jenkins.acme.com/", "a", bad))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("A folder's name is not empty and has no slash");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "https://oidc.acme.com/", "http://oidc.acme.com", "https://a.com?b"})
  void custom_issuer_that_the_plugin_refuses_is_refused(String bad) {
    assertThatThrownBy(() -> Jenkins.customIssuer(bad))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "https://jenkins.acme.com/",
        "https://jenkins.acme.com/job/deploy",
        "https://jenkins.acme.com/job/",
        "https://jenkins.acme.com/job/deploy/job/*/",
        "https://jenkins.acme.com/job/deploy/job/feature x/",
        "https://jenkins.acme.com/job/Zürich/",
        "https://jenkins.acme.com/job/deploy/?a=/",
        "jenkins.acme.com/job/deploy/",
        "payments/deploy/main"
      })
  void job_url_that_no_build_has_is_refused(String bad) {
    assertThatThrownBy(() -> Jenkins.jobAt(bad))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("A job's URL is spelled as JOB_URL in a build");
  }

  @Test
  void token_of_every_kind_of_issuer_is_trusted_by_its_own_policy_only() throws Exception {
    Issuer[] issuers = {
      Jenkins.issuer("https://jenkins.acme.com/"),
      Jenkins.folderIssuer("https://jenkins.acme.com/", "payments"),
      Jenkins.folderIssuer("https://jenkins.acme.com/", "payments", "deploy"),
      Jenkins.customIssuer("https://oidc.acme.com/jenkins")
    };
    for (Issuer of : issuers) {
      JenkinsIssuer minting = CiIssuer.jenkins(of).clock(CLOCK);
      for (Issuer by : issuers) {
        TrustPolicy policy = policy(by, Jenkins.jobAt(MAIN)).withKeys(minting.keys());
        if (of == by) {
          assertThat(policy.evaluate(minting.pushToMain().sign())).isTrusted();
        } else {
          assertThat(policy.evaluate(minting.pushToMain().sign()))
              .isRejectedBecause(RejectionReason.ISSUER_UNKNOWN);
        }
      }
    }
  }

  @Test
  void keys_of_every_kind_of_issuer_are_found_by_discovery() throws Exception {
    Issuer[] issuers = {
      Jenkins.issuer("https://acme.com:8443/jenkins/"),
      Jenkins.folderIssuer("https://jenkins.acme.com/", "at the top", "Zürich"),
      Jenkins.customIssuer("https://oidc.acme.com/jenkins")
    };
    for (Issuer issuer : issuers) {
      try (JenkinsIssuer minting = CiIssuer.jenkins(issuer).clock(CLOCK);
          JwksKeySource discovered = minting.discoveredKeys()) {
        String token = minting.pushToMain().job(MAIN).sign();
        TrustPolicy policy = policy(issuer, Jenkins.jobAt(MAIN)).withKeys(discovered);
        assertThat(policy.evaluate(token)).isTrusted();
      }
    }
  }

  @Test
  void view_reads_the_job() throws Exception {
    JenkinsJob job = Jenkins.job(DEPLOY.verify(JENKINS.pushToMain().buildNumber(7).sign()));
    assertThat(job.url()).isEqualTo(MAIN);
    assertThat(job.buildNumber()).contains(BigInteger.valueOf(7));
    assertThat(job).hasToString("JenkinsJob[url=" + MAIN + "]");
  }

  @Test
  void view_takes_a_build_number_in_text_for_none() throws Exception {
    String token = JENKINS.pushToMain().inconsistent().claim("build_number", "7").sign();
    assertThat(Jenkins.job(DEPLOY.verify(token)).buildNumber()).isEmpty();
  }

  @Test
  void view_of_a_token_from_outside_a_build_is_refused() throws Exception {
    TrustPolicy policy = policy(Jenkins.SUBJECT.is("https://jenkins.acme.com/"));
    assertThatThrownBy(() -> Jenkins.job(policy.verify(JENKINS.outsideBuild().sign())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("The sub of a build's token is its job's URL");
  }

  private static TrustPolicy policy(Requirement first, Requirement... more) {
    return policy(Jenkins.issuer("https://jenkins.acme.com/"), first, more)
        .withKeys(JENKINS.keys());
  }

  private static TrustPolicy policy(Issuer issuer, Requirement first, Requirement... more) {
    return TrustPolicy.named("deploy")
        .issuer(issuer)
        .audience(AUDIENCE)
        .require(first, more)
        .clock(CLOCK)
        .build();
  }
}
