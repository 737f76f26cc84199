package dev.credence.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credence.TrustPolicy;
import dev.credence.ci.AwsOutbound;
import dev.credence.ci.AzureDevOps;
import dev.credence.ci.BitbucketPipelines;
import dev.credence.ci.Buildkite;
import dev.credence.ci.CircleCi;
import dev.credence.ci.Codefresh;
import dev.credence.ci.Env0;
import dev.credence.ci.GitHubActions;
import dev.credence.ci.GitLab;
import dev.credence.ci.Google;
import dev.credence.ci.Harness;
import dev.credence.ci.HcpTerraform;
import dev.credence.ci.Jenkins;
import dev.credence.ci.Kubernetes;
import dev.credence.ci.Semaphore;
import dev.credence.ci.Spacelift;
import dev.credence.ci.Spiffe;
import dev.credence.ci.Vercel;
import dev.credence.claim.Requirement;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The issuers and helpers of every provider, against the methods that they stand for. */
class ProviderFormsTest {
  static final String A = "0184990a-477b-4fa8-9968-496074483cee";
  static final String B = "1184990a-477b-4fa8-9968-496074483cee";
  static final String C = "2184990a-477b-4fa8-9968-496074483cee";

  /** A provider's issuer in a document, and its identifier. */
  record IssuerCase(String provider, String identifier) {}

  /** A provider's helper in a document, with some issuer of it, and what it requires. */
  record HelperCase(String provider, String helper, Requirement requirement) {}

  static final List<IssuerCase> ISSUERS =
      List.of(
          issuer("\"github-actions\"", "https://token.actions.githubusercontent.com"),
          issuer("{'github-actions': {}}", "https://token.actions.githubusercontent.com"),
          issuer(
              "{'github-actions': {'enterprise': 'octo'}}",
              "https://token.actions.githubusercontent.com/octo"),
          issuer(
              "{'github-actions': {'dataResidency': 'corp'}}",
              "https://token.actions.corp.ghe.com"),
          issuer(
              "{'github-actions': {'enterprise': 'octo', 'dataResidency': 'corp'}}",
              "https://token.actions.corp.ghe.com/octo"),
          issuer(
              "{'github-actions': {'server': 'github.example.com'}}",
              "https://github.example.com/_services/token"),
          issuer("'gitlab'", "https://gitlab.com"),
          issuer("{'gitlab': {'url': 'https://git.example.com'}}", "https://git.example.com"),
          issuer("{'circleci': {'root': true}}", "https://oidc.circleci.com"),
          issuer(
              "{'circleci': {'organization': '" + A + "'}}", "https://oidc.circleci.com/org/" + A),
          issuer(
              "{'azure-devops': {'organization': '" + A + "'}}",
              "https://vstoken.dev.azure.com/" + A),
          issuer(
              "{'azure-devops': {'entraTenant': '" + A + "'}}",
              "https://login.microsoftonline.com/" + A + "/v2.0"),
          issuer("{'jenkins': {'url': 'https://ci.example.com/'}}", "https://ci.example.com/oidc"),
          issuer(
              "{'jenkins': {'url': 'https://ci.example.com/', 'folder': ['a b', 'c']}}",
              "https://ci.example.com/oidc/job/a%20b/job/c"),
          issuer("{'jenkins': {'issuer': 'https://keys.example.com'}}", "https://keys.example.com"),
          issuer("'buildkite'", "https://agent.buildkite.com"),
          issuer(
              "{'bitbucket-pipelines': {'workspace': 'acme'}}",
              "https://api.bitbucket.org/2.0/workspaces/acme/pipelines-config/identity/oidc"),
          issuer("{'vercel': {'team': 'acme'}}", "https://oidc.vercel.com/acme"),
          issuer("{'vercel': {'global': true}}", "https://oidc.vercel.com"),
          issuer("'google'", "https://accounts.google.com"),
          issuer("{'semaphore': {'organization': 'acme'}}", "https://acme.semaphoreci.com"),
          issuer("{'spacelift': {'account': 'acme'}}", "https://acme.app.spacelift.io"),
          issuer(
              "{'spacelift': {'selfHosted': 'https://sl.example.com'}}", "https://sl.example.com"),
          issuer("'hcp-terraform'", "https://app.terraform.io"),
          issuer("{'hcp-terraform': {'europe': true}}", "https://app.eu.terraform.io"),
          issuer("{'hcp-terraform': {'enterprise': 'tf.example.com'}}", "https://tf.example.com"),
          issuer("'env0'", "https://login.app.env0.com/"),
          issuer("'codefresh'", "https://oidc.codefresh.io"),
          issuer(
              "{'harness': {'cluster': 'prod3', 'account': 'abc'}}",
              "https://app3.harness.io/ng/api/oidc/account/abc"),
          issuer(
              "{'kubernetes': {'region': 'eu-west-1', 'eksId': 'ABC'}}",
              "https://oidc.eks.eu-west-1.amazonaws.com/id/ABC"),
          issuer(
              "{'kubernetes': {'project': 'p', 'location': 'l', 'gkeCluster': 'c'}}",
              "https://container.googleapis.com/v1/projects/p/locations/l/clusters/c"),
          issuer(
              "{'kubernetes': {'region': 'r', 'tenant': '" + A + "', 'aksCluster': '" + B + "'}}",
              "https://r.oic.prod-aks.azure.com/" + A + "/" + B + "/"),
          issuer("{'kubernetes': {'issuer': 'https://k.example.com'}}", "https://k.example.com"),
          issuer(
              "{'aws-outbound': {'issuerId': '" + A + "'}}",
              "https://" + A + ".tokens.sts.global.api.aws"),
          issuer(
              "{'spiffe': {'trustDomain': 'example.org', 'issuer': 'https://s.example.org'}}",
              "https://s.example.org"));

  static final List<HelperCase> HELPERS =
      List.of(
          helper(
              "'github-actions'",
              "{'repository': 'o/r', 'id': 74, 'ownerId': 65}",
              GitHubActions.repository("o/r").id(74).ownerId(65)),
          helper(
              "'gitlab'",
              "{'project': 'g/p', 'id': 20, 'namespaceId': 72}",
              GitLab.project("g/p").id(20).namespaceId(72)),
          helper("'gitlab'", "{'protectedBranch': 'main'}", GitLab.protectedBranch("main")),
          helper(
              "'gitlab'",
              "{'protectedEnvironment': 'production'}",
              GitLab.protectedEnvironment("production")),
          helper(
              "{'circleci': {'root': true}}",
              "{'organization': '"
                  + A
                  + "', 'project': '"
                  + B
                  + "', 'pipelineDefinition': '"
                  + C
                  + "'}",
              CircleCi.organization(A).project(B).pipelineDefinition(C)),
          helper(
              "{'azure-devops': {'organization': '" + A + "'}}",
              "{'organization': '" + A + "', 'project': '" + B + "', 'pipeline': 7}",
              AzureDevOps.organization(A).project(B).pipeline(7)),
          helper(
              "{'azure-devops': {'entraTenant': '" + A + "'}}",
              "{'organization': '"
                  + A
                  + "', 'serviceConnection': '"
                  + B
                  + "', 'tenant': '"
                  + C
                  + "'}",
              AzureDevOps.organization(A).serviceConnection(B).tenant(C)),
          helper(
              "{'azure-devops': {'organization': '" + A + "'}}",
              "{'organizationName': 'o', 'projectName': 'p', 'serviceConnectionName': 'c'}",
              AzureDevOps.serviceConnectionByNames("o", "p", "c")),
          helper(
              "{'jenkins': {'url': 'https://ci.example.com/'}}",
              "{'jobAt': 'https://ci.example.com/job/a/'}",
              Jenkins.jobAt("https://ci.example.com/job/a/")),
          helper(
              "'buildkite'",
              "{'organization': '" + A + "', 'pipeline': '" + B + "', 'anyBuild': true}",
              Buildkite.organization(A).pipeline(B).anyBuild()),
          helper(
              "'buildkite'",
              "{'organization': '" + A + "', 'pipeline': '" + B + "', 'branch': 'main'}",
              Buildkite.organization(A).pipeline(B).branch("main")),
          helper(
              "{'bitbucket-pipelines': {'workspace': 'acme'}}",
              "{'workspace': '{" + A + "}', 'repository': '{" + B + "}', 'anyStep': true}",
              BitbucketPipelines.workspace("{" + A + "}").repository("{" + B + "}").anyStep()),
          helper(
              "{'bitbucket-pipelines': {'workspace': 'acme'}}",
              "{'workspace': '{"
                  + A
                  + "}', 'repository': '{"
                  + B
                  + "}', 'deploymentEnvironment': '{"
                  + C
                  + "}'}",
              BitbucketPipelines.workspace("{" + A + "}")
                  .repository("{" + B + "}")
                  .deploymentEnvironment("{" + C + "}")),
          helper(
              "{'vercel': {'team': 'acme'}}",
              "{'owner': 'team_a', 'project': 'prj_b', 'environment': 'production'}",
              Vercel.owner("team_a").project("prj_b").production()),
          helper("'google'", "{'serviceAccount': '123'}", Google.serviceAccount("123")),
          helper(
              "{'semaphore': {'organization': 'acme'}}",
              "{'project': '" + A + "', 'branch': 'main'}",
              Semaphore.project(A).branch("main")),
          helper(
              "{'semaphore': {'organization': 'acme'}}",
              "{'project': '" + A + "', 'tag': 'v1'}",
              Semaphore.project(A).tag("v1")),
          helper(
              "{'semaphore': {'organization': 'acme'}}",
              "{'project': '" + A + "', 'tagsMatching': 'v*'}",
              Semaphore.project(A).tagsMatching("v*")),
          helper(
              "{'spacelift': {'account': 'acme'}}",
              "{'applyingStack': 'network'}",
              Spacelift.applyingStack("network")),
          helper(
              "'hcp-terraform'",
              "{'organization': 'org-a', 'workspace': 'ws-b', 'apply': true}",
              HcpTerraform.organization("org-a").workspace("ws-b").apply()),
          helper(
              "'hcp-terraform'",
              "{'organization': 'org-a', 'workspace': 'ws-b', 'anyPhase': true}",
              HcpTerraform.organization("org-a").workspace("ws-b").anyPhase()),
          helper(
              "'env0'",
              "{'organization': '" + A + "', 'project': '" + B + "', 'environment': '" + C + "'}",
              Env0.organization(A).project(B).environment(C)),
          helper(
              "'codefresh'",
              "{'account': 'a', 'pipeline': 'b', 'repository': 'https://g.example/r', 'ref':"
                  + " 'main'}",
              Codefresh.account("a").pipeline("b").repository("https://g.example/r").ref("main")),
          helper(
              "{'harness': {'cluster': 'eu', 'account': 'abc'}}",
              "{'account': 'a', 'organization': 'b', 'project': 'c', 'pipeline': 'd'}",
              Harness.account("a").organization("b").project("c").pipeline("d")),
          helper(
              "{'kubernetes': {'issuer': 'https://k.example.com'}}",
              "{'namespace': 'ci', 'serviceAccount': 'deployer', 'uid': '" + A + "'}",
              Kubernetes.serviceAccount("ci", "deployer").uid(A)),
          helper(
              "{'aws-outbound': {'issuerId': '" + A + "'}}",
              "{'role': 'arn:aws:iam::123456789012:role/ci'}",
              AwsOutbound.role("arn:aws:iam::123456789012:role/ci")),
          helper(
              "{'spiffe': {'trustDomain': 'example.org', 'issuer': 'https://s.example.org'}}",
              "{'trustDomain': 'example.org', 'workload': '/ci/deploy'}",
              Spiffe.trustDomain("example.org").workload("/ci/deploy")));

  private static IssuerCase issuer(String provider, String identifier) {
    return new IssuerCase(provider.replace('\'', '"'), identifier);
  }

  private static HelperCase helper(String provider, String helper, Requirement requirement) {
    return new HelperCase(provider.replace('\'', '"'), helper.replace('\'', '"'), requirement);
  }

  static TrustPolicy policy(String provider, String requirement) {
    return PolicyDocument.read(
            "{\"version\":1,\"policies\":[{\"name\":\"a\",\"audience\":\"b\",\"provider\":"
                + provider
                + ",\"require\":["
                + requirement
                + "]}]}")
        .policies()
        .get(0);
  }

  @ParameterizedTest
  @FieldSource("ISSUERS")
  void issuer_is_that_of_the_provider(IssuerCase one) {
    TrustPolicy policy = policy(one.provider(), "{\"claim\":\"sub\",\"is\":\"x\"}");

    assertThat(policy.issuer().identifier()).isEqualTo(one.identifier());
  }

  @ParameterizedTest
  @FieldSource("HELPERS")
  void helper_is_that_of_the_provider(HelperCase one) {
    assertThat(policy(one.provider(), one.helper()).requirements())
        .containsExactly(one.requirement());
  }

  @Test
  void every_form_has_its_case() {
    long issuers = count(Providers.all().stream().map(Provider::issuers));
    long helpers = count(Providers.all().stream().map(Provider::helpers));

    // github-actions without parameters is written in two ways.
    assertThat(ISSUERS).hasSize((int) issuers + 1);
    assertThat(HELPERS).hasSize((int) helpers);
  }

  private static long count(Stream<? extends Forms<?>> forms) {
    return forms.map(Forms::all).mapToLong(Collection::size).sum();
  }

  @Test
  void members_tell_helpers_from_the_other_kinds_of_requirement() {
    for (Provider provider : Providers.all()) {
      assertThat(provider.helpers().names())
          .as(provider.name())
          .doesNotContainAnyElementsOf(ClaimReader.MEMBERS)
          .doesNotContain(RequirementReader.ANY_OF, RequirementReader.ALL_OF);
    }
  }

  @Test
  void members_tell_the_forms_of_a_provider_apart() {
    for (Provider provider : Providers.all()) {
      assertDistinct(provider.issuers());
      assertDistinct(provider.helpers());
    }
  }

  private static void assertDistinct(Forms<?> forms) {
    Set<Set<String>> names = new HashSet<>();
    forms.all().forEach(form -> names.add(Set.copyOf(form.names())));
    assertThat(names).hasSize(forms.all().size());
  }
}
