package dev.credence.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.azure.core.credential.TokenRequestContext;
import com.azure.core.exception.ClientAuthenticationException;
import dev.credence.ambient.IdToken;
import dev.credence.cloud.CloudExchangeException;
import dev.credence.cloud.CloudExchangeException.Kind;
import dev.credence.cloud.TrustCondition;
import dev.credence.testkit.CiIssuer;
import dev.credence.testkit.FakeEntra;
import dev.credence.testkit.Fault;
import dev.credence.testkit.GitHubActionsIssuer;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each of Entra's codes ends in its explanation; most of them are provoked for real. */
@Timeout(60)
class RefusalTest {
  private final EntraScene scene = new EntraScene();

  @AfterEach
  void close() {
    scene.close();
  }

  /**
   * A refusal.
   *
   * @param name the situation
   * @param code Entra's
   * @param condition where to look first
   * @param look the explanation
   * @param scope what is asked for
   * @param job brings the situation about, and returns the token that is shown
   */
  record Row(
      String name,
      String code,
      TrustCondition condition,
      String look,
      String scope,
      Function<EntraScene, String> job) {
    Row(
        String name,
        int code,
        TrustCondition condition,
        String look,
        Function<EntraScene, String> job) {
      this(name, "AADSTS" + code, condition, look, "https://management.azure.com/.default", job);
    }

    @Override
    public String toString() {
      return name + ": " + code;
    }
  }

  static Stream<Row> refusals() {
    return Stream.concat(provoked(), scripted());
  }

  private static Stream<Row> provoked() {
    String noSubject =
        "no federated credential of the application has this subject. Each branch, tag, environment"
            + " or kind of event has a subject of its own and needs a credential of its own.";
    return Stream.of(
        new Row(
            "a fork's pull request",
            700213,
            TrustCondition.SUBJECT,
            noSubject,
            scene -> scene.github.pullRequestFromFork().sign()),
        new Row(
            "another branch",
            700213,
            TrustCondition.SUBJECT,
            noSubject,
            scene -> scene.github.pushToBranch("feature/x").sign()),
        new Row(
            "a stranger's repository under the same names",
            700213,
            TrustCondition.SUBJECT,
            noSubject,
            scene -> scene.github.recycledNamespace().sign()),
        new Row(
            "a subject in capitals",
            7002138,
            TrustCondition.SUBJECT,
            "a federated credential of the application has this subject but for upper and lower"
                + " case. Write it there as the token does.",
            scene -> {
              scene.application.trustsNobody().trusts(scene.github, EntraScene.MAIN.toUpperCase());
              return scene.github.pushToMain().sign();
            }),
        new Row(
            "another CI",
            700211,
            TrustCondition.ISSUER,
            "no federated credential of the application has this issuer. It is compared exactly,"
                + " slash at the end included.",
            scene ->
                CiIssuer.gitLab()
                    .clock(scene.clock)
                    .audience(EntraScene.AUDIENCE)
                    .pushToMain()
                    .sign()),
        new Row(
            "another audience",
            700212,
            TrustCondition.AUDIENCE,
            "no federated credential with this issuer and subject has this audience. Ask the CI for"
                + " a token for api://AzureADTokenExchange, or change the credential's audience.",
            scene -> scene.github.audience("https://github.com/octo-org").pushToMain().sign()),
        new Row(
            "any mismatch, before they were told apart",
            70021,
            TrustCondition.SUBJECT,
            "no federated credential of the application matches the token. Issuer, subject and"
                + " audience are each compared exactly, case and slash at the end included.",
            scene -> {
              scene.entra.withoutNearMisses();
              return scene.github.pullRequest().sign();
            }),
        new Row(
            "an expired token",
            700024,
            TrustCondition.EXPIRY,
            "by Entra's clock the token is not valid yet or no longer. A token that was made at the"
                + " job's start may be too old: ask the CI for a fresh one.",
            scene -> {
              String old = scene.github.pushToMain().sign();
              scene.clock.advance(Duration.ofMinutes(30));
              return old;
            }),
        new Row(
            "no federated credential",
            70025,
            TrustCondition.PRINCIPAL,
            "the application has no federated credential at all. Add one with the issuer, subject"
                + " and audience of the token.",
            scene -> {
              scene.application.trustsNobody();
              return scene.github.pushToMain().sign();
            }),
        new Row(
            "another key",
            700027,
            TrustCondition.KEYS,
            "the token's signature does not hold under the keys that Entra found at the issuer."
                + " They have to be reachable from the internet, and RS256 is the algorithm that"
                + " Entra takes.",
            scene -> another(scene).pushToMain().sign()),
        new Row(
            "a scope without .default",
            "AADSTS1002012",
            TrustCondition.NONE,
            "A job asks for one resource as a whole: the scope has to be the resource's Application"
                + " ID URI with /.default behind it.",
            "https://management.azure.com/user_impersonation",
            scene -> scene.github.pushToMain().sign()));
  }

  /** An issuer of the same name with keys of its own. */
  private static GitHubActionsIssuer another(EntraScene scene) {
    return CiIssuer.gitHubActions().clock(scene.clock).audience(EntraScene.AUDIENCE);
  }

  private static Stream<Row> scripted() {
    return Stream.of(
        scripted(
            400,
            "invalid_request",
            50027,
            TrustCondition.KEYS,
            "Entra does not take the token for a valid JWT of its issuer. The issuer's discovery"
                + " document and keys have to be reachable from the internet."),
        scripted(
            401,
            "invalid_client",
            700222,
            TrustCondition.ISSUER,
            "the token is Entra's own, which a federated credential does not accept here."),
        scripted(
            401,
            "unauthorized_client",
            7000112,
            TrustCondition.PRINCIPAL,
            "the application is disabled in this tenant."),
        scripted(
            400,
            "invalid_grant",
            53003,
            TrustCondition.LOCATION,
            "a Conditional Access policy of the tenant blocks the application, such as for where"
                + " the job runs."),
        scripted(
            400,
            "invalid_resource",
            500011,
            TrustCondition.PRINCIPAL,
            "the tenant does not know the resource that the scope names. Compare the scope with the"
                + " resource's Application ID URI."),
        scripted(
            400,
            "invalid_scope",
            70011,
            TrustCondition.NONE,
            "A job asks for one resource as a whole: the scope has to be the resource's Application"
                + " ID URI with /.default behind it."),
        scripted(
            400,
            "invalid_request",
            999_999,
            TrustCondition.NONE,
            "What the code means: https://login.microsoftonline.com/error?code=999999"));
  }

  private static Row scripted(
      int status, String error, int code, TrustCondition condition, String look) {
    return new Row(
        "scripted",
        code,
        condition,
        look,
        scene -> {
          scene.entra.server().faults().always(FakeEntra.error(status, error, code, "Ask <us>."));
          return scene.github.pushToMain().sign();
        });
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void refusal_says_where_to_look_and_what_the_token_says(Row row) {
    String token = row.job().apply(scene);

    CloudExchangeException failure = failure(EntraScene.CLIENT, EntraScene.TENANT, row, token);

    assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
    assertThat(failure.code()).contains(row.code());
    assertThat(failure.condition()).isEqualTo(row.condition());
    assertThat(failure)
        .hasMessage(message(row.code(), row.condition(), row.look(), IdToken.parse(token)))
        .hasNoCause();
    assertThat(scene.entra.server().journal().count()).as("asked once").isEqualTo(1);
  }

  @Test
  void fork_reads_the_whole_explanation() {
    Row row = refusals().findFirst().orElseThrow();

    CloudExchangeException failure =
        failure(EntraScene.CLIENT, EntraScene.TENANT, row, row.job().apply(scene));

    assertThat(failure)
        .hasMessage(
            """
            azure refuses to let the job act as application 0f4a2d34-7e2c-4b0d-9a8a-5b7a2f9f6c21 of \
            tenant 8d3e3d5c-51a3-4b6e-9d4e-0d6c3b3b3f10 (AADSTS700213).
              Look first at the subject: no federated credential of the application has this subject. \
            Each branch, tag, environment or kind of event has a subject of its own and needs a \
            credential of its own.
              Entra's correlation id: %s
              The job's token says:
                issuer    "https://token.actions.githubusercontent.com"
                audience  "api://AzureADTokenExchange"
                subject   "repo:octo-org@65/octo-repo@74:pull_request"
                expires   %s\
            """,
            correlationId(), scene.clock.instant().plusSeconds(300));
  }

  @Test
  void application_that_the_tenant_does_not_have_is_named() {
    String stranger = "99999999-9999-4999-8999-999999999999";

    assertThat(refusedAs(stranger, EntraScene.TENANT))
        .hasMessageStartingWith(
            "azure refuses to let the job act as application "
                + stranger
                + " of tenant "
                + EntraScene.TENANT
                + " (AADSTS700016).\n  Look first at the principal: the tenant has no application"
                + " with this client id. Compare both ids with those on the application's overview"
                + " page.\n  Entra's correlation id: "
                + correlationId());
  }

  @Test
  void tenant_that_is_not_there_is_named() {
    assertThat(refusedAs(EntraScene.CLIENT, "contoso.example"))
        .hasMessageStartingWith(
            "azure refuses to let the job act as application "
                + EntraScene.CLIENT
                + " of tenant contoso.example (AADSTS90002).\n  Look first at the principal:"
                + " https://login.microsoftonline.com knows no such tenant. Compare its id; each"
                + " national cloud has an authority of its own.\n  Entra's correlation id: "
                + correlationId());
  }

  @Test
  void refusal_without_a_number_tells_the_oauth_error() {
    scene
        .entra
        .server()
        .faults()
        .always(
            FakeEntra.error(400, "invalid_client", 700213, "x")
                .and(Fault.body("{\"error\":\"invalid_client\"}")));

    assertThat(refusedAs(EntraScene.CLIENT, EntraScene.TENANT))
        .hasMessageContaining("(invalid_client).\n  Entra gave no code of its own for this.\n");
  }

  @Test
  void what_entra_says_in_its_own_words_is_not_passed_on() {
    String secret = "eyJhbGciOiJSUzI1NiJ9.secret.secret";
    scene
        .entra
        .server()
        .faults()
        .always(FakeEntra.error(401, secret + " <script>", 700213, "presented " + secret));

    CloudExchangeException failure = refusedAs(EntraScene.CLIENT, EntraScene.TENANT);

    assertThat(failure.code()).contains("AADSTS700213");
    assertThat(failure).hasMessageNotContaining("secret").hasMessageNotContaining("script");
  }

  @Test
  void entra_that_cannot_answer_just_now_is_asked_again() {
    scene
        .entra
        .server()
        .faults()
        .next(FakeEntra.error(400, "temporarily_unavailable", 90033, "Try again."))
        .next(FakeEntra.error(400, "invalid_grant", 50033, "Try again."));

    try (AzureFederation azure = scene.federation().build()) {
      assertThat(azure.getTokenSync(scene.request()).getToken()).startsWith("fake-entra-");
    }
    assertThat(scene.entra.server().journal().count()).isEqualTo(3);
  }

  private CloudExchangeException refusedAs(String client, String tenant) {
    return failure(
        client, tenant, refusals().findFirst().orElseThrow(), scene.github.pushToMain().sign());
  }

  private CloudExchangeException failure(String client, String tenant, Row row, String token) {
    try (AzureFederation azure =
        scene
            .federation(EntraScene.minting(() -> token))
            .clientId(client)
            .tenantId(tenant)
            .build()) {
      ClientAuthenticationException told =
          catchThrowableOfType(
              ClientAuthenticationException.class,
              () -> azure.getTokenSync(new TokenRequestContext().addScopes(row.scope())));
      return (CloudExchangeException) told.getCause();
    }
  }

  private String message(String code, TrustCondition condition, String look, IdToken token) {
    String where =
        condition == TrustCondition.NONE
            ? ""
            : "Look first at the " + condition.name().toLowerCase(Locale.ROOT) + ": ";
    return "azure refuses to let the job act as application "
        + EntraScene.CLIENT
        + " of tenant "
        + EntraScene.TENANT
        + " ("
        + code
        + ").\n  "
        + where
        + look
        + "\n  Entra's correlation id: "
        + correlationId()
        + "\n  The job's token says:\n    issuer    \""
        + token.unverifiedClaims().get("iss")
        + "\"\n    audience  \""
        + token.audiences().get(0)
        + "\"\n    subject   \""
        + token.unverifiedClaims().get("sub")
        + "\"\n    expires   "
        + token.expiresAt();
  }

  private String correlationId() {
    return scene.entra.server().journal().last().header("client-request-id").orElseThrow();
  }
}
