package dev.credence.document;

import dev.credence.ci.HcpTerraform;

/** {@link HcpTerraform} in documents. */
final class HcpTerraformForms {
  static final Provider PROVIDER =
      new Provider(
          "hcp-terraform",
          Forms.of(
              Form.of(a -> HcpTerraform.issuer()).lookingLike("https://app.terraform.io"),
              Form.of(a -> HcpTerraform.europeIssuer(), Field.isTrue("europe"))
                  .lookingLike("https://app.eu.terraform.io"),
              Form.of(
                  a -> HcpTerraform.enterpriseIssuer(a.text("enterprise")),
                  Field.text("enterprise"))),
          Forms.of(
              Form.of(
                  a ->
                      HcpTerraform.organization(a.text("organization"))
                          .workspace(a.text("workspace"))
                          .apply(),
                  Field.text("organization", HcpTerraform.ORGANIZATION_ID),
                  Field.text("workspace", HcpTerraform.WORKSPACE_ID),
                  Field.isTrue("apply")),
              Form.of(
                  a ->
                      HcpTerraform.organization(a.text("organization"))
                          .workspace(a.text("workspace"))
                          .anyPhase(),
                  Field.text("organization", HcpTerraform.ORGANIZATION_ID),
                  Field.text("workspace", HcpTerraform.WORKSPACE_ID),
                  Field.isTrue("anyPhase"))));

  private HcpTerraformForms() {}
}
