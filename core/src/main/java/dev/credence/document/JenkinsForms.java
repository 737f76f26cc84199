package dev.credence.document;

import dev.credence.ci.Jenkins;
import java.util.List;

/** {@link Jenkins} in documents. */
final class JenkinsForms {
  static final Provider PROVIDER =
      new Provider(
          "jenkins",
          Forms.of(
              Form.of(a -> Jenkins.issuer(a.text("url")), Field.text("url")),
              Form.of(
                  a -> {
                    List<String> folders = a.texts("folder");
                    String[] inner = folders.subList(1, folders.size()).toArray(String[]::new);
                    return Jenkins.folderIssuer(a.text("url"), folders.get(0), inner);
                  },
                  Field.text("url"),
                  Field.texts("folder")),
              Form.of(a -> Jenkins.customIssuer(a.text("issuer")), Field.text("issuer"))),
          Forms.of(
              Form.of(a -> Jenkins.jobAt(a.text("jobAt")), Field.text("jobAt", Jenkins.SUBJECT))));

  private JenkinsForms() {}
}
