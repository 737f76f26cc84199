package dev.credence.gcp;

import static dev.credence.gcp.TestGoogle.ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.api.client.http.HttpResponseException;
import com.google.auth.oauth2.GoogleCredentials;
import dev.credence.ambient.IdToken;
import dev.credence.ambient.IdTokenSource;
import dev.credence.ambient.IdTokenUnavailableException;
import dev.credence.audit.AuditEvent;
import dev.credence.audit.AuditEvent.Verdict;
import dev.credence.cloud.CloudExchangeException;
import dev.credence.testkit.RecordedRequest;
import java.io.ByteArrayOutputStream;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class GcpFederationTest {
  private static final String BUCKETS = "https://www.googleapis.com/auth/devstorage.read_only";

  private final TestGoogle cloud = new TestGoogle();

  @AfterEach
  void close() {
    cloud.close();
  }

  @Test
  void job_itself_opens_the_resource_until_its_token_expires() throws Exception {
    try (GcpFederation federation = cloud.federation().build()) {
      GoogleCredentials credentials = federation.credentials();

      assertThat(cloud.fetchResource(credentials))
          .contains(
              "principal://iam.googleapis.com/projects/123456789012/locations/global/workloadIdentityPools/ci-pool/subject/repo:octo-org@65/octo-repo@74:ref:refs/heads/main");

      String first = credentials.getAccessToken().getTokenValue();
      cloud.clock.advance(Duration.ofHours(1));
      assertThat(cloud.statusOfResource(first)).isEqualTo(401);
      assertThat(cloud.fetchResource(credentials)).contains("principal://");
    }
  }

  @Test
  void job_acts_as_a_service_account() throws Exception {
    try (GcpFederation federation = cloud.federation().serviceAccount(ACCOUNT).build()) {
      assertThat(cloud.fetchResource(federation.credentials()))
          .contains("\"principal\":\"" + ACCOUNT + "\"");
    }
    assertThat(cloud.exchanges()).isOne();
    assertThat(cloud.impersonations()).isOne();
  }

  @Test
  void each_refresh_presents_a_fresh_token_of_the_job_and_presents_it_once() throws Exception {
    CountedTokens tokens = new CountedTokens(cloud.idTokens());
    try (GcpFederation federation = cloud.federation(tokens).serviceAccount(ACCOUNT).build()) {
      for (int refresh = 1; refresh <= 4; refresh++) {
        cloud.fetchResource(federation.credentials());
        cloud.fetchResource(federation.credentials());
        assertThat(tokens.handedOut).hasSize(refresh).doesNotHaveDuplicates();
        cloud.clock.advance(Duration.ofMinutes(57));
      }
    }
    assertThat(cloud.exchanges()).isEqualTo(4);
    assertThat(cloud.impersonations()).isEqualTo(4);
    assertThat(cloud.google.resource().journal().count()).isEqualTo(8);
  }

  @Test
  void requests_are_those_that_google_documents() throws Exception {
    try (GcpFederation federation =
        cloud.federation().serviceAccount(ACCOUNT).lifetime(Duration.ofMinutes(20)).build()) {
      federation.credentials().refresh();
      assertThat(federation.credentials().getAccessToken().getExpirationTime().toInstant())
          .isCloseTo(
              Instant.now().plus(Duration.ofMinutes(20)),
              org.assertj.core.api.Assertions.within(Duration.ofSeconds(10)));
    }

    RecordedRequest exchange = cloud.google.tokenEndpoint().journal().last();
    assertThat(exchange.header("Content-Type").orElseThrow())
        .isEqualTo("application/x-www-form-urlencoded; charset=UTF-8");
    assertThat(exchange.header("Authorization")).isEmpty();
    assertThat(exchange.header("X-Goog-Api-Client").orElseThrow()).contains("google-byoid-sdk");
    RecordedRequest impersonation = cloud.google.impersonationEndpoint(ACCOUNT).journal().last();
    assertThat(impersonation.header("Content-Type").orElseThrow()).contains("application/json");
    assertThat(impersonation.header("Authorization").orElseThrow()).startsWith("Bearer ya29.d.");
    assertThat(cloud.google.server().journal().toString()).doesNotContain("ya29", "eyJ");
  }

  @Test
  void delegates_lead_to_the_service_account() throws Exception {
    String gate = "gate@my-project.iam.gserviceaccount.com";
    String target = "target@my-project.iam.gserviceaccount.com";
    cloud.google.serviceAccount(gate).allow(cloud.pool.principalSet());
    cloud.google.serviceAccount(target).allow(cloud.google.serviceAccount(gate).member());
    try (GcpFederation straight = cloud.federation().serviceAccount(target).build();
        GcpFederation byWayOf = cloud.federation().serviceAccount(target).delegates(gate).build()) {
      assertThatThrownBy(() -> cloud.fetchResource(straight.credentials()))
          .isInstanceOf(CloudExchangeException.class);

      assertThat(cloud.fetchResource(byWayOf.credentials())).contains(target);
    }
  }

  @Test
  void scopes_limit_a_copy_of_the_credentials() throws Exception {
    try (GcpFederation federation = cloud.federation().serviceAccount(ACCOUNT).build()) {
      GoogleCredentials all = federation.credentials();
      GoogleCredentials readers = all.createScoped(BUCKETS);
      GoogleCredentials compute = all.createScoped("https://www.googleapis.com/auth/compute");

      assertThat(cloud.fetchResource(all)).contains("auth/cloud-platform");
      assertThat(cloud.fetchResource(readers)).contains(BUCKETS).doesNotContain("cloud-platform");
      assertThatThrownBy(() -> cloud.fetchResource(compute))
          .isInstanceOfSatisfying(
              HttpResponseException.class, e -> assertThat(e.getStatusCode()).isEqualTo(403));
    }
  }

  @Test
  void quota_project_goes_with_each_request_and_tokens_still_renew() throws Exception {
    try (GcpFederation federation = cloud.federation().build()) {
      GoogleCredentials billed = federation.credentials().createWithQuotaProject("my-quota");
      cloud.fetchResource(billed);
      cloud.clock.advance(Duration.ofHours(2));

      cloud.fetchResource(billed);

      assertThat(cloud.google.resource().journal().last().header("X-Goog-User-Project"))
          .contains("my-quota");
    }
    assertThat(cloud.exchanges()).isEqualTo(2);
  }

  @Test
  void other_universe_has_other_services_and_the_same_names() throws Exception {
    try (TestGoogle other = new TestGoogle("apis-tpc.goog");
        GcpFederation federation =
            other.federation().universeDomain("apis-tpc.goog").serviceAccount(ACCOUNT).build()) {
      assertThat(federation.credentials().getUniverseDomain()).isEqualTo("apis-tpc.goog");
      assertThat(other.fetchResource(federation.credentials())).contains(ACCOUNT);

      try (GcpFederation lost = other.federation().build()) {
        assertThatThrownBy(() -> other.fetchResource(lost.credentials()))
            .hasMessageContaining("\"sts.googleapis.com\" is not asked");
      }
    }
  }

  @Test
  void each_exchange_is_an_event() throws Exception {
    try (GcpFederation federation = cloud.federation().serviceAccount(ACCOUNT).build()) {
      federation.credentials().refresh();
    }

    assertThat(cloud.events).hasSize(1);
    AuditEvent event = cloud.events.get(0);
    assertThat(event.verdict()).isEqualTo(Verdict.TRUSTED);
    assertThat(event.exchange().orElseThrow().cloud()).isEqualTo("gcp");
    assertThat(event.exchange().orElseThrow().principal()).isEqualTo(ACCOUNT);
    assertThat(event.exchange().orElseThrow().account()).contains("123456789012");
    assertThat(event.exchange().orElseThrow().lifetime()).contains(Duration.ofHours(1));
    assertThat(event.token().orElseThrow().subject())
        .contains("repo:octo-org@65/octo-repo@74:ref:refs/heads/main");
    assertThat(event.toJson()).doesNotContain("ya29", "eyJ");
  }

  @Test
  void nothing_prints_a_token() throws Exception {
    try (GcpFederation federation = cloud.federation().serviceAccount(ACCOUNT).build()) {
      GoogleCredentials credentials = federation.credentials();
      credentials.refresh();

      assertThat(federation)
          .hasToString(
              "GcpFederation[deploy@my-project.iam.gserviceaccount.com by"
                  + " projects/123456789012/locations/global/workloadIdentityPools/ci-pool/providers/github]");
      assertThat(credentials.toString())
          .startsWith("GoogleCredentials[deploy@my-project")
          .doesNotContain("ya29");
      assertThat(credentials.getAccessToken().toString())
          .isEqualTo("AccessToken[until " + cloud.clock.instant().plusSeconds(3_600) + "]");
      assertThat(credentials.getAccessToken().getTokenValue()).startsWith("ya29.c.");
    }
  }

  @Test
  void credentials_stay_in_their_process() throws Exception {
    try (GcpFederation federation = cloud.federation().build();
        ObjectOutputStream out = new ObjectOutputStream(new ByteArrayOutputStream())) {
      assertThatThrownBy(() -> out.writeObject(federation.credentials()))
          .isInstanceOf(NotSerializableException.class)
          .hasMessage("Credentials of a CI job belong to the process that runs in it");
    }
  }

  @Test
  void closed_federation_says_so() {
    GcpFederation federation = cloud.federation().build();
    federation.close();

    assertThatThrownBy(() -> federation.credentials().getRequestMetadata(URI.create("https://x")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("The GcpFederation is closed: close it after the last use of its credentials");
    assertThat(cloud.exchanges()).isZero();
  }

  /** Notes the tokens that a CI gave. */
  private static final class CountedTokens implements IdTokenSource {
    private final IdTokenSource source;
    final List<String> handedOut = new ArrayList<>();

    CountedTokens(IdTokenSource source) {
      this.source = source;
    }

    @Override
    public IdToken idToken() throws IdTokenUnavailableException {
      IdToken token = source.idToken();
      handedOut.add(token.reveal());
      return token;
    }

    @Override
    public String audience() {
      return source.audience();
    }
  }
}
