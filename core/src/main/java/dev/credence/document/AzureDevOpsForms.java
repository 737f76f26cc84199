package dev.credence.document;

import dev.credence.ci.AzureDevOps;

/** {@link AzureDevOps} in documents. */
final class AzureDevOpsForms {
  static final Provider PROVIDER =
      new Provider(
          "azure-devops",
          Forms.of(
              Form.of(a -> AzureDevOps.issuer(a.text("organization")), Field.text("organization"))
                  .lookingLike("https://vstoken.dev.azure.com/{organization}"),
              Form.of(
                      a -> AzureDevOps.entraIssuer(a.text("entraTenant")),
                      Field.text("entraTenant"))
                  .lookingLike("https://login.microsoftonline.com/{entraTenant}/v2.0")),
          Forms.of(
              Form.of(
                  a ->
                      AzureDevOps.organization(a.text("organization"))
                          .project(a.text("project"))
                          .pipeline(a.id("pipeline")),
                  Field.text("organization", AzureDevOps.ORGANIZATION_ID),
                  Field.text("project", AzureDevOps.PROJECT_ID),
                  Field.id("pipeline", AzureDevOps.PIPELINE_ID)),
              Form.of(
                  a ->
                      AzureDevOps.organization(a.text("organization"))
                          .serviceConnection(a.text("serviceConnection"))
                          .tenant(a.text("tenant")),
                  Field.text("organization"),
                  Field.text("serviceConnection"),
                  Field.text("tenant")),
              Form.of(
                  a ->
                      AzureDevOps.serviceConnectionByNames(
                          a.text("organizationName"),
                          a.text("projectName"),
                          a.text("serviceConnectionName")),
                  Field.text("organizationName"),
                  Field.text("projectName"),
                  Field.text("serviceConnectionName"))));

  private AzureDevOpsForms() {}
}
