package dev.credence.document;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The providers that documents can name. To add one, write its class beside the others. */
final class Providers {
  static final List<Provider> ALL =
      List.of(
          AwsOutboundForms.PROVIDER,
          AzureDevOpsForms.PROVIDER,
          BitbucketPipelinesForms.PROVIDER,
          BuildkiteForms.PROVIDER,
          CircleCiForms.PROVIDER,
          CodefreshForms.PROVIDER,
          Env0Forms.PROVIDER,
          GitHubActionsForms.PROVIDER,
          GitLabForms.PROVIDER,
          GoogleForms.PROVIDER,
          HarnessForms.PROVIDER,
          HcpTerraformForms.PROVIDER,
          JenkinsForms.PROVIDER,
          KubernetesForms.PROVIDER,
          SemaphoreForms.PROVIDER,
          SpaceliftForms.PROVIDER,
          SpiffeForms.PROVIDER,
          VercelForms.PROVIDER);

  private static final Map<String, Provider> BY_NAME = byName();

  private Providers() {}

  private static Map<String, Provider> byName() {
    Map<String, Provider> providers = new TreeMap<>();
    ALL.forEach(provider -> providers.put(provider.name(), provider));
    return providers;
  }

  static Map<String, Provider> byNames() {
    return BY_NAME;
  }
}
