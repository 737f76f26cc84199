package dev.credence;

import static dev.credence.TestClaims.quoted;
import static dev.credence.TestPolicies.evaluate;
import static dev.credence.TestPolicies.rejection;
import static dev.credence.TokenForge.claims;
import static org.assertj.core.api.Assertions.assertThat;

import dev.credence.claim.Claim;
import dev.credence.claim.Requirement;
import dev.credence.claim.StringClaim;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is proposed for a near miss, and when nothing is. */
class ProposedChangeTest {
  private static final StringClaim X = Claim.string("x");

  private static List<ProposedChange> changes(Requirement requirement, TestClaims claims) {
    TrustPolicy policy = TestPolicies.builder().require(requirement).build();
    return rejection(evaluate(policy, TokenForge.sign(claims))).changes();
  }

  private static List<ProposedChange> changes(Requirement requirement, String json) {
    return changes(requirement, claims().with("x", json));
  }

  static Stream<Arguments> proposals() {
    return Stream.of(
        Arguments.of(
            X.is("Octo/Repo"),
            quoted("octo/repo"),
            "for x, write \"octo/repo\" in place of \"Octo/Repo\". It then trusts jobs whose x is"
                + " \"octo/repo\": only if that is meant",
            true),
        Arguments.of(
            X.isOneOf("a", "https://b"),
            quoted("https://b/"),
            "for x, write \"https://b/\" in place of \"https://b\". It then trusts jobs whose x is"
                + " \"https://b/\": only if that is meant",
            true),
        Arguments.of(
            X.is("refs/heads/*"),
            quoted("refs/heads/main"),
            "write x matches \"refs/heads/*\". It then trusts every value that the pattern matches:"
                + " only if that is meant",
            true),
        Arguments.of(
            X.matches("a/*/b/*"),
            quoted("a/1/b/2/3"),
            "for x, write \"a/*/b/**\" in place of \"a/*/b/*\". It then trusts values with further"
                + " slashes in them: only if that is meant",
            true),
        Arguments.of(
            X.matches("a/*/b/*"),
            quoted("a/1/2/b/2/3"),
            "for x, write \"a/**/b/**\" in place of \"a/*/b/*\". It then trusts values with further"
                + " slashes in them: only if that is meant",
            true),
        Arguments.of(
            X.is("74"),
            "74",
            "require the number 74 of x, without quotes, as its issuer writes it",
            false),
        Arguments.of(
            X.is("true"),
            "true",
            "require the boolean true of x, without quotes, as its issuer writes it",
            false),
        Arguments.of(
            Claim.integer("x").is(74),
            quoted("74"),
            "require the string \"74\" of x, in quotes, as its issuer writes it",
            false),
        Arguments.of(
            X.is("main"),
            quoted("refs/heads/main"),
            "for x, write \"refs/heads/main\" in place of \"main\"",
            false),
        Arguments.of(
            X.is("refs/heads/main"),
            quoted("main"),
            "for x, write \"main\" in place of \"refs/heads/main\". It then trusts tags of that"
                + " name as well, unless it requires what tells them apart: only if that is meant",
            true),
        Arguments.of(
            X.matches("v*"),
            quoted("refs/heads/v1"),
            "for x, write \"refs/heads/v*\" in place of \"v*\"",
            false),
        Arguments.of(
            X.matches("refs/heads/v*"),
            quoted("v1"),
            "for x, write \"v*\" in place of \"refs/heads/v*\". It then trusts tags of such names"
                + " as well, unless it requires what tells them apart: only if that is meant",
            true),
        Arguments.of(
            X.is("repo:o/r:ref:refs/heads/main"),
            quoted("repo:o@65/r@74:ref:refs/heads/main"),
            "require repository_id and repository_owner_id in place of x, and ref or environment"
                + " for what is behind the repository there. Ask GitHub for the ids of the"
                + " repository that you mean (gh api repos/OWNER/NAME --jq '.id, .owner.id'); this"
                + " token's may be another's",
            false));
  }

  @ParameterizedTest
  @MethodSource("proposals")
  void near_miss_has_its_change_of_the_policy(
      Requirement requirement, String json, String text, boolean widening) {
    assertThat(changes(requirement, json))
        .singleElement()
        .satisfies(change -> {
          assertThat(change.place()).isEqualTo(ProposedChange.Place.POLICY);
          assertThat(change.text()).isEqualTo(text);
          assertThat(change.isWidening()).isEqualTo(widening);
          assertThat(change).hasToString("Proposed change of the policy: " + text + ".");
        });
  }

  @Test
  void value_that_is_simply_another_has_none() {
    assertThat(changes(X.is("main"), quoted("dev"))).isEmpty();
    assertThat(changes(X.isNot("main"), quoted("main"))).isEmpty();
    assertThat(changes(X.matches("Main-*"), quoted("main-1"))).isEmpty();
  }

  @Test
  void other_repository_has_none_whatever_else_is_nearly_right() {
    TestClaims near = claims().without("environment");
    assertThat(rejection(near).changes()).hasSize(1);
    assertThat(rejection(near.with("repository_id", quoted("75"))).changes()).isEmpty();
    assertThat(rejection(near).explain()).doesNotContain("Proposed");
  }

  @Test
  void every_mismatch_has_its_change() {
    TestClaims two = claims().without("environment").with("ref", quoted("main"));
    assertThat(rejection(two).changes())
        .extracting(ProposedChange::text)
        .containsExactly(
            "add the line environment: \"production\" to the job",
            "for ref, write \"main\" in place of \"refs/heads/main\". It then trusts tags of that"
                + " name as well, unless it requires what tells them apart: only if that is meant");
    assertThat(rejection(two).changes())
        .extracting(ProposedChange::place)
        .containsExactly(ProposedChange.Place.WORKFLOW, ProposedChange.Place.POLICY);
  }

  @Test
  void environment_is_declared_in_the_words_of_the_policy() {
    TestClaims none = claims().without("environment");
    StringClaim environment = Claim.string("environment");
    TrustPolicy several =
        TrustPolicy.named("several")
            .issuer(TestPolicies.policy().issuer())
            .audience(TokenForge.AUDIENCE)
            .require(environment.isOneOf("a", "b"))
            .clock(TokenForge.CLOCK)
            .build();
    assertThat(rejection(evaluate(several, TokenForge.sign(none))).changes())
        .extracting(ProposedChange::text)
        .containsExactly(
            "add a line environment: with a name that is one of \"a\", \"b\" to the job");
  }

  @Test
  void of_alternatives_the_first_that_is_near_is_proposed() {
    Requirement either = Requirement.anyOf(X.is("far"), X.is("Main"), X.is("main/"));
    assertThat(changes(either, quoted("main")))
        .extracting(ProposedChange::text)
        .containsExactly(
            "for x, write \"main\" in place of \"Main\". It then trusts jobs whose x is \"main\":"
                + " only if that is meant");
    assertThat(changes(Requirement.anyOf(X.is("far"), X.is("farther")), quoted("main"))).isEmpty();
  }

  @Test
  void value_that_a_policy_can_not_have_or_show_is_not_proposed() {
    String long64 = "a".repeat(63);
    assertThat(changes(X.is(long64 + "B"), quoted(long64 + "b"))).hasSize(1);
    assertThat(changes(X.is("a" + long64 + "B"), quoted("a" + long64 + "b"))).isEmpty();
  }

  @Test
  void unverified_token_never_changes_the_policy() {
    assertThat(rejection(claims().with("iss", quoted(TokenForge.ISSUER + "/"))).changes())
        .isEmpty();
    assertThat(rejection(claims().with("aud", quoted("https://DEPLOY.example.com"))).changes())
        .containsExactly(
            ProposedChange.ofWorkflow(
                "if the job is meant to come here, have it ask for its token with the audience"
                    + " \"https://deploy.example.com\", and with no other"));
  }

  @Test
  void token_that_was_late_is_to_be_asked_for_later() {
    long now = TokenForge.NOW.getEpochSecond();
    TestClaims late = claims().with("nbf", now - 900).with("iat", now - 900);
    assertThat(rejection(late.with("exp", now - 600)).changes())
        .containsExactly(
            ProposedChange.ofWorkflow(
                "have the job ask for a token right before it uses it, and for another the next"
                    + " time"));
  }
}
