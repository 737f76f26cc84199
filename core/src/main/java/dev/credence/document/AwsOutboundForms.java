package dev.credence.document;

import dev.credence.ci.AwsOutbound;

/** {@link AwsOutbound} in documents. */
final class AwsOutboundForms {
  static final Provider PROVIDER =
      new Provider(
          "aws-outbound",
          Forms.of(
              Form.of(a -> AwsOutbound.issuer(a.text("issuerId")), Field.text("issuerId"))
                  .lookingLike("https://{issuerId}.tokens.sts.global.api.aws")),
          Forms.of(
              Form.of(
                  a -> AwsOutbound.role(a.text("role")), Field.text("role", AwsOutbound.SUBJECT))));

  private AwsOutboundForms() {}
}
