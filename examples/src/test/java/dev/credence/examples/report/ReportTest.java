package dev.credence.examples.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.credence.document.PolicyDocumentException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
  private static final String SOUND =
      policy(
          "production-deploy",
          "github-actions",
          """
          {"repository": "acme/shop-api", "id": 123456, "ownerId": 777},
          {"claim": "environment", "is": "production"},
          {"claim": "ref", "is": "refs/heads/main"},
          {"claim": "event_name", "isOneOf": ["push", "workflow_dispatch"]}
          """);

  private static final String CARELESS =
      policy(
          "careless", "github-actions", "{\"claim\": \"repository\", \"is\": \"acme/shop-api\"}");

  @TempDir private Path folder;

  private static String policy(String name, String provider, String requirements) {
    return """
    {"name": "%s", "provider": "%s", "audience": "https://deploy.example.com",
     "require": [%s], "grants": ["role:%s"]}
    """
        .formatted(name, provider, requirements, name);
  }

  private String page(String... policies) throws Exception {
    Path file = folder.resolve("policies.json");
    Files.writeString(file, "{\"version\": 1, \"policies\": [" + String.join(",", policies) + "]}");
    return Report.of(file);
  }

  /** The verdicts of the table's rows, one after the other, by column. */
  private static List<Map<String, String>> verdicts(String page) {
    List<Map<String, String>> rows = new ArrayList<>();
    for (String row : page.split("<tr>")) {
      Map<String, String> cells = new LinkedHashMap<>();
      for (String cell : row.split("<td class=\"")) {
        if (cell.contains("data-scenario=\"")) {
          cells.put(
              between(cell, "data-scenario=\"", "\""),
              cell.substring(0, cell.indexOf('"')) + why(cell));
        }
      }
      if (!cells.isEmpty()) {
        rows.add(cells);
      }
    }
    return rows;
  }

  private static String why(String cell) {
    return cell.contains("class=\"why\">")
        ? ": " + between(cell, "class=\"why\">", "</span>").replace("<wbr>", "")
        : "";
  }

  private static String between(String text, String start, String end) {
    int from = text.indexOf(start) + start.length();
    return text.substring(from, text.indexOf(end, from));
  }

  @Test
  void sound_policy_trusts_the_meant_job_alone() throws Exception {
    assertThat(verdicts(page(SOUND)).get(0))
        .containsExactly(
            Map.entry("As written", "yes"),
            Map.entry("Push to main", "no: environment"),
            Map.entry("Environment production", "yes"),
            Map.entry("Push to feature/x", "no: environment, ref"),
            Map.entry("Tag v1.0", "no: environment, ref"),
            Map.entry("Pull request", "no: environment, ref, event_name"),
            Map.entry("Pull request, fork", "no: environment, ref, event_name"),
            Map.entry("pull_request_target", "no: environment, event_name"),
            Map.entry(
                "Another repository",
                "no: repository_id, repository_owner_id, repository, environment"),
            Map.entry("Recycled name", "no: repository_id, repository_owner_id, environment"));
  }

  @Test
  void what_outsiders_can_start_stands_out_where_a_policy_trusts_it() throws Exception {
    assertThat(verdicts(page(CARELESS)).get(0))
        .containsEntry("Push to main", "yes")
        .containsEntry("Pull request, fork", "risk: outsiders can start this")
        .containsEntry("pull_request_target", "risk: outsiders can start this")
        .containsEntry("Recycled name", "risk: outsiders can start this")
        .containsEntry("Another repository", "no: repository");
  }

  @Test
  void policies_are_told_in_words_with_what_they_leave_open() throws Exception {
    assertThat(page(SOUND, CARELESS))
        .contains("<dt>Audience</dt>\n<dd>https://deploy.example.com</dd>")
        .contains("as the token says, at most 1 hour after its issue; 30 seconds of clock skew")
        .contains("<li>repository_id is &quot;123456&quot;</li>")
        .contains("repository_id: a repository registered under the same name is trusted too")
        .contains("CLAIM_MISMATCH: The job is not the one that the policy trusts.");
  }

  @Test
  void names_in_sub_and_workflow_follow_the_repository_of_the_policy() throws Exception {
    String pinned =
        policy(
            "by-subject",
            "github-actions",
            """
            {"repository": "acme/shop-api", "id": 123456, "ownerId": 777},
            {"claim": "job_workflow_ref",
             "is": "acme/shop-api/.github/workflows/deploy.yml@refs/heads/main"}
            """);

    assertThat(verdicts(page(pinned)).get(0))
        .containsEntry("As written", "yes")
        .containsEntry("Push to main", "yes")
        .containsEntry("Tag v1.0", "no: job_workflow_ref");
  }

  @Test
  void globs_get_a_column_with_a_ref_that_they_match() throws Exception {
    String release =
        policy(
            "release",
            "github-actions",
            """
            {"anyOf": [{"claim": "ref", "matches": "refs/heads/release-*"},
                       {"claim": "ref", "matches": "refs/tags/v*"}]}
            """);

    assertThat(verdicts(page(release)).get(0))
        .containsEntry("Push to release-any", "yes")
        .containsEntry("Tag v1", "yes")
        .containsEntry("Push to main", "no: ref");
  }

  @Test
  void other_cis_have_maps_of_their_own() throws Exception {
    String gitLab =
        policy(
            "publish",
            "gitlab",
            """
            {"claim": "project_id", "is": "42"}, {"claim": "namespace_id", "is": "7"},
            {"claim": "ref", "is": "main"}, {"claim": "ref_type", "is": "branch"},
            {"claim": "ref_protected", "is": "true"}, {"claim": "pipeline_source", "is": "push"}
            """);
    String buildkite =
        policy(
            "images",
            "buildkite",
            """
            {"claim": "organization_slug", "is": "acme"},
            {"claim": "pipeline_slug", "is": "images"}, {"claim": "build_branch", "is": "main"}
            """);

    List<Map<String, String>> rows = verdicts(page(gitLab, buildkite));

    assertThat(rows.get(0))
        .containsEntry("Push to main", "yes")
        .containsEntry("Merge request, fork", "no: project_id, namespace_id, pipeline_source")
        .containsEntry("Recycled path", "no: project_id, namespace_id");
    assertThat(rows.get(1))
        .containsEntry("Push to main", "yes")
        .containsEntry("Push to feature/x", "no: build_branch")
        .containsEntry("Recycled slugs", "risk: outsiders can start this");
  }

  @Test
  void issuers_without_a_map_are_told_in_words_only() throws Exception {
    Path file = folder.resolve("policies.json");
    Files.writeString(
        file,
        """
        {"version": 1, "issuers": {"pods": {"identifier": "https://k8s.example.com"}},
         "policies": [{"name": "pods", "issuer": "pods", "audience": "a",
           "require": [{"claim": "sub", "is": "system:serviceaccount:a:b"}]}]}
        """);
    String page = Report.of(file);

    assertThat(verdicts(page)).isEmpty();
    assertThat(page)
        .contains("No access map is made for the issuers of: pods")
        .contains("<dd>Not known: the document does not say which of its issuer's claims tell one")
        .contains("sub is &quot;system:serviceaccount:a:b&quot;");
  }

  @Test
  void texts_from_the_document_are_escaped_and_nothing_is_fetched() throws Exception {
    String hostile =
        policy(
            "x",
            "github-actions",
            "{\"claim\": \"repository\", \"is\": \"<script>alert('&')</script>\"}");

    assertThat(page(hostile))
        .contains("&lt;script&gt;alert(&#39;&amp;&#39;)&lt;/script&gt;")
        .doesNotContain("<script", "src=", "<link", "@import", "url(");
  }

  @Test
  void mistake_in_the_document_is_told_with_its_place() {
    assertThatThrownBy(() -> page("{\"name\": \"x\"}"))
        .isInstanceOf(PolicyDocumentException.class)
        .hasMessageStartingWith("policies.json, line 1, column ");
  }
}
