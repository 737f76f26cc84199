package dev.credence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.credence.ci.AzureDevOps;
import dev.credence.ci.CircleCi;
import dev.credence.ci.GitHubActions;
import dev.credence.ci.GitLab;
import dev.credence.claim.Claim;
import dev.credence.claim.Requirement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A policy that could never trust a token is not built. */
class ContradictoryPolicyTest {
  private static final String UUID = "5a301f56-eaa7-4cce-9441-37810f7c8452";
  private static final Issuer GITHUB = GitHubActions.issuer();
  private static final Issuer GITLAB = GitLab.issuer();

  private static TrustPolicy policy(Issuer issuer, Requirement first, Requirement... more) {
    return TrustPolicy.named("p").issuer(issuer).audience("ours").require(first, more).build();
  }

  static Stream<Arguments> impossible() {
    return Stream.of(
        Arguments.of(GITHUB, GitHubActions.REF.is("main"), "ref is \"main\" can never hold: ref"),
        Arguments.of(GITHUB, GitHubActions.REF.matches("release-*"), "can never hold: ref starts"),
        Arguments.of(GITHUB, Claim.integer("repository_id").is(74), "repository_id is a string"),
        Arguments.of(GITHUB, Claim.bool("environment").isTrue(), "environment is a string"),
        Arguments.of(GITHUB, GitHubActions.REPOSITORY_VISIBILITY.is("secret"), "\"internal\""),
        Arguments.of(GITLAB, Claim.bool("ref_protected").isTrue(), "ref_protected is a string"),
        Arguments.of(GITLAB, GitLab.REF_PROTECTED.is("yes"), "ref_protected is \"true\" or \"fa"),
        Arguments.of(GITLAB, Claim.string("runner_id").is("1"), "runner_id is an integer"),
        Arguments.of(GITLAB, GitLab.REF_PATH.is("main"), "ref_path starts with refs/"),
        Arguments.of(
            CircleCi.issuer(UUID),
            Claim.string("oidc.circleci.com/ssh-rerun").is("false"),
            "is a boolean"),
        Arguments.of(AzureDevOps.issuer(UUID), Claim.integer("def_id").is(1), "def_id is a string"),
        Arguments.of(GITLAB, Claim.string("sub").is(""), "a sub that is a string and not empty"),
        Arguments.of(GITLAB, Claim.string("sub").isAbsent(), "every token has a sub"),
        Arguments.of(GITLAB, Claim.string("exp").isPresent(), "every token has an exp"),
        Arguments.of(GITLAB, Claim.string("aud").is("theirs"), "the policy's audience is \"ours\""),
        Arguments.of(
            GITLAB, Claim.string("iss").isNot("https://gitlab.com"), "policy's issuer is"));
  }

  @ParameterizedTest
  @MethodSource("impossible")
  void requirement_that_contradicts_what_is_known_is_refused(
      Issuer issuer, Requirement requirement, String words) {
    assertThatThrownBy(() -> policy(issuer, requirement))
        .isInstanceOf(ContradictoryPolicyException.class)
        .hasMessageStartingWith("The policy \"p\" could never trust a token: ")
        .hasMessageContaining(requirement.describe() + " can never hold: ")
        .hasMessageContaining(words);
  }

  @Test
  void same_requirement_is_possible_of_an_issuer_of_which_nothing_is_known() {
    Issuer other = Issuer.of("https://ci.example.com");
    assertThat(policy(other, Claim.string("ref").is("main")).requirements()).hasSize(1);
    assertThat(policy(other, Claim.integer("repository_id").is(74)).requirements()).hasSize(1);
    assertThat(policy(GITLAB, GitLab.REF.is("main"), GitLab.REF.isNot("dev")).requirements())
        .hasSize(2);
  }

  @Test
  void claim_that_may_be_absent_may_be_required_to_be_absent_or_empty() {
    for (Requirement possible :
        List.of(
            GitHubActions.ENVIRONMENT.isAbsent(),
            GitHubActions.REF.is(""),
            GitHubActions.REF.isNot("main"),
            GitHubActions.REF.matches("refs/heads/*"),
            GitHubActions.REF_PROTECTED.is("anything"),
            GitHubActions.REF_TYPE.isAbsent(),
            Claim.strings("aud").contains("ours"),
            Claim.string("aud").is("ours"),
            Claim.integer("exp").isPresent(),
            Claim.string("unheard-of").is("x"))) {
      assertThat(policy(GITHUB, possible).requirements()).containsExactly(possible);
    }
  }

  @Test
  void two_requirements_are_both_named_as_data() {
    Requirement one = GitHubActions.REF.is("refs/heads/main");
    Requirement other = GitHubActions.REF.matches("refs/tags/*");
    ContradictoryPolicyException refused =
        catchThrowableOfType(
            ContradictoryPolicyException.class,
            () -> policy(GITHUB, GitHubActions.ENVIRONMENT.is("production"), one, other));
    assertThat(refused)
        .hasMessage(
            "The policy \"p\" could never trust a token: ref is \"refs/heads/main\" and ref matches"
                + " \"refs/tags/*\" can never both hold");
    assertThat(refused.contradiction().requirements()).containsExactly(one, other);
    assertThat(refused.contradiction().facts()).isEmpty();
  }
}
