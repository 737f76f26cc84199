package dev.credence.testkit.ci;

import static dev.credence.testkit.assertj.CredenceAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.credence.RejectionReason;
import dev.credence.TrustPolicy;
import dev.credence.VerifiedToken;
import dev.credence.ci.Spiffe;
import dev.credence.ci.SpiffeIdentity;
import dev.credence.claim.Requirement;
import dev.credence.keys.KeySource;
import dev.credence.keys.SignatureAlgorithm;
import dev.credence.testkit.CiIssuer;
import dev.credence.testkit.SpiffeIssuer;
import dev.credence.testkit.TestClock;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpiffeTest {
  private static final String AUDIENCE = "https://rp.example.com";
  private static final String JWT_ISSUER = "https://oidc.prod.acme.com";
  private static final TestClock CLOCK = TestClock.at(Instant.ofEpochSecond(1_795_219_200));
  private static final Spiffe.TrustDomain ACME = Spiffe.trustDomain("prod.acme.com");

  private final SpiffeIssuer spire = CiIssuer.spiffe().clock(CLOCK);
  private final TrustPolicy deployer = policy(ACME.workload("/ci/deployer")).withKeys(spire.keys());

  @Test
  void sample_is_the_specified_one_and_its_issuer() {
    String token = spire.workload().sign();
    assertThat(TokenText.header(token)).startsWith("{\"alg\":\"ES256\",\"kid\":\"");
    assertThat(TokenText.claims(token))
        .isEqualTo(
            "{\"aud\":[\"https://rp.example.com\"],\"exp\":1795219500,\"iat\":1795219200,"
                + "\"iss\":\"https://oidc.prod.acme.com\","
                + "\"sub\":\"spiffe://prod.acme.com/ci/deployer\"}");
  }

  @Test
  void type_is_absent_or_jwt_or_jose() throws Exception {
    assertThat(deployer.evaluate(spire.workload().sign())).isTrusted();
    assertThat(deployer.evaluate(spire.sayingJose().workload().sign())).isTrusted();
    String untyped = spire.sayingNothing().workload().sign();
    assertThat(TokenText.header(untyped)).doesNotContain("typ");
    assertThat(deployer.evaluate(untyped)).isTrusted();
  }

  @Test
  void wit_svid_is_refused_by_its_type() throws Exception {
    assertThat(deployer.evaluate(spire.witSvid().sign()))
        .isRejectedBecause(RejectionReason.HEADER_FORBIDDEN)
        .namesOnly("typ")
        .explains("wit+jwt");
    assertThat(deployer.evaluate(spire.witSvid().claim("aud", AUDIENCE).sign()))
        .isRejectedBecause(RejectionReason.HEADER_FORBIDDEN);
  }

  @Test
  void token_without_an_issuer_is_refused() throws Exception {
    assertThat(deployer.evaluate(spire.withoutIssuer().sign()))
        .isRejectedBecause(RejectionReason.ISSUER_UNKNOWN)
        .namesOnly("iss")
        .explains("absent");
  }

  @Test
  void other_workloads_and_trust_domains_are_refused_by_their_id() throws Exception {
    for (String token :
        new String[] {spire.otherWorkload().sign(), spire.otherTrustDomain().sign()}) {
      assertThat(deployer.evaluate(token))
          .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
          .namesOnly("sub")
          .explains("spiffe://prod.acme.com/ci/deployer");
    }
  }

  @Test
  void keys_of_a_bundle_verify_although_they_are_marked_jwt_svid() throws Exception {
    assertThat(spire.bundle())
        .contains("\"use\":\"jwt-svid\"", "\"spiffe_sequence\":1")
        .doesNotContain("\"alg\"");
    TrustPolicy policy =
        TrustPolicy.named("deploy")
            .issuer(ACME.issuer(JWT_ISSUER, KeySource.ofJwks(spire.bundle())))
            .audience(AUDIENCE)
            .require(ACME.workload("/ci/deployer"))
            .clock(CLOCK)
            .build();
    assertThat(policy.evaluate(spire.workload().sign())).isTrusted();
    SpiffeIssuer staging = CiIssuer.spiffe().clock(CLOCK);
    assertThat(policy.evaluate(staging.workload().sign()))
        .isRejectedBecause(RejectionReason.KEY_UNKNOWN);
  }

  @ParameterizedTest
  @EnumSource(names = {"RS256", "ES256", "ES384", "ES512"})
  void one_algorithm_of_each_kind_of_key_is_accepted(SignatureAlgorithm algorithm)
      throws Exception {
    spire.signingWith(algorithm);
    TrustPolicy byBundle = deployer.withKeys(KeySource.ofJwks(spire.bundle()));
    assertThat(byBundle.evaluate(spire.workload().sign())).isTrusted();
  }

  @ParameterizedTest
  @EnumSource(names = {"RS384", "RS512", "PS256", "PS384", "PS512", "ED25519"})
  void other_algorithms_need_an_issuer_of_their_own(SignatureAlgorithm algorithm) throws Exception {
    spire.signingWith(algorithm);
    assertThat(deployer.withKeys(spire.keys()).evaluate(spire.workload().sign()))
        .isRejectedBecause(RejectionReason.ALGORITHM_NOT_ALLOWED);
  }

  @Test
  void view_takes_the_id_apart() throws Exception {
    SpiffeIdentity identity = Spiffe.identity(deployer.verify(spire.workload().sign()));
    assertThat(identity.id()).isEqualTo("spiffe://prod.acme.com/ci/deployer");
    assertThat(identity.trustDomain()).isEqualTo("prod.acme.com");
    assertThat(identity.path()).isEqualTo("/ci/deployer");
    assertThat(identity).hasToString("SpiffeIdentity[spiffe://prod.acme.com/ci/deployer]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "prod.acme.com/ci",
        "SPIFFE://prod.acme.com/ci",
        "spiffe://prod.acme.com",
        "spiffe://prod.acme.com/",
        "spiffe:///ci",
        "spiffe://Prod.acme.com/ci",
        "spiffe://prod.acme.com:443/ci",
        "spiffe://user@prod.acme.com/ci",
        "spiffe://prod.acme.com/ci/",
        "spiffe://prod.acme.com//ci",
        "spiffe://prod.acme.com/ci/../root",
        "spiffe://prod.acme.com/./ci",
        "spiffe://prod.acme.com/c%69",
        "spiffe://prod.acme.com/ci?x",
        "spiffe://prod.acme.com/ci#x",
        "spiffe://prod.acme.com/cí"
      })
  void view_of_what_is_no_spiffe_id_is_refused(String subject) throws Exception {
    VerifiedToken token =
        policy(Spiffe.SUBJECT.isPresent())
            .withKeys(spire.keys())
            .verify(spire.workload().id(subject).sign());
    assertThatThrownBy(() -> Spiffe.identity(token))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("spiffe://TRUST-DOMAIN/PATH");
  }

  @Test
  void view_of_an_id_longer_than_the_specification_allows_is_refused() throws Exception {
    TrustPolicy any = policy(Spiffe.SUBJECT.isPresent()).withKeys(spire.keys());
    String prefix = "spiffe://prod.acme.com/";
    String longest = prefix + "a".repeat(2_048 - prefix.length());
    VerifiedToken fits = any.verify(spire.workload().id(longest).sign());
    assertThat(Spiffe.identity(fits).id()).isEqualTo(longest);
    VerifiedToken tooLong = any.verify(spire.workload().id(longest + "a").sign());
    assertThatThrownBy(() -> Spiffe.identity(tooLong)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "ci/deployer", "/", "/ci/", "//ci", "/ci/..", "/c i", "/*", "/a:b", "/%41"})
  void path_that_spiffe_forbids_is_refused(String path) {
    assertThatThrownBy(() -> ACME.workload(path))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("The path of a SPIFFE ID");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "spiffe://prod.acme.com", "Prod.acme.com", "prod/acme", "a:b", "*"})
  void trust_domain_that_spiffe_forbids_is_refused(String name) {
    assertThatThrownBy(() -> Spiffe.trustDomain(name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("A SPIFFE trust domain");
  }

  @Test
  void trust_domain_is_shown_by_its_name() {
    assertThat(ACME).hasToString("prod.acme.com");
    assertThatThrownBy(() -> Spiffe.trustDomain("a".repeat(256)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(Spiffe.trustDomain("a".repeat(255))).hasToString("a".repeat(255));
  }

  private static TrustPolicy policy(Requirement requirement) {
    return TrustPolicy.named("deploy")
        .issuer(ACME.issuer(JWT_ISSUER))
        .audience(AUDIENCE)
        .require(requirement)
        .clock(CLOCK)
        .build();
  }
}
