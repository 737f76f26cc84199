package dev.credence.testkit.ci;

import static dev.credence.testkit.assertj.CredenceAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.credence.Issuer;
import dev.credence.RejectionReason;
import dev.credence.TrustPolicy;
import dev.credence.VerifiedToken;
import dev.credence.ci.Drone;
import dev.credence.ci.DroneIdentity;
import dev.credence.claim.Requirement;
import dev.credence.testkit.CiIssuer;
import dev.credence.testkit.DroneIssuer;
import dev.credence.testkit.IdentityProvider;
import dev.credence.testkit.TestClock;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DroneTest {
  private static final String AUDIENCE = "https://rp.example.com";
  private static final String TENANT = "ff882432-09b0-437b-bd22-ca13c0037ded";
  private static final String OKTA_CLIENT = "0oa8acv8gbBPRCZ7I5d7";
  private static final String AUTH0_CLIENT = "Zk3mPq7RtXw2Yb9Lc4Nd8Vf1Hg6Js0Ae";
  private static final String ENTRA_CLIENT = "1671f074-56e2-4c37-873b-b7b07a120b18";
  private static final String SERVICE_ACCOUNT = "648b0687-c002-441d-b797-0003b30168ed";
  private static final String PRINCIPAL = "72243241-f194-45f3-987d-eeb347b83b69";
  private static final TestClock CLOCK = TestClock.at(Instant.ofEpochSecond(1_795_219_200));

  private static final Map<IdentityProvider, Issuer> ISSUERS =
      Map.of(
          IdentityProvider.OKTA, Drone.oktaIssuer("acme.okta.com", "default"),
          IdentityProvider.AUTH0, Drone.auth0Issuer("acme.eu.auth0.com"),
          IdentityProvider.AUTH0_RFC9068, Drone.auth0Rfc9068Issuer("acme.eu.auth0.com"),
          IdentityProvider.KEYCLOAK, Drone.keycloakIssuer("id.acme.com", "ci"),
          IdentityProvider.ENTRA, Drone.entraIssuer(TENANT));

  private static final Map<IdentityProvider, Requirement> CLIENTS =
      Map.of(
          IdentityProvider.OKTA, Drone.oktaClient(OKTA_CLIENT).scope("deploy"),
          IdentityProvider.AUTH0, Drone.auth0Client(AUTH0_CLIENT).scope("deploy"),
          IdentityProvider.AUTH0_RFC9068, Drone.auth0Rfc9068Client(AUTH0_CLIENT).scope("deploy"),
          IdentityProvider.KEYCLOAK,
              Drone.keycloakClient("drone-deploy")
                  .serviceAccountId(SERVICE_ACCOUNT)
                  .scope("deploy"),
          IdentityProvider.ENTRA,
              Drone.entraClient(ENTRA_CLIENT).servicePrincipalId(PRINCIPAL).appRole("deploy"));

  /** The claims in which each provider names the client, its subject and what it may do. */
  private static final Map<IdentityProvider, String[]> NAMED =
      Map.of(
          IdentityProvider.OKTA, new String[] {"cid", "sub", "scp"},
          IdentityProvider.AUTH0, new String[] {"azp", "sub", "scope"},
          IdentityProvider.AUTH0_RFC9068, new String[] {"client_id", "sub", "scope"},
          IdentityProvider.KEYCLOAK, new String[] {"azp", "sub", "scope"},
          IdentityProvider.ENTRA, new String[] {"azp", "sub", "roles"});

  @ParameterizedTest
  @EnumSource
  void issuer_is_the_provider_s(IdentityProvider provider) {
    assertThat(CiIssuer.drone(provider).identifier()).isEqualTo(ISSUERS.get(provider).identifier());
  }

  @Test
  void issuers_are_spelled_as_their_providers_do() {
    assertThat(ISSUERS.get(IdentityProvider.OKTA).identifier())
        .isEqualTo("https://acme.okta.com/oauth2/default");
    assertThat(ISSUERS.get(IdentityProvider.AUTH0).identifier())
        .isEqualTo("https://acme.eu.auth0.com/");
    assertThat(ISSUERS.get(IdentityProvider.KEYCLOAK).identifier())
        .isEqualTo("https://id.acme.com/realms/ci");
    assertThat(Drone.keycloakIssuer("id.acme.com:8443", "ci").identifier())
        .isEqualTo("https://id.acme.com:8443/realms/ci");
    assertThat(ISSUERS.get(IdentityProvider.ENTRA).identifier())
        .isEqualTo("https://login.microsoftonline.com/" + TENANT + "/v2.0");
  }

  @ParameterizedTest
  @EnumSource
  void client_with_its_scope_is_trusted(IdentityProvider provider) throws Exception {
    DroneIssuer issuer = issuer(provider);
    TrustPolicy policy = policy(provider, issuer);
    assertThat(policy.evaluate(issuer.job().sign())).isTrusted();
    assertThat(policy.evaluate(issuer.job().scopes("read", "deploy", "write").sign())).isTrusted();
  }

  @ParameterizedTest
  @EnumSource
  void other_client_is_refused_by_client_and_subject(IdentityProvider provider) throws Exception {
    DroneIssuer issuer = issuer(provider);
    String[] named = NAMED.get(provider);
    assertThat(policy(provider, issuer).evaluate(issuer.otherClient().sign()))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
        .namesOnly(named[0], named[1]);
  }

  @ParameterizedTest
  @EnumSource
  void person_who_used_the_client_is_refused_by_the_subject(IdentityProvider provider)
      throws Exception {
    DroneIssuer issuer = issuer(provider);
    assertThat(policy(provider, issuer).evaluate(issuer.person().sign()))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
        .names("sub");
  }

  @ParameterizedTest
  @EnumSource
  void scope_of_another_service_is_refused(IdentityProvider provider) throws Exception {
    DroneIssuer issuer = issuer(provider);
    for (String other : new String[] {"deploy-staging", "redeploy", "Deploy", "deploy:all"}) {
      assertThat(policy(provider, issuer).evaluate(issuer.job().scopes("read", other).sign()))
          .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
          .namesOnly(NAMED.get(provider)[2]);
    }
  }

  @ParameterizedTest
  @EnumSource
  void pull_request_that_got_the_secret_is_trusted_for_nothing_tells_it_apart(
      IdentityProvider provider) throws Exception {
    DroneIssuer issuer = issuer(provider);
    assertThat(policy(provider, issuer).evaluate(issuer.pullRequestWithSecret().sign()))
        .isTrustedAnd(token ->
            assertThat(token.claims().names())
                .doesNotContain("repository", "branch", "ref", "event"));
  }

  @ParameterizedTest
  @EnumSource
  void token_of_another_kind_is_refused(IdentityProvider provider) throws Exception {
    DroneIssuer issuer = issuer(provider);
    for (String type : new String[] {"logout+jwt", "dpop+jwt", "secevent+jwt"}) {
      assertThat(
              policy(provider, issuer)
                  .evaluate(issuer.job().inconsistent().header("typ", type).sign()))
          .isRejectedBecause(RejectionReason.HEADER_FORBIDDEN)
          .namesOnly("typ");
    }
  }

  @Test
  void types_of_access_tokens_are_those_of_each_provider() throws Exception {
    for (IdentityProvider provider :
        new IdentityProvider[] {IdentityProvider.OKTA, IdentityProvider.KEYCLOAK}) {
      DroneIssuer issuer = issuer(provider);
      for (String type : new String[] {"JWT", "at+jwt", "application/at+jwt"}) {
        assertThat(
                policy(provider, issuer)
                    .evaluate(issuer.job().inconsistent().header("typ", type).sign()))
            .isTrusted();
      }
    }
    for (IdentityProvider provider :
        new IdentityProvider[] {IdentityProvider.AUTH0, IdentityProvider.ENTRA}) {
      DroneIssuer issuer = issuer(provider);
      assertThat(
              policy(provider, issuer)
                  .evaluate(issuer.job().inconsistent().header("typ", "at+jwt").sign()))
          .isRejectedBecause(RejectionReason.HEADER_FORBIDDEN);
    }
    DroneIssuer rfc9068 = issuer(IdentityProvider.AUTH0_RFC9068);
    assertThat(
            policy(IdentityProvider.AUTH0_RFC9068, rfc9068)
                .evaluate(rfc9068.job().inconsistent().header("typ", "JWT").sign()))
        .isRejectedBecause(RejectionReason.HEADER_FORBIDDEN);
  }

  @Test
  void scope_of_a_text_is_found_wherever_it_stands() throws Exception {
    DroneIssuer issuer = issuer(IdentityProvider.KEYCLOAK);
    TrustPolicy policy = policy(IdentityProvider.KEYCLOAK, issuer);
    for (String text :
        new String[] {
          "deploy", "deploy email", "email deploy", "a b/c deploy d", "a deploy deploy"
        }) {
      assertThat(policy.evaluate(withScope(issuer, text))).isTrusted();
    }
    for (String text :
        new String[] {
          "",
          "deployer",
          "email deployer",
          "redeploy email",
          "a redeploy b",
          "deploy,email",
          "deploy\u00a0email"
        }) {
      assertThat(policy.evaluate(withScope(issuer, text)))
          .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
          .namesOnly("scope");
    }
  }

  @Test
  void scope_beside_one_with_a_colon_is_refused_unless_the_text_is_required_whole()
      throws Exception {
    DroneIssuer issuer = issuer(IdentityProvider.AUTH0);
    String token = issuer.job().scopes("read:orders", "deploy").sign();
    assertThat(policy(IdentityProvider.AUTH0, issuer).evaluate(token))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
        .namesOnly("scope");
    Requirement whole =
        Requirement.allOf(
            Drone.AUTHORIZED_PARTY.is(AUTH0_CLIENT),
            Drone.SUBJECT.is(AUTH0_CLIENT + "@clients"),
            Drone.SCOPE.is("read:orders deploy"));
    assertThat(
            policy(ISSUERS.get(IdentityProvider.AUTH0), whole)
                .withKeys(issuer.keys())
                .evaluate(token))
        .isTrusted();
    Requirement withColon = Drone.auth0Client(AUTH0_CLIENT).scope("deploy:production");
    TrustPolicy production =
        policy(ISSUERS.get(IdentityProvider.AUTH0), withColon).withKeys(issuer.keys());
    assertThat(production.evaluate(issuer.job().scopes("deploy:production", "read").sign()))
        .isTrusted();
    assertThat(production.evaluate(issuer.job().scopes("deploy:staging", "read").sign()))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
        .namesOnly("scope");
  }

  @Test
  void auth0_token_of_another_grant_is_refused() throws Exception {
    DroneIssuer issuer = issuer(IdentityProvider.AUTH0);
    String token = issuer.job().inconsistent().claim("gty", "password").sign();
    assertThat(policy(IdentityProvider.AUTH0, issuer).evaluate(token))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
        .namesOnly("gty");
  }

  @Test
  void keycloak_token_without_an_audience_mapper_is_refused() throws Exception {
    DroneIssuer issuer = issuer(IdentityProvider.KEYCLOAK);
    TrustPolicy policy = policy(IdentityProvider.KEYCLOAK, issuer);
    assertThat(policy.evaluate(issuer.job().inconsistent().without("aud").sign()))
        .isRejectedBecause(RejectionReason.CLAIM_MISSING)
        .namesOnly("aud");
    assertThat(policy.evaluate(issuer.job().audience("account").sign()))
        .isRejectedBecause(RejectionReason.AUDIENCE_MISMATCH);
    assertThat(policy.evaluate(issuer.job().audience(AUDIENCE, "account").sign()))
        .isRejectedBecause(RejectionReason.AUDIENCE_MULTIPLE);
  }

  @ParameterizedTest
  @EnumSource
  void view_tells_client_and_scopes(IdentityProvider provider) throws Exception {
    DroneIssuer issuer = issuer(provider);
    VerifiedToken token =
        policy(provider, issuer).verify(issuer.job().scopes("read", "deploy").sign());
    DroneIdentity identity = Drone.identity(token);
    String client =
        switch (provider) {
          case OKTA -> OKTA_CLIENT;
          case AUTH0, AUTH0_RFC9068 -> AUTH0_CLIENT;
          case KEYCLOAK -> "drone-deploy";
          case ENTRA -> ENTRA_CLIENT;
        };
    assertThat(identity.clientId()).isEqualTo(client);
    assertThat(identity.subject()).isEqualTo(token.subject());
    boolean entra = provider == IdentityProvider.ENTRA;
    assertThat(entra ? identity.roles() : identity.scopes()).containsExactly("read", "deploy");
    assertThat(entra ? identity.scopes() : identity.roles()).isEmpty();
    assertThat(identity).hasToString("DroneIdentity[clientId=" + client + "]");
  }

  @Test
  void view_of_a_token_that_names_no_one_client_is_refused() throws Exception {
    DroneIssuer issuer = issuer(IdentityProvider.KEYCLOAK);
    TrustPolicy any =
        policy(ISSUERS.get(IdentityProvider.KEYCLOAK), Drone.SUBJECT.isPresent())
            .withKeys(issuer.keys());
    VerifiedToken none = any.verify(issuer.job().inconsistent().without("azp").sign());
    assertThatThrownBy(() -> Drone.identity(none))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("this one names none");
    VerifiedToken two = any.verify(issuer.job().claim("client_id", "other").sign());
    assertThatThrownBy(() -> Drone.identity(two))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("two that differ");
    VerifiedToken same = any.verify(issuer.job().claim("client_id", "drone-deploy").sign());
    assertThat(Drone.identity(same).clientId()).isEqualTo("drone-deploy");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "https://acme.okta.com", "acme.okta.com/", "acme okta", "a@b", "acme.com#"})
  void host_with_more_than_a_host_is_refused(String host) {
    assertThatThrownBy(() -> Drone.oktaIssuer(host, "default"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("An identity provider's host");
    assertThatThrownBy(() -> Drone.auth0Issuer(host)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Drone.keycloakIssuer(host, "ci"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a/b", "../x", "a b", "a?b", "*"})
  void parts_of_a_path_are_plain(String part) {
    assertThatThrownBy(() -> Drone.oktaIssuer("acme.okta.com", part))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("id of an Okta server");
    assertThatThrownBy(() -> Drone.keycloakIssuer("id.acme.com", part))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("name of a Keycloak realm");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "deploy read", "deploy*", "?eploy", "**", "a\"b", "a\\b", "é"})
  void scope_that_is_not_one_plain_word_is_refused(String scope) {
    assertThatThrownBy(() -> Drone.auth0Client(AUTH0_CLIENT).scope(scope))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("A scope is one word");
    assertThatThrownBy(() -> Drone.oktaClient(OKTA_CLIENT).scope(scope))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("A scope is one word");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a@clients", "a b", "*"})
  void client_id_that_could_be_another_subject_is_refused(String id) {
    assertThatThrownBy(() -> Drone.auth0Client(id))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("id of a client");
    assertThatThrownBy(() -> Drone.auth0Rfc9068Client(id))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Drone.oktaClient(id)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Drone.entraClient(id)).isInstanceOf(IllegalArgumentException.class);
  }

  private static String withScope(DroneIssuer issuer, String text) {
    return issuer.job().inconsistent().claim("scope", text).sign();
  }

  private static DroneIssuer issuer(IdentityProvider provider) {
    return CiIssuer.drone(provider).clock(CLOCK);
  }

  private static TrustPolicy policy(IdentityProvider provider, DroneIssuer issuer) {
    return policy(ISSUERS.get(provider), CLIENTS.get(provider)).withKeys(issuer.keys());
  }

  private static TrustPolicy policy(Issuer issuer, Requirement requirement) {
    return TrustPolicy.named("deploy")
        .issuer(issuer)
        .audience(AUDIENCE)
        .require(requirement)
        .clock(CLOCK)
        .build();
  }
}
