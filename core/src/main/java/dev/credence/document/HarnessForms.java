package dev.credence.document;

import dev.credence.ci.Harness;
import dev.credence.internal.text.SafeText;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** {@link Harness} in documents. */
final class HarnessForms {
  static final Provider PROVIDER =
      new Provider(
          "harness",
          Forms.of(
              Form.of(
                  a -> Harness.issuer(cluster(a.text("cluster")), a.text("account")),
                  Field.text("cluster"),
                  Field.text("account"))),
          Forms.of(
              Form.of(
                  a ->
                      Harness.account(a.text("account"))
                          .organization(a.text("organization"))
                          .project(a.text("project"))
                          .pipeline(a.text("pipeline")),
                  Field.text("account", Harness.ACCOUNT_ID),
                  Field.text("organization", Harness.ORGANIZATION_ID),
                  Field.text("project", Harness.PROJECT_ID),
                  Field.text("pipeline", Harness.PIPELINE_ID))));

  private HarnessForms() {}

  private static Harness.Cluster cluster(String name) {
    for (Harness.Cluster cluster : Harness.Cluster.values()) {
      if (cluster.name().toLowerCase(Locale.ROOT).equals(name)) {
        return cluster;
      }
    }
    throw new IllegalArgumentException(
        "A cluster of Harness is one of "
            + Arrays.stream(Harness.Cluster.values())
                .map(cluster -> '"' + cluster.name().toLowerCase(Locale.ROOT) + '"')
                .collect(Collectors.joining(", "))
            + "; this is "
            + SafeText.quote(name));
  }
}
