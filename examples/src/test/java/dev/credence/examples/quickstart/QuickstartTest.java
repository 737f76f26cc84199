package dev.credence.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credence.testkit.CiIssuer;
import dev.credence.testkit.GitHubActionsIssuer;
import dev.credence.testkit.GitLabIssuer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class QuickstartTest {
  private static final GitHubActionsIssuer GITHUB = CiIssuer.gitHubActions().audience("deploy");

  private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ";

  @TempDir private Path folder;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private String token = "";

  @BeforeEach
  void write_the_files() throws IOException {
    token = GITHUB.pushToMain().sign();
    Files.writeString(folder.resolve("token"), token + "\n");
    Files.writeString(folder.resolve("keys"), GITHUB.jwks());
  }

  private int run(String... args) {
    PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
    return Quickstart.run(args, out);
  }

  private int explain(String... more) {
    Stream<String> usual =
        Stream.of(
            "explain", "--token", file("token"), "--keys", file("keys"), "--audience", "deploy");
    return run(Stream.concat(usual, Stream.of(more)).toArray(String[]::new));
  }

  private String file(String name) {
    return folder.resolve(name).toString();
  }

  private String output() {
    return printed.toString(StandardCharsets.UTF_8);
  }

  @Test
  void without_arguments_both_verdicts_are_shown() {
    assertThat(run()).isZero();
    assertThat(output())
        .contains("A job of the production environment: TRUSTED")
        .contains("A pull request from a fork: REJECTED")
        .contains("ref          is \"refs/heads/main\"  \"refs/pull/16/merge\"");
  }

  @Test
  void three_clouds_let_the_production_job_in_and_refuse_the_pull_request() {
    assertThat(run()).isZero();
    assertThat(output().lines().dropWhile(line -> !line.startsWith("The job of the production")))
        .zipSatisfy(
            List.of(
                "The job of the production environment:",
                "  aws     arn:aws:sts::123456789012:assumed-role/deploy/octo-org\\S+ until "
                    + TIME,
                "  google  deploy@my-project.iam.gserviceaccount.com until " + TIME,
                "  azure   application 0f4a2d34-7e2c-4b0d-9a8a-5b7a2f9f6c21 until " + TIME,
                "The pull request from a fork:",
                "  aws     REFUSED, AccessDenied: look at the subject",
                "  google  REFUSED, unauthorized_client: look at the subject",
                "  azure   REFUSED, AADSTS700213: look at the subject"),
            (line, expected) -> assertThat(line).matches(expected));
  }

  @Test
  void a_trusted_token_is_explained_by_its_identity() {
    assertThat(explain("--repository", "octo-org/octo-repo")).isZero();
    assertThat(output()).startsWith("TRUSTED").containsPattern("repository_id +74");
  }

  @Test
  void a_rejected_token_is_explained_by_its_mismatches() {
    assertThat(explain("--repository", "octo-org/other", "--require", "ref=refs/heads/dev"))
        .isOne();
    assertThat(output())
        .startsWith("REJECTED")
        .contains("CLAIM_MISMATCH")
        .containsPattern("repository +is \"octo-org/other\" +\"octo-org/octo-repo\"")
        .doesNotContain(token.substring(10, 30));
  }

  @Test
  void a_token_of_another_ci_is_explained_too() throws IOException {
    GitLabIssuer gitLab = CiIssuer.gitLab().audience("deploy");
    Files.writeString(folder.resolve("token"), gitLab.pushToMain().sign());
    Files.writeString(folder.resolve("keys"), gitLab.jwks());
    assertThat(explain("--issuer", "https://gitlab.com", "--require", "ref=main")).isZero();
    assertThat(output()).startsWith("TRUSTED").containsPattern("project_id +\\d+");
    assertThat(explain("--issuer", "https://gitlab.com", "--require", "ref=dev")).isOne();
    assertThat(explain("--repository", "octo-org/octo-repo")).isOne();
    assertThat(output()).contains("ISSUER_UNKNOWN");
  }

  @Test
  void a_time_can_be_given() {
    assertThat(explain("--repository", "octo-org/octo-repo", "--at", "2020-01-01T00:00:00Z"))
        .isOne();
    assertThat(output()).contains("NOT_YET_VALID");
  }

  static Stream<List<String>> unusable() {
    return Stream.of(
        List.of(
            "Unknown command \"x\": give \"explain\", \"report\", or nothing for the demo", "x"),
        List.of("Unknown flag \"--tokn\": explain takes --token, ", "explain", "--tokn", "f"),
        List.of("The flag --audience needs a value after it", "explain", "--audience"),
        List.of(
            "The flag --audience needs a value after it", "explain", "--audience", "--repository"),
        List.of("The flag --at is given twice", "explain", "--at", "x", "--at", "y"),
        List.of("The flag --audience is missing", "explain", "--repository", "o/r"),
        List.of("The flag --repository is missing; for a token", "explain", "--audience", "a"),
        List.of(
            "The flag --require needs CLAIM=VALUE, such as project_id=42, not \"x\"",
            "explain",
            "--audience",
            "a",
            "--require",
            "x"),
        List.of(
            "The flag --algorithm needs a name such as RS256 or ES256, not \"HS256\"",
            "explain",
            "--audience",
            "a",
            "--repository",
            "o/r",
            "--algorithm",
            "HS256"),
        List.of(
            "The flag --at needs a time such as 2026-06-13T19:02:00Z, not \"now\"",
            "explain",
            "--audience",
            "a",
            "--repository",
            "o/r",
            "--at",
            "now"),
        List.of(
            "The file missing of --token can't be read",
            "explain",
            "--audience",
            "a",
            "--repository",
            "o/r",
            "--token",
            "missing"),
        List.of(
            "The file missing of --keys can't be read",
            "explain",
            "--audience",
            "a",
            "--repository",
            "o/r",
            "--keys",
            "missing"),
        List.of("The flag --out is missing", "report", "--policies", "p"),
        List.of(
            "missing.json: The file with the policies does not exist",
            "report",
            "--policies",
            "missing.json",
            "--out",
            "o"),
        List.of(
            "Unknown flag \"--token\": report takes --policies, --out", "report", "--token", "t"),
        List.of(
            "An issuer is an https URL",
            "explain",
            "--audience",
            "a",
            "--repository",
            "o/r",
            "--issuer",
            "gitlab.com"));
  }

  @ParameterizedTest
  @MethodSource("unusable")
  void a_wrong_flag_gets_one_clear_line(List<String> lineAndArgs) {
    List<String> args = lineAndArgs.subList(1, lineAndArgs.size());
    assertThat(run(args.toArray(String[]::new))).isEqualTo(2);
    assertThat(output().strip()).startsWith(lineAndArgs.get(0)).hasLineCount(1);
  }

  @Test
  void report_is_written_where_it_is_asked_for() {
    assertThat(run("report", "--policies", "policies/deploy.json", "--out", file("report.html")))
        .isZero();
    assertThat(output()).isEqualToIgnoringNewLines("Who can get what: " + file("report.html"));
    assertThat(folder.resolve("report.html")).content().startsWith("<!DOCTYPE html>");
  }

  @Test
  void keys_that_are_none_get_one_clear_line() throws IOException {
    Files.writeString(folder.resolve("keys"), "{\"keys\":[]}");
    assertThat(explain("--repository", "octo-org/octo-repo")).isEqualTo(2);
    assertThat(output().strip()).startsWith("These keys can't be used:").hasLineCount(1);
  }
}
