package dev.credence.document;

import dev.credence.ci.Vercel;

/** {@link Vercel} in documents. */
final class VercelForms {
  static final Provider PROVIDER =
      new Provider(
          "vercel",
          Forms.of(
              Form.of(a -> Vercel.issuer(a.text("team")), Field.text("team"))
                  .lookingLike("https://oidc.vercel.com/{team}"),
              Form.of(a -> Vercel.globalIssuer(), Field.isTrue("global"))
                  .lookingLike("https://oidc.vercel.com")),
          Forms.of(
              Form.of(
                  a ->
                      Vercel.owner(a.text("owner"))
                          .project(a.text("project"))
                          .environment(a.text("environment")),
                  Field.text("owner", Vercel.OWNER_ID),
                  Field.text("project", Vercel.PROJECT_ID),
                  Field.text("environment", Vercel.ENVIRONMENT))));

  private VercelForms() {}
}
