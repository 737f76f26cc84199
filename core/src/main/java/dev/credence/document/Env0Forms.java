package dev.credence.document;

import dev.credence.ci.Env0;

/** {@link Env0} in documents. */
final class Env0Forms {
  static final Provider PROVIDER =
      new Provider(
          "env0",
          Forms.of(Form.of(a -> Env0.issuer()).lookingLike("https://login.app.env0.com/")),
          Forms.of(
              Form.of(
                  a ->
                      Env0.organization(a.text("organization"))
                          .project(a.text("project"))
                          .environment(a.text("environment")),
                  Field.text("organization", Env0.ORGANIZATION_ID),
                  Field.text("project", Env0.PROJECT_ID),
                  Field.text("environment", Env0.ENVIRONMENT_ID))));

  private Env0Forms() {}
}
