package dev.credence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credence.claim.Claim;
import dev.credence.claim.Requirement;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/** The rules of requirements hold for whole policies and signed tokens. */
class PolicyPropertiesTest {
  private static final List<String> USED =
      List.of("iss", "sub", "aud", "exp", "iat", "repository_id", "environment", "ref");

  @Provide
  Arbitrary<Requirement> requirements() {
    return Arbitraries.of(
        Claim.string("ref").matches("refs/heads/*"),
        Claim.string("ref").isNot("refs/heads/x"),
        Claim.string("environment").isOneOf("production", "staging"),
        Claim.string("actor").isAbsent(),
        Claim.string("actor").isPresent(),
        Claim.integer("run_number").is(7),
        Requirement.anyOf(
            Claim.string("ref").is("refs/heads/x"), Claim.string("actor").is("octocat")));
  }

  @Provide
  Arbitrary<TestClaims> claims() {
    Arbitrary<String> refs = Arbitraries.of("refs/heads/main", "refs/heads/x", "refs/tags/v1");
    Arbitrary<String> environments = Arbitraries.of("production", "production", "staging");
    Arbitrary<String> actors = Arbitraries.of("", "\"octocat\"", "null", "7");
    return Combinators.combine(refs, environments, actors)
        .as((ref, environment, actor) -> {
          TestClaims claims =
              TokenForge.claims()
                  .with("ref", TestClaims.quoted(ref))
                  .with("environment", TestClaims.quoted(environment))
                  .with("run_number", 7);
          return actor.isEmpty() ? claims : claims.with("actor", actor);
        });
  }

  private static TrustPolicy policy(List<Requirement> all) {
    return TrustPolicy.named("p")
        .issuer(Issuer.of(TokenForge.ISSUER).withKeys(TokenForge.keys()))
        .audience(TokenForge.AUDIENCE)
        .require(all.get(0), all.subList(1, all.size()).toArray(Requirement[]::new))
        .clock(TokenForge.CLOCK)
        .build();
  }

  @Property(tries = 200)
  void policy_that_requires_more_trusts_no_more(
      @ForAll("requirements") Requirement one,
      @ForAll("requirements") Requirement more,
      @ForAll("claims") TestClaims claims) {
    String token = TokenForge.sign(claims);
    boolean less = TestPolicies.evaluate(policy(List.of(one)), token).isTrusted();
    boolean both = isTrustedByBoth(one, more, token);

    assertThat(both && !less).isFalse();
    Statistics.label("trusted by both")
        .collect(both)
        .coverage(share -> share.check(true).percentage(p -> p > 10));
  }

  /** Requirements that can never both hold make no policy, which trusts nothing. */
  private static boolean isTrustedByBoth(Requirement one, Requirement more, String token) {
    try {
      return TestPolicies.evaluate(policy(List.of(one, more)), token).isTrusted();
    } catch (ContradictoryPolicyException never) {
      return false;
    }
  }

  @Property(tries = 200)
  void token_without_a_claim_that_is_used_is_not_trusted(
      @ForAll("used") String name, @ForAll("nothings") String nothing) {
    assertThat(TestPolicies.evaluate(TokenForge.claims()).isTrusted()).isTrue();
    TestClaims claims = TokenForge.claims();
    TestClaims changed = nothing.isEmpty() ? claims.without(name) : claims.with(name, nothing);

    assertThat(TestPolicies.rejection(changed).reason())
        .isIn(
            RejectionReason.ISSUER_UNKNOWN,
            RejectionReason.AUDIENCE_MISMATCH,
            RejectionReason.CLAIM_MISSING,
            RejectionReason.CLAIM_TYPE,
            RejectionReason.CLAIM_INVALID,
            RejectionReason.CLAIM_MISMATCH);
  }

  @Provide
  Arbitrary<String> used() {
    return Arbitraries.of(USED);
  }

  /** What stands in a claim's place: nothing, or what says nothing. */
  @Provide
  Arbitrary<String> nothings() {
    return Arbitraries.of("", "null", "\"\"", "[]", "{}", "false", "[null]");
  }
}
