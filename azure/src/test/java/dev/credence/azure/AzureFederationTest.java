package dev.credence.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenRequestContext;
import com.azure.core.exception.ClientAuthenticationException;
import dev.credence.ambient.IdToken;
import dev.credence.ambient.IdTokenSource;
import dev.credence.ambient.IdTokenUnavailableException;
import dev.credence.ambient.IdTokenUnavailableException.Kind;
import dev.credence.audit.AuditEvent;
import dev.credence.audit.AuditEvent.Verdict;
import dev.credence.cloud.CloudExchangeException;
import dev.credence.testkit.Fault;
import dev.credence.testkit.RecordedRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AzureFederationTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final EntraScene scene = new EntraScene();
  private final AzureFederation azure = scene.federation().build();

  @AfterEach
  void close() {
    azure.close();
    scene.close();
  }

  @Test
  void job_that_is_trusted_gets_an_access_token() {
    AccessToken token = azure.getTokenSync(scene.request());

    assertThat(token.getToken()).startsWith("fake-entra-");
    assertThat(token.getTokenType()).isEqualTo("Bearer");
    assertThat(token.getExpiresAt().toInstant()).isEqualTo(later(3_600));
    assertThat(token.getRefreshAt().toInstant()).isEqualTo(later(3_600 - 300));
    RecordedRequest asked = onlyRequest();
    assertThat(asked.path()).isEqualTo("/" + EntraScene.TENANT + "/oauth2/v2.0/token");
    assertThat(asked.formParameter("grant_type")).contains("client_credentials");
    assertThat(asked.formParameter("client_id")).contains(EntraScene.CLIENT);
    assertThat(asked.formParameter("scope")).contains("https://management.azure.com/.default");
    assertThat(asked.formParameter("claims")).isEmpty();
  }

  @Test
  void exchange_is_told_to_the_audit() {
    azure.getTokenSync(scene.request());

    assertThat(scene.events).hasSize(1);
    AuditEvent event = scene.events.get(0);
    assertThat(event.verdict()).isEqualTo(Verdict.TRUSTED);
    assertThat(event.exchange().orElseThrow().cloud()).isEqualTo("azure");
    assertThat(event.exchange().orElseThrow().principal()).isEqualTo(EntraScene.CLIENT);
    assertThat(event.exchange().orElseThrow().account()).contains(EntraScene.TENANT);
    assertThat(event.exchange().orElseThrow().lifetime()).contains(Duration.ofHours(1));
    assertThat(event.token().orElseThrow().subject()).contains(EntraScene.MAIN);
    assertThat(event.token().orElseThrow().audience()).containsExactly(EntraScene.AUDIENCE);
    assertThat(event.token().orElseThrow().id()).isPresent();
  }

  @Test
  void token_is_kept_for_its_tenant_and_scopes() {
    AccessToken first = azure.getTokenSync(scene.request());
    AccessToken vault =
        azure.getTokenSync(
            new TokenRequestContext().addScopes(scene.entra.resource("https://v.net").scope()));

    assertThat(azure.getTokenSync(scene.request())).isSameAs(first);
    assertThat(azure.getToken(scene.request()).block()).isSameAs(first);
    assertThat(vault.getToken()).isNotEqualTo(first.getToken());
    assertThat(exchanges()).isEqualTo(2);
  }

  @Test
  void token_near_its_end_is_renewed_in_the_background_with_a_fresh_token_of_the_job() {
    AccessToken first = azure.getTokenSync(scene.request());
    scene.clock.advance(Duration.ofMinutes(56));

    assertThat(azure.getTokenSync(scene.request())).isSameAs(first);
    assertThat(scene.entra.server().journal().await(2, PATIENCE)).isTrue();
    awaitAnotherThan(first);
    assertThat(
            scene.entra.server().journal().requests().stream()
                .map(request -> request.formParameter("client_assertion").orElseThrow()))
        .hasSize(2)
        .doesNotHaveDuplicates();
  }

  @Test
  void token_in_its_last_minute_is_renewed_before_anyone_gets_it() {
    AccessToken first = azure.getTokenSync(scene.request());
    scene.clock.advance(Duration.ofMinutes(59).plusSeconds(1));

    AccessToken second = azure.getTokenSync(scene.request());

    assertThat(second.getToken()).isNotEqualTo(first.getToken());
    assertThat(second.getExpiresAt().toInstant()).isEqualTo(later(3_600));
  }

  @Test
  void long_life_is_renewed_when_entra_says_so() {
    scene.entra.accessTokensLast(Duration.ofHours(24));

    AccessToken token = azure.getTokenSync(scene.request());

    assertThat(token.getRefreshAt().toInstant()).isEqualTo(later(12 * 3_600));
  }

  @Test
  void renewal_time_that_makes_no_sense_gives_way_to_the_usual_one() {
    for (Object nonsense : new Object[] {0, -1, 3_600, "900", 1.5}) {
      scene.entra.server().faults().next(Fault.member("refresh_in", nonsense));
      try (AzureFederation another = scene.federation().build()) {
        assertThat(another.getTokenSync(scene.request()).getRefreshAt().toInstant())
            .isEqualTo(later(3_300));
      }
    }
    scene.entra.server().faults().next(Fault.member("refresh_in", 900));
    assertThat(azure.getTokenSync(scene.request()).getRefreshAt().toInstant())
        .isEqualTo(later(900));
  }

  @Test
  void valid_token_serves_while_its_renewal_fails_and_an_expired_one_never_does() {
    AccessToken first = azure.getTokenSync(scene.request());
    scene.entra.server().faults().always(Fault.status(503));

    scene.clock.advance(Duration.ofMinutes(59).plusSeconds(30));
    assertThat(azure.getTokenSync(scene.request())).isSameAs(first);
    int asked = exchanges();
    assertThat(azure.getTokenSync(scene.request())).isSameAs(first);
    assertThat(exchanges()).as("no renewal is tried within 30 s").isEqualTo(asked);

    scene.clock.advance(Duration.ofSeconds(30));
    assertThatThrownBy(() -> azure.getTokenSync(scene.request()))
        .isInstanceOf(ClientAuthenticationException.class)
        .hasMessageContaining("answered with status 503");

    scene.entra.server().recover();
    assertThat(azure.getTokenSync(scene.request()).getToken()).isNotEqualTo(first.getToken());
  }

  @Test
  void refusal_is_what_azure_clients_expect_with_our_explanation_as_its_cause() {
    scene.github.running(scene.github::pullRequestFromFork);

    ClientAuthenticationException failure =
        catchThrowableOfType(
            ClientAuthenticationException.class, () -> azure.getTokenSync(scene.request()));
    ClientAuthenticationException async =
        catchThrowableOfType(
            ClientAuthenticationException.class, () -> azure.getToken(scene.request()).block());

    assertThat(failure).hasCauseInstanceOf(CloudExchangeException.class);
    assertThat(failure).hasMessage(failure.getCause().getMessage());
    assertThat(((CloudExchangeException) failure.getCause()).code()).contains("AADSTS700213");
    assertThat(async).hasCauseInstanceOf(CloudExchangeException.class);
    assertThat(scene.events).extracting(AuditEvent::verdict).containsOnly(Verdict.REJECTED);
  }

  @Test
  void entra_that_asks_for_time_is_left_alone_for_it() {
    scene.entra.server().faults().next(Fault.status(429, Duration.ofSeconds(120)));

    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> azure.getTokenSync(scene.request()))
          .hasMessageContaining("429")
          .cause()
          .isInstanceOfSatisfying(
              CloudExchangeException.class,
              e -> assertThat(e.retryAfter()).contains(Duration.ofSeconds(120)));
    }
    assertThat(exchanges()).isEqualTo(1);

    scene.clock.advance(Duration.ofSeconds(120));
    assertThat(azure.getTokenSync(scene.request()).getToken()).startsWith("fake-entra-");
  }

  @Test
  void valid_token_serves_in_its_last_seconds_while_entra_is_left_alone() {
    AccessToken first = azure.getTokenSync(scene.request());
    scene.clock.advance(Duration.ofMinutes(59).plusSeconds(10));
    scene.entra.server().faults().next(Fault.status(429, Duration.ofSeconds(120)));

    assertThat(azure.getTokenSync(scene.request())).isSameAs(first);
    scene.clock.advance(Duration.ofSeconds(49));
    assertThat(azure.getTokenSync(scene.request())).isSameAs(first);
    assertThat(exchanges()).isEqualTo(2);

    scene.clock.advance(Duration.ofSeconds(1));
    assertThatThrownBy(() -> azure.getTokenSync(scene.request())).hasMessageContaining("429");
    assertThat(exchanges()).isEqualTo(2);
  }

  @Test
  void short_wait_that_entra_asks_for_is_waited() {
    scene.entra.server().faults().next(Fault.status(429, Duration.ofSeconds(1)));
    long start = System.nanoTime();

    azure.getTokenSync(scene.request());

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(950));
    assertThat(exchanges()).isEqualTo(2);
  }

  @Test
  void another_tenant_is_asked_only_if_it_is_allowed() {
    String other = "11111111-2222-3333-4444-555555555555";
    scene.entra.tenant(other).application(EntraScene.CLIENT).trusts(scene.github, EntraScene.MAIN);
    TokenRequestContext request = scene.request().setTenantId(other.toUpperCase());

    assertThatThrownBy(() -> azure.getTokenSync(request))
        .isInstanceOf(ClientAuthenticationException.class)
        .hasMessage(
            "azure: a token of the tenant \"11111111-2222-3333-4444-555555555555\" was asked for,"
                + " and this credential may ask \"8d3e3d5c-51a3-4b6e-9d4e-0d6c3b3b3f10\" only."
                + " If the application is trusted there too, name that tenant in allowTenants.");
    assertThat(exchanges()).isZero();

    try (AzureFederation both = scene.federation().allowTenants(other).build()) {
      AccessToken there = both.getTokenSync(request);
      AccessToken home = both.getTokenSync(scene.request().setTenantId(EntraScene.TENANT));
      assertThat(there.getToken()).isNotEqualTo(home.getToken());
      assertThat(onlyPaths()).containsExactly(other, EntraScene.TENANT);
    }
  }

  @Test
  void client_that_can_answer_challenges_says_so() {
    azure.getTokenSync(scene.request().setCaeEnabled(true));
    azure.getTokenSync(scene.request());

    assertThat(claimsSent())
        .containsExactly("{\"access_token\":{\"xms_cc\":{\"values\":[\"CP1\"]}}}", "");
  }

  @Test
  void challenge_leads_to_another_exchange_whose_token_is_kept_from_then_on() {
    String challenge = "{\"access_token\":{\"nbf\":{\"essential\":true,\"value\":\"1604106651\"}}}";
    TokenRequestContext plain = scene.request().setCaeEnabled(true);
    AccessToken first = azure.getTokenSync(plain);

    AccessToken second =
        azure.getTokenSync(scene.request().setCaeEnabled(true).setClaims(challenge));

    assertThat(second.getToken()).isNotEqualTo(first.getToken());
    assertThat(azure.getTokenSync(plain)).isSameAs(second);
    assertThat(claimsSent().get(1))
        .isEqualTo(
            "{\"access_token\":{\"nbf\":{\"essential\":true,\"value\":\"1604106651\"},"
                + "\"xms_cc\":{\"values\":[\"CP1\"]}}}");
    azure.getTokenSync(scene.request().setClaims(challenge));
    assertThat(claimsSent().get(2)).isEqualTo(challenge);
  }

  @Test
  void challenge_that_is_no_json_is_not_passed_on() {
    TokenRequestContext request = scene.request().setCaeEnabled(true).setClaims("{\"a\":1,}");

    assertThatThrownBy(() -> azure.getTokenSync(request))
        .isInstanceOf(ClientAuthenticationException.class)
        .hasMessageStartingWith("azure: the claims challenge of the service is not JSON: ");
    assertThat(exchanges()).isZero();
  }

  @Test
  void request_without_a_scope_is_a_mistake() {
    assertThatThrownBy(() -> azure.getTokenSync(new TokenRequestContext()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The request names no scope; one at least is required");
    assertThatThrownBy(() -> azure.getToken(new TokenRequestContext()).block())
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void job_without_a_token_is_told_what_its_ci_misses() {
    IdTokenUnavailableException missing =
        new IdTokenUnavailableException("GitHub Actions", Kind.NOT_GRANTED, "add id-token: write.");

    try (AzureFederation none = scene.federation(withoutToken(missing)).build()) {
      assertThatThrownBy(() -> none.getTokenSync(scene.request()))
          .isInstanceOf(ClientAuthenticationException.class)
          .hasMessage(
              "azure: the job has no token to exchange. GitHub Actions: add id-token: write.")
          .hasRootCause(missing);
    }
    assertThat(exchanges()).isZero();
  }

  private static IdTokenSource withoutToken(IdTokenUnavailableException failure) {
    return new IdTokenSource() {
      @Override
      public IdToken idToken() throws IdTokenUnavailableException {
        throw failure;
      }

      @Override
      public String audience() {
        return EntraScene.AUDIENCE;
      }
    };
  }

  @Test
  void nothing_shows_a_token() {
    AccessToken token = azure.getTokenSync(scene.request());
    String assertion = onlyRequest().formParameter("client_assertion").orElseThrow();

    assertThat(azure)
        .hasToString(
            "AzureFederation[application "
                + EntraScene.CLIENT
                + " of tenant "
                + EntraScene.TENANT
                + "]");
    assertThat(scene.events.get(0).toJson() + scene.events + scene.entra.server().journal())
        .doesNotContain(token.getToken(), assertion);
  }

  private void awaitAnotherThan(AccessToken first) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (azure.getTokenSync(scene.request()) == first && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
    assertThat(azure.getTokenSync(scene.request())).isNotSameAs(first);
  }

  private List<String> claimsSent() {
    return scene.entra.server().journal().requests().stream()
        .map(request -> request.formParameter("claims").orElse(""))
        .toList();
  }

  private List<String> onlyPaths() {
    return scene.entra.server().journal().requests().stream()
        .map(request -> request.path().split("/")[1])
        .toList();
  }

  private RecordedRequest onlyRequest() {
    assertThat(exchanges()).isEqualTo(1);
    return scene.entra.server().journal().last();
  }

  private int exchanges() {
    return scene.entra.server().journal().count();
  }

  private Instant later(long seconds) {
    return scene.clock.instant().plusSeconds(seconds);
  }
}
