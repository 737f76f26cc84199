package dev.credence.document;

import dev.credence.ci.Spacelift;

/** {@link Spacelift} in documents. */
final class SpaceliftForms {
  static final Provider PROVIDER =
      new Provider(
          "spacelift",
          Forms.of(
              Form.of(a -> Spacelift.issuer(a.text("account")), Field.text("account"))
                  .lookingLike("https://{account}.app.spacelift.io"),
              Form.of(
                  a -> Spacelift.selfHostedIssuer(a.text("selfHosted")), Field.text("selfHosted"))),
          Forms.of(
              Form.of(
                  a -> Spacelift.applyingStack(a.text("applyingStack")),
                  Field.text("applyingStack", Spacelift.CALLER_ID))));

  private SpaceliftForms() {}
}
