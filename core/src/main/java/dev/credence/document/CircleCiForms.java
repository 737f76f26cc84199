package dev.credence.document;

import dev.credence.ci.CircleCi;

/** {@link CircleCi} in documents. */
final class CircleCiForms {
  static final Provider PROVIDER =
      new Provider(
          "circleci",
          Forms.of(
              Form.of(a -> CircleCi.issuer(a.text("organization")), Field.text("organization"))
                  .lookingLike("https://oidc.circleci.com/org/{organization}"),
              Form.of(a -> CircleCi.rootIssuer(), Field.isTrue("root"))
                  .lookingLike("https://oidc.circleci.com")),
          Forms.of(
              Form.of(
                  a ->
                      CircleCi.organization(a.text("organization"))
                          .project(a.text("project"))
                          .pipelineDefinition(a.text("pipelineDefinition")),
                  Field.text("organization", CircleCi.ORGANIZATION_ID),
                  Field.text("project", CircleCi.PROJECT_ID),
                  Field.text("pipelineDefinition", CircleCi.PIPELINE_DEFINITION_ID))));

  private CircleCiForms() {}
}
