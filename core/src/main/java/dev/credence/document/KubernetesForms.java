package dev.credence.document;

import dev.credence.ci.Kubernetes;

/** {@link Kubernetes} in documents. */
final class KubernetesForms {
  static final Provider PROVIDER =
      new Provider(
          "kubernetes",
          Forms.of(
              Form.of(
                      a -> Kubernetes.eksIssuer(a.text("region"), a.text("eksId")),
                      Field.text("region"),
                      Field.text("eksId"))
                  .lookingLike("https://oidc.eks.{region}.amazonaws.com/id/{eksId}"),
              Form.of(
                      a ->
                          Kubernetes.gkeIssuer(
                              a.text("project"), a.text("location"), a.text("gkeCluster")),
                      Field.text("project"),
                      Field.text("location"),
                      Field.text("gkeCluster"))
                  .lookingLike(
                      "https://container.googleapis.com/v1/projects/{project}/locations/{location}"
                          + "/clusters/{gkeCluster}"),
              Form.of(
                      a ->
                          Kubernetes.aksIssuer(
                              a.text("region"), a.text("tenant"), a.text("aksCluster")),
                      Field.text("region"),
                      Field.text("tenant"),
                      Field.text("aksCluster"))
                  .lookingLike("https://{region}.oic.prod-aks.azure.com/{tenant}/{aksCluster}/"),
              Form.of(a -> Kubernetes.issuer(a.text("issuer")), Field.text("issuer"))),
          Forms.of(
              Form.of(
                  a ->
                      Kubernetes.serviceAccount(a.text("namespace"), a.text("serviceAccount"))
                          .uid(a.text("uid")),
                  Field.text("namespace"),
                  Field.text("serviceAccount"),
                  Field.text("uid", Kubernetes.SERVICE_ACCOUNT_UID))));

  private KubernetesForms() {}
}
