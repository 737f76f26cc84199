package dev.credence.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.credence.Issuer;
import dev.credence.ReplayGuard;
import dev.credence.TrustPolicy;
import dev.credence.TrustPolicySet;
import dev.credence.ci.CircleCi;
import dev.credence.ci.GitHubActions;
import dev.credence.ci.GitLab;
import dev.credence.claim.AllOf;
import dev.credence.claim.Claim;
import dev.credence.claim.Requirement;
import dev.credence.document.ProviderFormsTest.HelperCase;
import dev.credence.document.ProviderFormsTest.IssuerCase;
import dev.credence.keys.SignatureAlgorithm;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What is written of a set, in full. */
class PolicyWriterTest {
  static final List<IssuerCase> ISSUERS = ProviderFormsTest.ISSUERS;
  static final List<HelperCase> HELPERS = ProviderFormsTest.HELPERS;

  private static TrustPolicy.Builder policy(Issuer issuer, Requirement requirement) {
    return TrustPolicy.named("a").issuer(issuer).audience("b").require(requirement);
  }

  private static String written(TrustPolicy policy) {
    return PolicyDocument.write(TrustPolicySet.of(policy));
  }

  @Test
  void set_is_written_for_people_and_for_diffs() {
    Issuer ours =
        Issuer.builder("https://ci.example.com")
            .algorithms(SignatureAlgorithm.ES256, SignatureAlgorithm.ED25519)
            .tokenTypes("JWT", "at+jwt")
            .maxLifetime(Duration.ofMinutes(10))
            .build();
    TrustPolicySet set =
        TrustPolicySet.of(
            TrustPolicy.named("production")
                .issuer(GitHubActions.issuer())
                .audience("https://deploy.example.com")
                .require(
                    GitHubActions.repository("octo-org/octo-repo").id(74).ownerId(65),
                    GitHubActions.ENVIRONMENT.is("production"))
                .grants("deploy", "admin")
                .build(),
            TrustPolicy.named("every \"kind\" \u00e9")
                .issuer(ours)
                .audience("https://deploy.example.com")
                .require(
                    Requirement.anyOf(
                        Claim.string("ref").isOneOf("refs/heads/main", "refs/heads/other"),
                        Requirement.allOf(
                            Claim.string("kubernetes.io", "namespace").isNoneOf("b", "a"),
                            Claim.strings("groups").containsMatching("team-*"))),
                    Claim.integer("n").isNot(74),
                    Claim.bool("b").isTrue(),
                    Claim.integer("p").isPresent(),
                    Claim.string("q").isAbsent(),
                    Claim.strings("r").isAbsent(),
                    Claim.strings("groups").contains("x"))
                .tolerateAudiences("d", "c")
                .clockSkew(Duration.ofMillis(1_500))
                .maxLifetime(Duration.ofMinutes(5))
                .onlyOnce(ReplayGuard.inMemory(10))
                .build());

    assertThat(PolicyDocument.write(set))
        .isEqualTo(
            """
            {
              "version": 1,
              "issuers": {
                "ci.example.com": {
                  "identifier": "https://ci.example.com",
                  "algorithms": ["ES256", "Ed25519"],
                  "tokenTypes": ["JWT", "at+jwt"],
                  "maxLifetime": "PT10M"
                }
              },
              "policies": [
                {
                  "name": "production",
                  "provider": "github-actions",
                  "audience": "https://deploy.example.com",
                  "require": [
                    {"repository": "octo-org/octo-repo", "id": 74, "ownerId": 65},
                    {"claim": "environment", "is": "production"}
                  ],
                  "grants": ["deploy", "admin"]
                },
                {
                  "name": "every \\"kind\\" \u00e9",
                  "issuer": "ci.example.com",
                  "audience": "https://deploy.example.com",
                  "tolerateAudiences": ["c", "d"],
                  "require": [
                    {
                      "anyOf": [
                        {"claim": "ref", "isOneOf": ["refs/heads/main", "refs/heads/other"]},
                        {
                          "allOf": [
                            {"claim": ["kubernetes.io", "namespace"], "isNoneOf": ["b", "a"]},
                            {"claim": "groups", "containsMatching": "team-*"}
                          ]
                        }
                      ]
                    },
                    {"claim": "n", "isNot": 74},
                    {"claim": "b", "is": true},
                    {"claim": "p", "type": "integer", "isPresent": true},
                    {"claim": "q", "isAbsent": true},
                    {"claim": "r", "type": "strings", "isAbsent": true},
                    {"claim": "groups", "contains": "x"}
                  ],
                  "clockSkew": "PT1.5S",
                  "maxLifetime": "PT5M",
                  "onlyOnce": true
                }
              ]
            }
            """);
  }

  @ParameterizedTest
  @FieldSource("ISSUERS")
  void issuer_of_a_provider_reads_as_the_same(IssuerCase one) {
    TrustPolicy before =
        ProviderFormsTest.policy(one.provider(), "{\"claim\":\"sub\",\"is\":\"x\"}");
    TrustPolicy after = PolicyDocument.read(written(before)).policies().get(0);

    assertThat(after.issuer().identifier()).isEqualTo(one.identifier());
    assertThat(after.issuer().algorithms()).isEqualTo(before.issuer().algorithms());
    assertThat(after.issuer().tokenTypeNames()).isEqualTo(before.issuer().tokenTypeNames());
    assertThat(after.issuer().maxLifetime()).isEqualTo(before.issuer().maxLifetime());
  }

  @Test
  void issuer_of_a_provider_is_written_by_its_name() {
    Requirement some = Claim.string("sub").is("x");

    assertThat(written(policy(GitHubActions.enterpriseIssuer("octo"), some).build()))
        .contains("\"provider\": {\"github-actions\": {\"enterprise\": \"octo\"}}");
    assertThat(written(policy(GitHubActions.dataResidencyIssuer("corp", "octo"), some).build()))
        .contains("{\"dataResidency\": \"corp\", \"enterprise\": \"octo\"}");
    assertThat(written(policy(CircleCi.rootIssuer(), some).build()))
        .contains("\"provider\": {\"circleci\": {\"root\": true}}");
    assertThat(written(policy(GitLab.issuer(), some).build())).contains("\"provider\": \"gitlab\"");
  }

  @Test
  void issuer_that_only_looks_like_a_providers_is_declared() {
    Requirement some = Claim.string("sub").is("x");
    Issuer shorter = Issuer.builder("https://gitlab.com").maxLifetime(Duration.ofHours(1)).build();

    assertThat(written(policy(shorter, some).build()))
        .contains("\"issuer\": \"gitlab.com\"")
        .contains(
            "\"identifier\": \"https://gitlab.com\", \"maxLifetime\": \"PT1H\""
                .replace(", ", ",\n      "));
    assertThat(written(policy(Issuer.of("https://git.example.com"), some).build()))
        .contains("\"issuer\": \"git.example.com\"");
  }

  @Test
  void declared_issuers_of_one_host_have_names_of_their_own() {
    TrustPolicySet set =
        TrustPolicySet.of(
            policy(Issuer.of("https://ci.example.com/a"), Claim.string("sub").is("x")).build(),
            TrustPolicy.named("other")
                .issuer(Issuer.of("https://ci.example.com/b"))
                .audience("b")
                .require(Claim.string("sub").is("x"))
                .build());

    assertThat(PolicyDocument.read(PolicyDocument.write(set)).policies())
        .extracting(policy -> policy.issuer().identifier())
        .containsExactly("https://ci.example.com/a", "https://ci.example.com/b");
    assertThat(PolicyDocument.write(set)).contains("\"issuer\": \"ci.example.com-2\"");
  }

  @ParameterizedTest
  @FieldSource("HELPERS")
  void helper_of_a_provider_reads_as_the_same(HelperCase one) {
    TrustPolicy before = ProviderFormsTest.policy(one.provider(), one.helper());

    assertThat(PolicyDocument.read(written(before)).policies().get(0).requirements())
        .containsExactly(one.requirement());
  }

  @Test
  void helper_is_not_used_where_it_would_make_something_else() {
    Requirement lessOwner =
        Requirement.allOf(
            GitHubActions.REPOSITORY_ID.is("74"),
            GitHubActions.REPOSITORY.is("octo-org/octo-repo"));
    Requirement oddId =
        Requirement.allOf(
            GitHubActions.REPOSITORY_ID.is("074"),
            GitHubActions.REPOSITORY_OWNER_ID.is("65"),
            GitHubActions.REPOSITORY.is("octo-org/octo-repo"));
    Requirement anyOf =
        Requirement.anyOf(
            GitHubActions.REPOSITORY_ID.is("74"),
            GitHubActions.REPOSITORY_OWNER_ID.is("65"),
            GitHubActions.REPOSITORY.is("octo-org/octo-repo"));
    for (Requirement requirement : List.of(lessOwner, oddId, anyOf)) {
      String json = written(policy(GitHubActions.issuer(), requirement).build());
      assertThat(json).doesNotContain("ownerId");
      assertThat(PolicyDocument.read(json).policies().get(0).requirements())
          .containsExactly(requirement);
    }
  }

  @Test
  void lifetimes_of_one_issuer_are_kept_apart() {
    Issuer day = Issuer.of("https://ci.example.com");
    Issuer hour =
        Issuer.builder("https://ci.example.com")
            .maxLifetime(Duration.ofHours(1))
            .keys(day.keys())
            .build();
    TrustPolicySet set =
        TrustPolicySet.of(
            policy(hour, Claim.string("sub").is("x")).build(),
            TrustPolicy.named("other")
                .issuer(day)
                .audience("b")
                .require(Claim.string("sub").is("y"))
                .build());

    assertThat(PolicyDocument.read(PolicyDocument.write(set)).policies())
        .extracting(TrustPolicy::maxLifetime)
        .containsExactly(Duration.ofHours(1), Duration.ofHours(24));
  }

  @Test
  void set_that_no_document_can_hold_is_refused() {
    Requirement deep = Claim.string("sub").is("x");
    for (int i = 0; i < 30; i++) {
      deep = new AllOf(List.of(deep));
    }
    TrustPolicy tooDeep = policy(GitLab.issuer(), deep).build();
    TrustPolicy tooLong =
        policy(GitLab.issuer(), Claim.integer("n").is(BigInteger.TEN.pow(1_000))).build();

    assertThatThrownBy(() -> written(tooDeep))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "These policies make no document that could be read again: nested deeper than 64"
                + " levels");
    assertThatThrownBy(() -> written(tooLong))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "These policies make no document that could be read again: number longer than 1000"
                + " characters");
  }
}
