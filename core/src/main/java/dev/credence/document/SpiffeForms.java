package dev.credence.document;

import dev.credence.ci.Spiffe;

/** {@link Spiffe} in documents. */
final class SpiffeForms {
  static final Provider PROVIDER =
      new Provider(
          "spiffe",
          Forms.of(
              Form.of(
                  a -> Spiffe.trustDomain(a.text("trustDomain")).issuer(a.text("issuer")),
                  Field.text("trustDomain"),
                  Field.text("issuer"))),
          Forms.of(
              Form.of(
                  a -> Spiffe.trustDomain(a.text("trustDomain")).workload(a.text("workload")),
                  Field.text("trustDomain"),
                  Field.text("workload"))));

  private SpiffeForms() {}
}
