package dev.credence.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.credence.ReplayGuard;
import dev.credence.TrustPolicy;
import dev.credence.TrustPolicySet;
import dev.credence.ci.GitHubActions;
import dev.credence.claim.Claim;
import dev.credence.claim.ClaimMatcher;
import dev.credence.claim.ClaimRequirement;
import dev.credence.claim.Requirement;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a document says, against the same in the words of the builders. */
class PolicyDocumentTest {
  private static final String REQUIREMENT = "{\"claim\": \"ref\", \"is\": \"refs/heads/main\"}";

  @TempDir Path directory;

  private static Requirement requirement(String json) {
    TrustPolicySet set = PolicyDocument.read(Mistaken.DOCUMENT.replace(REQUIREMENT, json));
    List<Requirement> all = set.policies().get(0).requirements();
    assertThat(all).hasSize(1);
    return all.get(0);
  }

  @Test
  void document_is_read_as_what_it_says() {
    TrustPolicySet set =
        PolicyDocument.read(
            """
            {
              "$schema": "https://example.com/policies.schema.json",
              "version": 1,
              "policies": [
                {
                  "grants": ["deploy", "read"],
                  "name": "production",
                  "require": [
                    {"repository": "octo-org/octo-repo", "id": 74, "ownerId": 65},
                    {"claim": "environment", "is": "production"}
                  ],
                  "provider": "github-actions",
                  "audience": "https://deploy.example.com"
                },
                {
                  "name": "any",
                  "provider": "github-actions",
                  "audience": "https://deploy.example.com",
                  "require": [{"claim": "ref", "matches": "refs/heads/*"}]
                }
              ]
            }
            """);

    assertThat(set.policies()).extracting(TrustPolicy::name).containsExactly("production", "any");
    TrustPolicy production = set.policies().get(0);
    assertThat(production.issuer()).isSameAs(GitHubActions.issuer());
    assertThat(production.audience()).isEqualTo("https://deploy.example.com");
    assertThat(production.grants()).containsExactly("deploy", "read");
    assertThat(production.requirements())
        .containsExactly(
            GitHubActions.repository("octo-org/octo-repo").id(74).ownerId(65),
            GitHubActions.ENVIRONMENT.is("production"));
  }

  @Test
  void literals_keep_their_types() {
    assertThat(requirement("{\"claim\": \"a\", \"is\": \"42\"}"))
        .isEqualTo(Claim.string("a").is("42"));
    assertThat(requirement("{\"claim\": \"a\", \"is\": 42}")).isEqualTo(Claim.integer("a").is(42));
    assertThat(requirement("{\"claim\": \"a\", \"is\": 123456789012345678901234567890}"))
        .isEqualTo(Claim.integer("a").is(new BigInteger("123456789012345678901234567890")));
    assertThat(requirement("{\"claim\": \"a\", \"is\": true}")).isEqualTo(Claim.bool("a").isTrue());
    assertThat(requirement("{\"claim\": \"a\", \"is\": \"refs/heads/*\"}"))
        .isEqualTo(Claim.string("a").is("refs/heads/*"));
    assertThat(requirement("{\"claim\": \"a\", \"type\": \"integer\", \"is\": 42}"))
        .isEqualTo(Claim.integer("a").is(42));
  }

  @Test
  void every_matcher_has_its_member() {
    assertThat(requirement("{\"claim\": \"a\", \"isNot\": \"b\"}"))
        .isEqualTo(Claim.string("a").isNot("b"));
    assertThat(requirement("{\"claim\": \"a\", \"isNot\": false}"))
        .isEqualTo(
            new ClaimRequirement(
                Claim.bool("a"), new ClaimMatcher.Not(new ClaimMatcher.Literal(false))));
    assertThat(requirement("{\"claim\": \"a\", \"isOneOf\": [2, 1]}"))
        .isEqualTo(Claim.integer("a").isOneOf(2, 1));
    assertThat(requirement("{\"claim\": \"a\", \"isNoneOf\": [\"b\", \"c\"]}"))
        .isEqualTo(Claim.string("a").isNoneOf("b", "c"));
    assertThat(requirement("{\"claim\": \"a\", \"matches\": \"b*\"}"))
        .isEqualTo(Claim.string("a").matches("b*"));
    assertThat(requirement("{\"claim\": \"a\", \"contains\": \"b\"}"))
        .isEqualTo(Claim.strings("a").contains("b"));
    assertThat(requirement("{\"claim\": \"a\", \"containsMatching\": \"b*\"}"))
        .isEqualTo(Claim.strings("a").containsMatching("b*"));
  }

  @Test
  void presence_and_absence_are_of_a_type() {
    assertThat(requirement("{\"claim\": \"a\", \"isPresent\": true, \"type\": \"strings\"}"))
        .isEqualTo(Claim.strings("a").isPresent());
    assertThat(requirement("{\"claim\": \"a\", \"isAbsent\": true}"))
        .isEqualTo(Claim.string("a").isAbsent());
    assertThat(requirement("{\"claim\": \"a\", \"isAbsent\": true, \"type\": \"boolean\"}"))
        .isEqualTo(Claim.bool("a").isAbsent());
  }

  @Test
  void path_is_a_list_of_names_in_which_a_dot_means_nothing() {
    assertThat(requirement("{\"claim\": [\"kubernetes.io\", \"namespace\"], \"is\": \"a\"}"))
        .isEqualTo(Claim.string("kubernetes.io", "namespace").is("a"));
    assertThat(requirement("{\"claim\": \"kubernetes.io\", \"is\": \"a\"}"))
        .isEqualTo(Claim.string("kubernetes.io").is("a"));
  }

  @Test
  void joints_nest() {
    Requirement a = Claim.string("a").is("1");
    Requirement b = Claim.string("b").is("2");
    String inner = "{\"claim\": \"a\", \"is\": \"1\"}, {\"claim\": \"b\", \"is\": \"2\"}";

    assertThat(requirement("{\"anyOf\": [{\"allOf\": [" + inner + "]}, " + inner + "]}"))
        .isEqualTo(Requirement.anyOf(Requirement.allOf(a, b), a, b));
  }

  @Test
  void declared_issuer_is_what_its_members_say() {
    TrustPolicySet set =
        PolicyDocument.read(
            """
            {"version": 1,
             "issuers": {
               "ours": {"identifier": "https://ci.example.com", "algorithms": ["ES256", "EdDSA"],
                        "tokenTypes": ["JWT", "at+jwt"], "maxLifetime": "PT10M"},
               "plain": {"identifier": "https://plain.example.com"}},
             "policies": [
               {"name": "a", "issuer": "ours", "audience": "a", "maxLifetime": "PT1M",
                "clockSkew": "PT0S", "tolerateAudiences": ["b"],
                "require": [{"claim": "sub", "is": "x"}]},
               {"name": "b", "issuer": "ours", "audience": "a",
                "require": [{"claim": "sub", "is": "y"}]},
               {"name": "c", "issuer": "plain", "audience": "a",
                "require": [{"claim": "sub", "is": "y"}]}]}
            """);

    assertThat(set.policies().get(0).issuer().identifier()).isEqualTo("https://ci.example.com");
    assertThat(set.policies().get(0).issuer().algorithms())
        .extracting(algorithm -> algorithm.joseName())
        .containsExactly("ES256", "Ed25519");
    assertThat(set.policies().get(0).issuer().maxLifetime()).hasMinutes(10);
    assertThat(set.policies().get(1).issuer()).isSameAs(set.policies().get(0).issuer());
    assertThat(set.policies().get(2).issuer().maxLifetime()).hasHours(24);
  }

  @Test
  void policy_that_asks_for_it_gets_the_guard() {
    String once = Mistaken.DOCUMENT.replace("\"audience\"", "\"onlyOnce\": true, \"audience\"");

    assertThat(PolicyDocument.read(once, ReplayGuard.inMemory(10)).policies()).hasSize(1);
    assertThat(PolicyDocument.read(Mistaken.DOCUMENT, ReplayGuard.inMemory(10)).policies())
        .hasSize(1);
  }

  @Test
  void file_is_read_and_named_in_its_mistakes() throws IOException {
    Path file = directory.resolve("roles.json");
    Files.writeString(file, Mistaken.DOCUMENT);
    assertThat(PolicyDocument.load(file).policies()).hasSize(1);

    Files.writeString(file, Mistaken.DOCUMENT.replace("\"audience\"", "\"audience \""));
    assertRefused(
        file,
        "roles.json, line 7, column 7, at /policies/0/audience : A policy has no member"
            + " \"audience \"; did you mean \"audience\"?");
  }

  @Test
  void file_that_cannot_be_read_is_refused() throws IOException {
    Path file = directory.resolve("roles.json");
    assertRefused(file, "roles.json: The file with the policies does not exist");

    Files.createDirectory(file);
    assertRefused(file, "roles.json: The file with the policies can't be read");
  }

  @Test
  void file_that_is_not_utf_8_is_refused() throws IOException {
    Path file = directory.resolve("roles.json");
    Files.write(file, Mistaken.DOCUMENT.replace("main", "é").getBytes(StandardCharsets.ISO_8859_1));
    assertRefused(file, "roles.json: A policy document is UTF-8; this is not");
  }

  @Test
  void file_that_is_too_large_is_refused() throws IOException {
    Path file = directory.resolve("roles.json");
    String padding = " ".repeat(16_777_216 - Mistaken.DOCUMENT.length());
    Files.writeString(file, Mistaken.DOCUMENT + padding);
    assertThat(PolicyDocument.load(file).policies()).hasSize(1);

    Files.writeString(file, Mistaken.DOCUMENT + padding + " ");
    assertRefused(file, "roles.json: A policy document has at most 16777216 octets; this has more");
    assertThatThrownBy(() -> PolicyDocument.read(Mistaken.DOCUMENT + padding + " "))
        .hasMessage(
            "line 1, column 1: A policy document is one JSON object; this text is longer than"
                + " 16777216 characters");
  }

  private static void assertRefused(Path file, String message) {
    assertThatThrownBy(() -> PolicyDocument.load(file))
        .isInstanceOf(PolicyDocumentException.class)
        .hasMessage(message)
        .hasNoCause();
  }

  @Test
  void nesting_has_its_limit() {
    int most = 29;
    assertThat(requirement(nested(most)).claimRequirements()).hasSize(1);

    assertThatThrownBy(() -> requirement(nested(most + 1)))
        .isInstanceOf(PolicyDocumentException.class)
        .hasMessageEndingWith(
            "/allOf/0: A policy document is one JSON object; this text is nested deeper than 64"
                + " levels");
  }

  private static String nested(int levels) {
    return "{\"allOf\": [".repeat(levels) + REQUIREMENT + "]}".repeat(levels);
  }

  @Test
  void hundred_thousand_policies_are_the_limit() {
    StringBuilder policies = new StringBuilder("{\"version\":1,\"policies\":[{}");
    policies.append(",{}".repeat(100_000)).append("]}");

    assertThatThrownBy(() -> PolicyDocument.read(policies.toString()))
        .hasMessage(
            "line 1, column 300026, at /policies/100000: A policy document is one JSON object;"
                + " this text has more than 100000 elements in an array");
  }
}
