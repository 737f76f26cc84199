package dev.credence.gcp;

import static dev.credence.gcp.TestGoogle.ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.credence.ambient.AmbientIdTokens;
import dev.credence.audit.AuditEvent.Verdict;
import dev.credence.cloud.CloudExchangeException;
import dev.credence.cloud.CloudExchangeException.Kind;
import dev.credence.cloud.TrustCondition;
import dev.credence.testkit.FakeGoogle;
import dev.credence.testkit.Fault;
import dev.credence.testkit.TestClock;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every refusal of Google's says which condition of the trust to look at. */
@Timeout(60)
class RefusalsTest {
  private static final String AT =
      " at projects/123456789012/locations/global/workloadIdentityPools/ci-pool/providers/github";
  private static final String REFUSES = "gcp refuses the job's token" + AT + ", with status ";
  private static final String FORBIDS =
      "gcp refuses to let the job act as deploy@my-project.iam.gserviceaccount.com, with status ";

  private static final String AUDIENCE =
      "the provider has to allow it. Without a list of allowed audiences it allows only"
          + " https://iam.googleapis.com/projects/123456789012/locations/global/workloadIdentityPools/ci-pool/providers/github,"
          + " with one only those of the list.";
  private static final String ISSUER =
      "the provider's issuer URI has to be the token's issuer to the letter, a slash at the end"
          + " included.";
  private static final String KEYS =
      "Google fetches them from the issuer's discovery document, which has to be reachable from the"
          + " public internet, unless they were uploaded to the provider; those have to be uploaded"
          + " again when the issuer changes them.";
  private static final String EXPIRY =
      "the token has expired or was issued too long ago. A CI that issues it at the job's start"
          + " leaves that much time and no more; and the clocks of the CI and Google have to"
          + " agree.";
  private static final String CONDITION =
      "the provider's attribute condition doesn't hold for this job. Compare it with what the token"
          + " says of repository, branch and environment.";
  private static final String BINDING =
      "it needs the role roles/iam.workloadIdentityUser for"
          + " principal://iam.googleapis.com/projects/123456789012/locations/global/workloadIdentityPools/ci-pool/subject/SUBJECT,"
          + " with the token's subject as the provider maps it, or for a principalSet that the job"
          + " is in. A new binding takes some minutes to work.";

  private final TestGoogle cloud = new TestGoogle();

  @AfterEach
  void close() {
    cloud.close();
  }

  static Stream<Arguments> exchangeRefusals() {
    return Stream.of(
        Arguments.of(
            400,
            "invalid_target",
            "The target service indicated by the \"audience\" parameters is invalid.",
            "issuer: this pool or provider doesn't exist, or is disabled or deleted. Compare the"
                + " project's number and both ids with those that `gcloud iam"
                + " workload-identity-pools providers list` shows."),
        Arguments.of(
            400,
            "unauthorized_client",
            "The given credential is rejected by the attribute condition.",
            "subject: " + CONDITION),
        Arguments.of(
            400,
            "invalid_grant",
            "The audience in ID Token [x] does not match the expected audience y.",
            "audience: " + AUDIENCE),
        Arguments.of(
            400,
            "invalid_grant",
            "The issuer in ID Token x does not match the expected ones: y",
            "issuer: " + ISSUER),
        Arguments.of(
            400,
            "invalid_grant",
            "ID Token issued at 1713260741 is stale to sign-in.",
            "expiry: " + EXPIRY),
        Arguments.of(400, "invalid_grant", "Invalid JWT signature.", "keys: " + KEYS),
        Arguments.of(
            400,
            "invalid_grant",
            "Error connecting to the given credential's issuer.",
            "keys: " + KEYS),
        Arguments.of(400, "invalid_grant", "Something new.", "issuer: " + ISSUER),
        Arguments.of(
            400,
            "invalid_request",
            "The size of mapped attribute google.subject exceeds the 127 bytes limit.",
            "subject: the provider's attribute mapping makes of this token an attribute that is"
                + " empty or too long; google.subject may have 127 bytes."),
        Arguments.of(
            400,
            "invalid_request",
            "Invalid value for \"audience\".",
            "issuer: the provider is not one that takes this kind of token."),
        Arguments.of(
            400,
            "invalid_scope",
            "",
            "session policy: one of the scopes that are asked for doesn't exist."));
  }

  @ParameterizedTest
  @MethodSource("exchangeRefusals")
  void refusal_of_the_token_service_is_explained(
      int status, String code, String description, String advice) {
    cloud.google.tokenEndpoint().faults().always(FakeGoogle.tokenError(status, code, description));

    CloudExchangeException failure = failureOf(cloud.federation().attempts(1));

    assertThat(failure)
        .hasMessage(REFUSES + status + " (" + code + ").\n  Look first at the " + advice + token())
        .hasNoCause();
    assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
    assertThat(failure.code()).contains(code);
  }

  static Stream<Arguments> impersonationRefusals() {
    return Stream.of(
        Arguments.of(
            403,
            "PERMISSION_DENIED",
            "IAM_PERMISSION_DENIED",
            "Look first at the principal: " + BINDING),
        Arguments.of(403, "PERMISSION_DENIED", "", "Look first at the principal: " + BINDING),
        Arguments.of(
            403,
            "PERMISSION_DENIED",
            "SERVICE_DISABLED",
            "Look first at the location: the API iamcredentials.googleapis.com is not enabled in"
                + " the service account's project."),
        Arguments.of(
            404,
            "NOT_FOUND",
            "",
            "Look first at the principal: this service account doesn't exist."),
        Arguments.of(
            400,
            "INVALID_ARGUMENT",
            "",
            "Look first at the session policy: a lifetime of more than an hour needs the"
                + " organization policy iam.allowServiceAccountCredentialLifetimeExtension for this"
                + " service account; or one of the scopes doesn't exist."),
        Arguments.of(
            401,
            "UNAUTHENTICATED",
            "",
            "It doesn't take the token that Google's token service issued just before: compare the"
                + " universe domain with the project's."),
        Arguments.of(
            412,
            "FAILED_PRECONDITION",
            "",
            "Google's documentation of its APIs' errors lists the codes."));
  }

  @ParameterizedTest
  @MethodSource("impersonationRefusals")
  void refusal_of_impersonation_is_explained(
      int status, String code, String reason, String advice) {
    cloud
        .google
        .impersonationEndpoint(ACCOUNT)
        .faults()
        .always(FakeGoogle.apiError(status, code, reason, "Any words"));

    CloudExchangeException failure = failureOf(cloud.federation().serviceAccount(ACCOUNT));

    String shown = reason.isEmpty() ? code : reason;
    assertThat(failure)
        .hasMessage(FORBIDS + status + " (" + shown + ").\n  " + advice + token())
        .hasNoCause();
    assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
    assertThat(cloud.impersonations()).isOne();
    assertThat(cloud.exchanges()).isOne();
  }

  @Test
  void api_of_the_token_service_that_is_not_enabled_is_told() {
    cloud
        .google
        .tokenEndpoint()
        .faults()
        .always(FakeGoogle.apiError(403, "PERMISSION_DENIED", "SERVICE_DISABLED", "words"));

    assertThat(failureOf(cloud.federation()))
        .hasMessage(
            REFUSES
                + "403 (SERVICE_DISABLED).\n  Look first at the location: the API"
                + " sts.googleapis.com is not enabled in project 123456789012."
                + token());
  }

  @Test
  void unknown_code_is_shown_with_what_the_token_says() {
    cloud.google.tokenEndpoint().faults().always(FakeGoogle.tokenError(400, "brand_new", "x"));

    assertThat(failureOf(cloud.federation()))
        .hasMessage(
            REFUSES
                + "400 (brand_new).\n  Google's documentation of its token service lists the codes."
                + token());
  }

  @Test
  void job_of_a_fork_is_refused_by_the_attribute_condition() {
    cloud.github.running(cloud.github::pullRequestFromFork);

    CloudExchangeException failure = failureOf(cloud.federation());

    assertThat(failure.code()).contains("unauthorized_client");
    assertThat(failure.condition()).isEqualTo(TrustCondition.SUBJECT);
    assertThat(failure).hasMessageContaining(CONDITION).hasMessageContaining(":pull_request\"");
    assertThat(cloud.exchanges()).isOne();
    assertThat(cloud.events).hasSize(1);
    assertThat(cloud.events.get(0).verdict()).isEqualTo(Verdict.REJECTED);
    assertThat(cloud.events.get(0).reason()).contains("unauthorized_client");
  }

  @Test
  void job_of_another_branch_is_refused_by_the_attribute_condition() {
    cloud.github.running(() -> cloud.github.pushToBranch("feature"));

    CloudExchangeException failure = failureOf(cloud.federation());

    assertThat(failure.code()).contains("unauthorized_client");
    assertThat(failure.condition()).isEqualTo(TrustCondition.SUBJECT);
    assertThat(failure).hasMessageContaining("refs/heads/feature");
  }

  @Test
  void token_for_another_audience_is_refused_with_the_one_that_is_expected() throws Exception {
    CloudExchangeException failure =
        failureOf(
            cloud.federation(
                AmbientIdTokens.detect("https://other.example", cloud.github.ambient())));

    assertThat(failure.code()).contains("invalid_grant");
    assertThat(failure.condition()).isEqualTo(TrustCondition.AUDIENCE);
    assertThat(failure)
        .hasMessageContaining(AUDIENCE)
        .hasMessageContaining("audience  \"https://other.example\"");
  }

  @Test
  void audience_is_found_out_even_where_google_does_not_name_it() throws Exception {
    cloud
        .google
        .tokenEndpoint()
        .faults()
        .always(FakeGoogle.tokenError(400, "invalid_grant", "Something new."));

    CloudExchangeException failure =
        failureOf(
            cloud.federation(
                AmbientIdTokens.detect("https://other.example", cloud.github.ambient())));

    assertThat(failure.condition()).isEqualTo(TrustCondition.AUDIENCE);
  }

  @Test
  void token_that_expired_on_the_way_is_refused_as_such() {
    cloud.github.clock(TestClock.at(cloud.clock.instant().minus(Duration.ofHours(1))));

    CloudExchangeException failure = failureOf(cloud.federation());

    assertThat(failure.code()).contains("invalid_grant");
    assertThat(failure.condition()).isEqualTo(TrustCondition.EXPIRY);
    assertThat(failure).hasMessageContaining(EXPIRY);
  }

  @Test
  void issuers_keys_that_google_could_not_fetch_are_asked_for_again() throws Exception {
    cloud
        .google
        .tokenEndpoint()
        .faults()
        .next(
            FakeGoogle.tokenError(
                400, "invalid_grant", "Error connecting to the given credential's issuer."));
    try (GcpFederation federation = cloud.federation().build()) {
      assertThat(cloud.fetchResource(federation.credentials())).contains("principal://");
    }
    assertThat(cloud.exchanges()).isEqualTo(2);
  }

  @Test
  void service_account_that_is_not_bound_is_refused_and_bound_is_not() throws Exception {
    String other = "other@my-project.iam.gserviceaccount.com";
    CloudExchangeException failure = failureOf(cloud.federation().serviceAccount(other));
    assertThat(failure.code()).contains("IAM_PERMISSION_DENIED");
    assertThat(failure.condition()).isEqualTo(TrustCondition.PRINCIPAL);

    cloud.google.serviceAccount(other).allow(cloud.pool.principalSet());
    try (GcpFederation federation = cloud.federation().serviceAccount(other).build()) {
      assertThat(cloud.fetchResource(federation.credentials())).contains(other);
    }
  }

  @Test
  void chain_of_delegates_is_explained_from_its_first() {
    String gate = "gate@my-project.iam.gserviceaccount.com";

    assertThat(failureOf(cloud.federation().serviceAccount(ACCOUNT).delegates(gate)))
        .hasMessageContaining(
            "each service account of the chain needs the role"
                + " roles/iam.serviceAccountTokenCreator for the one before, and the first, "
                + gate
                + ": "
                + BINDING);
  }

  @Test
  void lifetime_that_is_not_allowed_is_refused() {
    CloudExchangeException failure =
        failureOf(cloud.federation().serviceAccount(ACCOUNT).lifetime(Duration.ofHours(2)));

    assertThat(failure.code()).contains("INVALID_ARGUMENT");
    assertThat(failure.condition()).isEqualTo(TrustCondition.SESSION_POLICY);
  }

  @Test
  void words_of_the_answer_are_never_shown() {
    Fault quoting =
        FakeGoogle.tokenError(400, "invalid_grant", "eyJhbGciOiJSUzI1NiJ9.quoted.token is bad");
    cloud.google.tokenEndpoint().faults().always(quoting);

    CloudExchangeException failure = failureOf(cloud.federation());

    assertThat(failure.toString()).doesNotContain("eyJ", "is bad");
    assertThat(failure).hasNoCause();
    assertThat(failure.getSuppressed()).isEmpty();
  }

  private CloudExchangeException failureOf(GcpFederation.Builder builder) {
    try (GcpFederation federation = builder.build()) {
      return catchThrowableOfType(
          CloudExchangeException.class, () -> cloud.fetchResource(federation.credentials()));
    }
  }

  private String token() {
    return "\n  The job's token says:"
        + "\n    issuer    \"https://token.actions.githubusercontent.com\""
        + "\n    audience  \"https://iam.googleapis.com/projects/123456789012/locations/glob…\""
        + "\n    subject   \"repo:octo-org@65/octo-repo@74:ref:refs/heads/main\""
        + "\n    expires   "
        + cloud.clock.instant().plusSeconds(300);
  }
}
