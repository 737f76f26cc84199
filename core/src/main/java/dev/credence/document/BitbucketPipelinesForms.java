package dev.credence.document;

import dev.credence.ci.BitbucketPipelines;

/** {@link BitbucketPipelines} in documents. */
final class BitbucketPipelinesForms {
  static final Provider PROVIDER =
      new Provider(
          "bitbucket-pipelines",
          Forms.of(
              Form.of(a -> BitbucketPipelines.issuer(a.text("workspace")), Field.text("workspace"))
                  .lookingLike(
                      "https://api.bitbucket.org/2.0/workspaces/{workspace}"
                          + "/pipelines-config/identity/oidc")),
          Forms.of(
              Form.of(
                  a ->
                      BitbucketPipelines.workspace(a.text("workspace"))
                          .repository(a.text("repository"))
                          .deploymentEnvironment(a.text("deploymentEnvironment")),
                  Field.text("workspace", BitbucketPipelines.WORKSPACE_UUID),
                  Field.text("repository", BitbucketPipelines.REPOSITORY_UUID),
                  Field.text(
                      "deploymentEnvironment", BitbucketPipelines.DEPLOYMENT_ENVIRONMENT_UUID)),
              Form.of(
                  a ->
                      BitbucketPipelines.workspace(a.text("workspace"))
                          .repository(a.text("repository"))
                          .anyStep(),
                  Field.text("workspace", BitbucketPipelines.WORKSPACE_UUID),
                  Field.text("repository", BitbucketPipelines.REPOSITORY_UUID),
                  Field.isTrue("anyStep"))));

  private BitbucketPipelinesForms() {}
}
