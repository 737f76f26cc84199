package dev.credence.document;

import dev.credence.ci.Google;

/** {@link Google} in documents. */
final class GoogleForms {
  static final Provider PROVIDER =
      new Provider(
          "google",
          Forms.of(Form.of(a -> Google.issuer()).lookingLike("https://accounts.google.com")),
          Forms.of(
              Form.of(
                  a -> Google.serviceAccount(a.text("serviceAccount")),
                  Field.text("serviceAccount", Google.SUBJECT))));

  private GoogleForms() {}
}
