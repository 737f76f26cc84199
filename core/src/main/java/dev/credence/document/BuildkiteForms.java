package dev.credence.document;

import dev.credence.ci.Buildkite;

/** {@link Buildkite} in documents. */
final class BuildkiteForms {
  static final Provider PROVIDER =
      new Provider(
          "buildkite",
          Forms.of(Form.of(a -> Buildkite.issuer()).lookingLike("https://agent.buildkite.com")),
          Forms.of(
              Form.of(
                  a ->
                      Buildkite.organization(a.text("organization"))
                          .pipeline(a.text("pipeline"))
                          .branch(a.text("branch")),
                  Field.text("organization", Buildkite.ORGANIZATION_ID),
                  Field.text("pipeline", Buildkite.PIPELINE_ID),
                  Field.text("branch", Buildkite.BUILD_BRANCH)),
              Form.of(
                  a ->
                      Buildkite.organization(a.text("organization"))
                          .pipeline(a.text("pipeline"))
                          .anyBuild(),
                  Field.text("organization", Buildkite.ORGANIZATION_ID),
                  Field.text("pipeline", Buildkite.PIPELINE_ID),
                  Field.isTrue("anyBuild"))));

  private BuildkiteForms() {}
}
