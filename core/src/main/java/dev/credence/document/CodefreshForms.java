package dev.credence.document;

import dev.credence.ci.Codefresh;

/** {@link Codefresh} in documents. */
final class CodefreshForms {
  static final Provider PROVIDER =
      new Provider(
          "codefresh",
          Forms.of(Form.of(a -> Codefresh.issuer()).lookingLike("https://oidc.codefresh.io")),
          Forms.of(
              Form.of(
                  a ->
                      Codefresh.account(a.text("account"))
                          .pipeline(a.text("pipeline"))
                          .repository(a.text("repository"))
                          .ref(a.text("ref")),
                  Field.text("account", Codefresh.ACCOUNT_ID),
                  Field.text("pipeline", Codefresh.PIPELINE_ID),
                  Field.text("repository", Codefresh.SCM_REPO_URL),
                  Field.text("ref", Codefresh.SCM_REF))));

  private CodefreshForms() {}
}
