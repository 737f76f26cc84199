package dev.credence.document;

import dev.credence.ci.GitLab;

/** {@link GitLab} in documents. */
final class GitLabForms {
  static final Provider PROVIDER =
      new Provider(
          "gitlab",
          Forms.of(
              Form.of(a -> GitLab.issuer()).lookingLike("https://gitlab.com"),
              Form.of(a -> GitLab.selfManagedIssuer(a.text("url")), Field.text("url"))),
          Forms.of(
              Form.of(
                  a ->
                      GitLab.project(a.text("project"))
                          .id(a.id("id"))
                          .namespaceId(a.id("namespaceId")),
                  Field.text("project", GitLab.PROJECT_PATH),
                  Field.id("id", GitLab.PROJECT_ID),
                  Field.id("namespaceId", GitLab.NAMESPACE_ID)),
              Form.of(
                  a -> GitLab.protectedBranch(a.text("protectedBranch")),
                  Field.text("protectedBranch", GitLab.REF)),
              Form.of(
                  a -> GitLab.protectedEnvironment(a.text("protectedEnvironment")),
                  Field.text("protectedEnvironment", GitLab.ENVIRONMENT))));

  private GitLabForms() {}
}
