package dev.credence.testkit.ci;

import static dev.credence.testkit.assertj.CredenceAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.credence.RejectionReason;
import dev.credence.TrustPolicy;
import dev.credence.VerifiedToken;
import dev.credence.ci.Google;
import dev.credence.ci.GoogleIdentity;
import dev.credence.claim.Requirement;
import dev.credence.testkit.CiIssuer;
import dev.credence.testkit.GoogleIssuer;
import dev.credence.testkit.GoogleToken;
import dev.credence.testkit.TestClock;
import java.math.BigInteger;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GoogleTest {
  private static final String ID = "107517467455664443765";
  private static final String EMAIL = "ci@proj.iam.gserviceaccount.com";
  private static final TestClock CLOCK = TestClock.at(Instant.ofEpochSecond(1_795_219_200));

  private final GoogleIssuer google = CiIssuer.google().clock(CLOCK);
  private final TrustPolicy deploy = policy(Google.serviceAccount(ID));

  @Test
  void sample_is_the_documented_one() {
    String token = google.computeEngine().sign();
    assertThat(TokenText.header(token)).startsWith("{\"alg\":\"RS256\",\"kid\":\"");
    assertThat(TokenText.claims(token))
        .isEqualTo(
            "{\"aud\":\"https://rp.example.com\",\"azp\":\"107517467455664443765\","
                + "\"email\":\"ci@proj.iam.gserviceaccount.com\",\"email_verified\":true,"
                + "\"exp\":1795222800,\"google\":{\"compute_engine\":{"
                + "\"instance_confidentiality\":0,\"instance_creation_timestamp\":1795000000,"
                + "\"instance_id\":\"152986662232938449\",\"instance_name\":\"ci-1\","
                + "\"project_id\":\"proj\",\"project_number\":739419398126,"
                + "\"zone\":\"us-west1-a\"}},\"iat\":1795219200,"
                + "\"iss\":\"https://accounts.google.com\",\"sub\":\"107517467455664443765\"}");
  }

  @Test
  void every_format_of_the_account_is_trusted() throws Exception {
    for (GoogleToken token :
        new GoogleToken[] {
          google.computeEngine(), google.serviceAccount(), google.standardFormat()
        }) {
      assertThat(deploy.evaluate(token.sign())).isTrusted();
    }
  }

  @Test
  void strangers_and_people_are_refused_by_their_sub() throws Exception {
    for (GoogleToken token : new GoogleToken[] {google.otherServiceAccount(), google.person()}) {
      assertThat(deploy.evaluate(token.sign()))
          .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
          .namesOnly("sub")
          .explains(ID);
    }
  }

  @Test
  void recreated_account_is_refused_by_its_sub_only() throws Exception {
    String token = google.recreatedServiceAccount().sign();
    assertThat(deploy.evaluate(token))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
        .namesOnly("sub");
    assertThat(policy(Google.EMAIL.is(EMAIL)).evaluate(token)).isTrusted();
  }

  @Test
  void email_is_refused_where_the_token_has_none() throws Exception {
    assertThat(policy(Google.EMAIL.is(EMAIL)).evaluate(google.standardFormat().sign()))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
        .namesOnly("email")
        .explains("absent");
  }

  @Test
  void machine_can_be_pinned_by_exact_numbers() throws Exception {
    TrustPolicy pinned =
        policy(
            Requirement.allOf(
                Google.serviceAccount(ID),
                Google.PROJECT_NUMBER.is(739_419_398_126L),
                Google.INSTANCE_ID.is("152986662232938449"),
                Google.EMAIL_VERIFIED.is(true)));
    assertThat(pinned.evaluate(google.computeEngine().sign())).isTrusted();
    assertThat(pinned.evaluate(google.serviceAccount().sign()))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
        .namesOnly("google.compute_engine.project_number", "google.compute_engine.instance_id");
    String verifiedAsText =
        google.computeEngine().inconsistent().claim("email_verified", "true").sign();
    assertThat(pinned.evaluate(verifiedAsText))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
        .namesOnly("email_verified");
  }

  @Test
  void old_spelling_of_the_issuer_is_refused() throws Exception {
    String token = google.computeEngine().inconsistent().claim("iss", "accounts.google.com").sign();
    assertThat(deploy.evaluate(token)).isRejectedBecause(RejectionReason.ISSUER_UNKNOWN);
  }

  @Test
  void view_tells_account_and_machine() throws Exception {
    GoogleIdentity identity = Google.identity(deploy.verify(google.computeEngine().sign()));
    assertThat(identity.uniqueId()).isEqualTo(ID);
    assertThat(identity.email()).contains(EMAIL);
    assertThat(identity.projectId()).contains("proj");
    assertThat(identity.projectNumber()).contains(BigInteger.valueOf(739_419_398_126L));
    assertThat(identity.instanceId()).contains("152986662232938449");
    assertThat(identity.instanceName()).contains("ci-1");
    assertThat(identity.zone()).contains("us-west1-a");
    assertThat(identity).hasToString("GoogleIdentity[uniqueId=" + ID + "]");
    GoogleIdentity elsewhere = Google.identity(deploy.verify(google.standardFormat().sign()));
    assertThat(elsewhere.email()).isEmpty();
    assertThat(elsewhere.instanceId()).isEmpty();
  }

  @Test
  void view_shows_no_email_that_google_does_not_vouch_for() throws Exception {
    String token = google.computeEngine().inconsistent().claim("email_verified", false).sign();
    assertThat(Google.identity(deploy.verify(token)).email()).isEmpty();
  }

  @Test
  void view_of_a_person_is_refused() throws Exception {
    VerifiedToken person = policy(Google.SUBJECT.isPresent()).verify(google.person().sign());
    assertThatThrownBy(() -> Google.identity(person))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("it is a person's");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", EMAIL, "10751746745566444376x", "-1", " 107517467455664443765", "*"})
  void unique_id_that_is_not_digits_is_refused(String id) {
    assertThatThrownBy(() -> Google.serviceAccount(id))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("unique id of a Google service account has digits only");
  }

  private TrustPolicy policy(Requirement requirement) {
    return TrustPolicy.named("deploy")
        .issuer(Google.issuer())
        .audience("https://rp.example.com")
        .require(requirement)
        .clock(CLOCK)
        .build()
        .withKeys(google.keys());
  }
}
