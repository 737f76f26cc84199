package dev.credence.document;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The providers that documents can name. To add one, write its name and its class beside the
 * others. Only the classes of those that a document names are loaded, so that a service starts
 * without the others.
 */
final class Providers {
  /** In alphabetical order, as messages list them. */
  static final List<String> NAMES =
      List.of(
          "aws-outbound",
          "azure-devops",
          "bitbucket-pipelines",
          "buildkite",
          "circleci",
          "codefresh",
          "env0",
          "github-actions",
          "gitlab",
          "google",
          "harness",
          "hcp-terraform",
          "jenkins",
          "kubernetes",
          "semaphore",
          "spacelift",
          "spiffe",
          "vercel");

  private Providers() {}

  static @Nullable Provider named(String name) {
    return switch (name) {
      case "aws-outbound" -> AwsOutboundForms.PROVIDER;
      case "azure-devops" -> AzureDevOpsForms.PROVIDER;
      case "bitbucket-pipelines" -> BitbucketPipelinesForms.PROVIDER;
      case "buildkite" -> BuildkiteForms.PROVIDER;
      case "circleci" -> CircleCiForms.PROVIDER;
      case "codefresh" -> CodefreshForms.PROVIDER;
      case "env0" -> Env0Forms.PROVIDER;
      case "github-actions" -> GitHubActionsForms.PROVIDER;
      case "gitlab" -> GitLabForms.PROVIDER;
      case "google" -> GoogleForms.PROVIDER;
      case "harness" -> HarnessForms.PROVIDER;
      case "hcp-terraform" -> HcpTerraformForms.PROVIDER;
      case "jenkins" -> JenkinsForms.PROVIDER;
      case "kubernetes" -> KubernetesForms.PROVIDER;
      case "semaphore" -> SemaphoreForms.PROVIDER;
      case "spacelift" -> SpaceliftForms.PROVIDER;
      case "spiffe" -> SpiffeForms.PROVIDER;
      case "vercel" -> VercelForms.PROVIDER;
      default -> null;
    };
  }

  static List<Provider> all() {
    return NAMES.stream().map(name -> Objects.requireNonNull(named(name), name)).toList();
  }
}
