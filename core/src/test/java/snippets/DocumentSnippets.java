package snippets;

import dev.credence.TrustPolicySet;
import dev.credence.document.PolicyDocument;
import dev.credence.document.PolicyDocumentException;
import dev.credence.document.ReloadingPolicySet;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;

/** The snippets of the API documentation of policy documents, compiled. */
final class DocumentSnippets {
  private DocumentSnippets() {}

  static TrustPolicySet document() {
    // @start region="document"
    TrustPolicySet roles =
        PolicyDocument.read(
            """
            {
              "version": 1,
              "policies": [
                {
                  "name": "production-deploy",
                  "provider": "github-actions",
                  "audience": "https://deploy.example.com",
                  "require": [
                    {"repository": "octo-org/octo-repo", "id": 74, "ownerId": 65},
                    {"claim": "environment", "is": "production"},
                    {"claim": "ref", "matches": "refs/heads/release-*"}
                  ],
                  "grants": ["deploy:production"]
                }
              ]
            }
            """);
    // @end
    return roles;
  }

  static void mistake(String json, Consumer<String> log) {
    // @start region="mistake"
    try {
      PolicyDocument.read(json);
    } catch (PolicyDocumentException mistake) {
      log.accept(mistake.line() + ":" + mistake.column() + ": " + mistake.problem());
    }
    // @end
  }

  static Set<String> reload(Path file, String token, Consumer<String> alert) throws Exception {
    // @start region="reload"
    ReloadingPolicySet roles =
        ReloadingPolicySet.builder(file)
            .checkEvery(Duration.ofSeconds(30))
            .onChange(status -> status.error().ifPresent(e -> alert.accept(e.getMessage())))
            .build();

    Set<String> granted = roles.current().verify(token).grants();
    // @end
    return granted;
  }
}
