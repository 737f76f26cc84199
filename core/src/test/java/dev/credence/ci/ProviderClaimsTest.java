package dev.credence.ci;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credence.Issuer;
import dev.credence.claim.Claim;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Each provider lists all the claims that it has constants for. */
class ProviderClaimsTest {
  private static final Map<Class<?>, List<Claim<?>>> CLAIMS =
      Map.ofEntries(
          Map.entry(AwsOutbound.class, AwsOutbound.claims()),
          Map.entry(AzureDevOps.class, AzureDevOps.claims()),
          Map.entry(BitbucketPipelines.class, BitbucketPipelines.claims()),
          Map.entry(Buildkite.class, Buildkite.claims()),
          Map.entry(CircleCi.class, CircleCi.claims()),
          Map.entry(Codefresh.class, Codefresh.claims()),
          Map.entry(Drone.class, Drone.claims()),
          Map.entry(Env0.class, Env0.claims()),
          Map.entry(GitHubActions.class, GitHubActions.claims()),
          Map.entry(GitLab.class, GitLab.claims()),
          Map.entry(Google.class, Google.claims()),
          Map.entry(Harness.class, Harness.claims()),
          Map.entry(HcpTerraform.class, HcpTerraform.claims()),
          Map.entry(Jenkins.class, Jenkins.claims()),
          Map.entry(Kubernetes.class, Kubernetes.claims()),
          Map.entry(Semaphore.class, Semaphore.claims()),
          Map.entry(Spacelift.class, Spacelift.claims()),
          Map.entry(Spiffe.class, Spiffe.claims()),
          Map.entry(Vercel.class, Vercel.claims()));

  static final List<Class<?>> PROVIDERS = List.copyOf(CLAIMS.keySet());

  @ParameterizedTest
  @FieldSource("PROVIDERS")
  void all_constants_are_listed(Class<?> provider) throws IllegalAccessException {
    List<Claim<?>> constants = new ArrayList<>();
    for (Field field : provider.getDeclaredFields()) {
      if (Modifier.isPublic(field.getModifiers())
          && Claim.class.isAssignableFrom(field.getType())) {
        constants.add((Claim<?>) field.get(null));
      }
    }
    assertThat(constants).isNotEmpty();
    assertThat(CLAIMS.get(provider)).containsExactlyElementsOf(constants);
  }

  @Test
  void issuers_name_the_claims_that_tell_which_job_it_is() {
    assertNamedBy(GitHubActions.issuer(), GitHubActions.claims());
    assertNamedBy(
        GitHubActions.enterpriseServerIssuer("github.example.com"), GitHubActions.claims());
    assertNamedBy(GitLab.issuer(), GitLab.claims());
    assertNamedBy(Buildkite.issuer(), Buildkite.claims());
    assertNamedBy(Google.issuer(), Google.claims());
    assertNamedBy(AzureDevOps.issuer("7a4f1c5e-3b0a-4f5e-9a53-3c3d1c6a2b10"), AzureDevOps.claims());
    assertNamedBy(
        AzureDevOps.entraIssuer("7a4f1c5e-3b0a-4f5e-9a53-3c3d1c6a2b10"), AzureDevOps.claims());
  }

  private static void assertNamedBy(Issuer issuer, List<Claim<?>> claims) {
    assertThat(issuer.identityClaims()).isNotEmpty().isSubsetOf(claims);
  }

  @Test
  void github_names_repository_run_and_actor() {
    assertThat(GitHubActions.issuer().identityClaims())
        .extracting(Claim::name)
        .containsExactly(
            "repository_id",
            "repository_owner_id",
            "repository",
            "ref",
            "event_name",
            "environment",
            "job_workflow_ref",
            "run_id",
            "actor");
  }
}
