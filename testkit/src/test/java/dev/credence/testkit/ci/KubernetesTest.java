package dev.credence.testkit.ci;

import static dev.credence.testkit.assertj.CredenceAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.credence.Issuer;
import dev.credence.RejectionReason;
import dev.credence.TrustPolicy;
import dev.credence.ci.Kubernetes;
import dev.credence.ci.KubernetesIdentity;
import dev.credence.claim.Requirement;
import dev.credence.keys.JwksKeySource;
import dev.credence.keys.SignatureAlgorithm;
import dev.credence.testkit.CiIssuer;
import dev.credence.testkit.KubernetesIssuer;
import dev.credence.testkit.KubernetesToken;
import dev.credence.testkit.TestClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class KubernetesTest {
  private static final String AUDIENCE = "https://rp.example.com";
  private static final String UID = "14ee3fa4-a7e2-420f-9f9a-dbc4507c3798";
  private static final String IN_CLUSTER = "https://kubernetes.default.svc.cluster.local";
  private static final TestClock CLOCK = TestClock.at(Instant.ofEpochSecond(1_795_219_200));
  private static final Issuer EKS =
      Kubernetes.eksIssuer("eu-west-1", "EXAMPLED539D4633E53DE1B71EXAMPLE");
  private static final Requirement DEPLOYER = Kubernetes.serviceAccount("ci", "deployer").uid(UID);

  private final KubernetesIssuer cluster = CiIssuer.kubernetes().clock(CLOCK);
  private final TrustPolicy deploy = policy(EKS, DEPLOYER).withKeys(cluster.keys());

  @Test
  void sample_is_the_one_of_a_projected_volume() {
    String token = cluster.projectedToken().sign();
    assertThat(TokenText.header(token)).startsWith("{\"alg\":\"RS256\",\"kid\":\"");
    assertThat(TokenText.header(token)).doesNotContain("typ");
    assertThat(TokenText.claims(token).replaceFirst("\"jti\":\"[-0-9a-f]{36}\"", "\"jti\":\"…\""))
        .isEqualTo(
            "{\"aud\":[\"https://rp.example.com\"],\"exp\":1795222800,\"iat\":1795219200,"
                + "\"iss\":\"https://oidc.eks.eu-west-1.amazonaws.com/id/"
                + "EXAMPLED539D4633E53DE1B71EXAMPLE\",\"jti\":\"…\",\"kubernetes.io\":"
                + "{\"namespace\":\"ci\",\"node\":{\"name\":\"node-1\",\"uid\":"
                + "\"646e7c5e-32d6-4d42-9dbd-e504e6cbe6b1\"},\"pod\":{\"name\":\"runner-abc\","
                + "\"uid\":\"5e0bd49b-f040-43b0-99b7-22765a53f7f3\"},\"serviceaccount\":{\"name\":"
                + "\"deployer\",\"uid\":\"14ee3fa4-a7e2-420f-9f9a-dbc4507c3798\"}},"
                + "\"nbf\":1795219200,\"sub\":\"system:serviceaccount:ci:deployer\"}");
  }

  @Test
  void token_bound_to_no_pod_is_trusted() throws Exception {
    assertThat(deploy.evaluate(cluster.requestedToken().sign()))
        .isTrustedAnd(token -> assertThat(Kubernetes.identity(token).podUid()).isEmpty());
  }

  @Test
  void recreated_service_account_is_refused_by_its_uid_only() throws Exception {
    String token = cluster.recreatedServiceAccount().sign();
    assertThat(deploy.evaluate(token))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
        .namesOnly("\"kubernetes.io\".serviceaccount.uid")
        .explains(UID);
    TrustPolicy byName =
        policy(EKS, Kubernetes.SUBJECT.is("system:serviceaccount:ci:deployer"))
            .withKeys(cluster.keys());
    assertThat(byName.evaluate(token)).isTrusted();
  }

  @Test
  void other_service_accounts_are_refused() throws Exception {
    for (KubernetesToken other :
        new KubernetesToken[] {cluster.otherServiceAccount(), cluster.otherNamespace()}) {
      assertThat(deploy.evaluate(other.sign()))
          .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
          .namesOnly("\"kubernetes.io\".serviceaccount.uid", "sub");
    }
  }

  @Test
  void namespace_alone_admits_every_service_account_in_it() throws Exception {
    TrustPolicy byNamespace = policy(EKS, Kubernetes.NAMESPACE.is("ci")).withKeys(cluster.keys());
    assertThat(byNamespace.evaluate(cluster.otherServiceAccount().sign())).isTrusted();
    assertThat(byNamespace.evaluate(cluster.otherNamespace().sign()))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH);
  }

  @Test
  void token_for_the_api_server_is_refused_by_audience_and_lifetime() throws Exception {
    KubernetesToken token = cluster.apiServerToken();
    assertThat(deploy.evaluate(token.sign()))
        .isRejectedBecause(RejectionReason.AUDIENCE_MISMATCH)
        .namesOnly("aud");
    assertThat(deploy.evaluate(token.audience(AUDIENCE).sign()))
        .isRejectedBecause(RejectionReason.LIFETIME_EXCEEDED)
        .namesOnly("exp");
  }

  @Test
  void token_that_lives_longer_than_an_hour_is_refused() throws Exception {
    KubernetesToken token = cluster.projectedToken();
    assertThat(deploy.evaluate(token.livingFor(Duration.ofHours(1)).sign())).isTrusted();
    assertThat(deploy.evaluate(token.livingFor(Duration.ofSeconds(3_601)).sign()))
        .isRejectedBecause(RejectionReason.LIFETIME_EXCEEDED);
  }

  @Test
  void token_of_a_legacy_secret_is_refused() throws Exception {
    assertThat(deploy.evaluate(cluster.legacySecretToken().sign()))
        .isRejectedBecause(RejectionReason.ISSUER_UNKNOWN)
        .namesOnly("iss");
    String withIssuer = cluster.legacySecretToken().claim("iss", EKS.identifier()).sign();
    assertThat(deploy.evaluate(withIssuer))
        .isRejectedBecause(RejectionReason.CLAIM_MISSING)
        .explains("absent");
  }

  @ParameterizedTest
  @EnumSource(names = {"RS256", "ES256", "ES384", "ES512"})
  void every_kind_of_key_is_accepted(SignatureAlgorithm algorithm) throws Exception {
    cluster.signingWith(algorithm);
    String token = cluster.projectedToken().sign();
    assertThat(TokenText.header(token)).contains("\"alg\":\"" + algorithm.joseName() + "\"");
    assertThat(deploy.withKeys(cluster.keys()).evaluate(token)).isTrusted();
  }

  @Test
  void algorithm_that_no_api_server_signs_with_is_refused() throws Exception {
    cluster.signingWith(SignatureAlgorithm.PS256);
    assertThat(deploy.withKeys(cluster.keys()).evaluate(cluster.projectedToken().sign()))
        .isRejectedBecause(RejectionReason.ALGORITHM_NOT_ALLOWED);
  }

  @Test
  void clusters_that_share_an_issuer_are_told_apart_by_their_keys() throws Exception {
    Issuer shared = Kubernetes.issuer(IN_CLUSTER, cluster.keys());
    KubernetesIssuer ours = CiIssuer.kubernetes(shared).clock(CLOCK);
    KubernetesIssuer other = CiIssuer.kubernetes(shared).clock(CLOCK);
    TrustPolicy policy = policy(Kubernetes.issuer(IN_CLUSTER, ours.keys()), DEPLOYER);
    assertThat(policy.evaluate(ours.projectedToken().sign())).isTrusted();
    assertThat(policy.evaluate(other.projectedToken().sign()))
        .isRejectedBecause(RejectionReason.KEY_UNKNOWN);
  }

  @Test
  void keys_are_discovered_where_an_issuer_ends_with_a_slash() throws Exception {
    Issuer aks =
        Kubernetes.aksIssuer(
            "westeurope",
            "ff882432-09b0-437b-bd22-ca13c0037ded",
            "499b84ac-1321-427f-aa17-267ca6975798");
    assertThat(aks.identifier())
        .isEqualTo(
            "https://westeurope.oic.prod-aks.azure.com/ff882432-09b0-437b-bd22-ca13c0037ded/"
                + "499b84ac-1321-427f-aa17-267ca6975798/");
    try (KubernetesIssuer azure = CiIssuer.kubernetes(aks).clock(CLOCK);
        JwksKeySource keys = azure.discoveredKeys()) {
      TrustPolicy policy = policy(aks, DEPLOYER).withKeys(keys);
      assertThat(policy.evaluate(azure.projectedToken().sign())).isTrusted();
    }
  }

  @Test
  void view_tells_account_pod_and_node() throws Exception {
    KubernetesIdentity identity =
        Kubernetes.identity(deploy.verify(cluster.projectedToken().sign()));
    assertThat(identity.serviceAccountUid()).isEqualTo(UID);
    assertThat(identity.serviceAccount()).isEqualTo("deployer");
    assertThat(identity.namespace()).isEqualTo("ci");
    assertThat(identity.podUid()).contains("5e0bd49b-f040-43b0-99b7-22765a53f7f3");
    assertThat(identity.podName()).contains("runner-abc");
    assertThat(identity.nodeUid()).contains("646e7c5e-32d6-4d42-9dbd-e504e6cbe6b1");
    assertThat(identity.nodeName()).contains("node-1");
    assertThat(identity)
        .hasToString("KubernetesIdentity[serviceAccount=ci/deployer, uid=" + UID + "]");
  }

  @Test
  void issuers_are_spelled_as_their_clouds_do() {
    assertThat(EKS.identifier())
        .isEqualTo("https://oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE");
    assertThat(Kubernetes.gkeIssuer("proj", "europe-west1", "prod").identifier())
        .isEqualTo(
            "https://container.googleapis.com/v1/projects/proj/locations/europe-west1/clusters/prod");
    assertThat(Kubernetes.issuer("https://k8s.example.com").identifier())
        .isEqualTo("https://k8s.example.com");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://kubernetes.default.svc",
        "https://kubernetes.default.svc.cluster.local",
        "https://kubernetes.default.svc.example.internal"
      })
  void issuer_that_clusters_share_is_refused_without_keys(String identifier) {
    assertThatThrownBy(() -> Kubernetes.issuer(identifier))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("issuer(identifier, keys)")
        .hasMessageContaining(identifier);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "EU-WEST-1", "eu-west-1.evil", "eu/west", "-eu", "eu_west", "a b"})
  void region_that_is_no_label_is_refused(String region) {
    assertThatThrownBy(() -> Kubernetes.eksIssuer(region, "ABC"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("region of an EKS cluster");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ABC/", "../ABC", "ABC-DEF", "ABC?x"})
  void id_of_an_eks_cluster_is_letters_and_digits(String id) {
    assertThatThrownBy(() -> Kubernetes.eksIssuer("eu-west-1", id))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("id of an EKS cluster");
  }

  @ParameterizedTest
  @CsvSource({
    "CI,deployer",
    "ci:x,deployer",
    "ci.x,deployer",
    "ci,Deployer",
    "ci,a:b",
    "ci,-a",
    "ci,a.",
    "ci,.a",
    "ci,a..b",
    "ci,a.-b",
    "'',deployer",
    "ci,''",
    "ci,*"
  })
  void names_that_kubernetes_refuses_are_refused(String namespace, String name) {
    assertThatThrownBy(() -> Kubernetes.serviceAccount(namespace, name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Kubernetes");
  }

  @Test
  void name_may_have_dots() throws Exception {
    TrustPolicy dotted =
        policy(EKS, Kubernetes.serviceAccount("ci", "deploy.v2").uid(UID)).withKeys(cluster.keys());
    assertThat(
            dotted.evaluate(cluster.projectedToken().serviceAccount("ci", "deploy.v2", UID).sign()))
        .isTrusted();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "deployer", "14EE3FA4-A7E2-420F-9F9A-DBC4507C3798", "*"})
  void uid_that_is_no_uuid_is_refused(String uid) {
    assertThatThrownBy(() -> Kubernetes.serviceAccount("ci", "deployer").uid(uid))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("uid of a Kubernetes service account");
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
