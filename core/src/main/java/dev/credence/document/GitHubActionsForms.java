package dev.credence.document;

import dev.credence.ci.GitHubActions;

/** {@link GitHubActions} in documents. */
final class GitHubActionsForms {
  static final Provider PROVIDER =
      new Provider(
          "github-actions",
          Forms.of(
              Form.of(a -> GitHubActions.issuer())
                  .lookingLike("https://token.actions.githubusercontent.com"),
              Form.of(
                      a -> GitHubActions.enterpriseIssuer(a.text("enterprise")),
                      Field.text("enterprise"))
                  .lookingLike("https://token.actions.githubusercontent.com/{enterprise}"),
              Form.of(
                      a -> GitHubActions.dataResidencyIssuer(a.text("dataResidency")),
                      Field.text("dataResidency"))
                  .lookingLike("https://token.actions.{dataResidency}.ghe.com"),
              Form.of(
                      a ->
                          GitHubActions.dataResidencyIssuer(
                              a.text("dataResidency"), a.text("enterprise")),
                      Field.text("dataResidency"),
                      Field.text("enterprise"))
                  .lookingLike("https://token.actions.{dataResidency}.ghe.com/{enterprise}"),
              Form.of(
                      a -> GitHubActions.enterpriseServerIssuer(a.text("server")),
                      Field.text("server"))
                  .lookingLike("https://{server}/_services/token")),
          Forms.of(
              Form.of(
                  a ->
                      GitHubActions.repository(a.text("repository"))
                          .id(a.id("id"))
                          .ownerId(a.id("ownerId")),
                  Field.text("repository", GitHubActions.REPOSITORY),
                  Field.id("id", GitHubActions.REPOSITORY_ID),
                  Field.id("ownerId", GitHubActions.REPOSITORY_OWNER_ID))));

  private GitHubActionsForms() {}
}
