package dev.credence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credence.ci.GitHubActions;
import dev.credence.ci.GitLab;
import dev.credence.claim.AllOf;
import dev.credence.claim.AnyOf;
import dev.credence.claim.BooleanClaim;
import dev.credence.claim.Claim;
import dev.credence.claim.ClaimMatcher;
import dev.credence.claim.ClaimRequirement;
import dev.credence.claim.IntegerClaim;
import dev.credence.claim.Requirement;
import dev.credence.claim.StringClaim;
import dev.credence.claim.StringListClaim;
import dev.credence.document.PolicyDocument;
import dev.credence.keys.KeysUnavailableException;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/** A set that was written and read is the same, and decides the same. */
class PolicyDocumentPropertiesTest {
  private static final Issuer OURS = Issuer.of(TokenForge.ISSUER).withKeys(TokenForge.keys());
  private static final List<String> REFS =
      List.of("refs/heads/main", "refs/heads/feature/a", "refs/tags/v1", "", "x\"\\é😀");

  private static Arbitrary<String> refs() {
    return Arbitraries.of(REFS);
  }

  private static Arbitrary<Set<Object>> several(Arbitrary<?> literals) {
    return literals.list().ofMinSize(1).ofMaxSize(3).map(LinkedHashSet::new);
  }

  private static Arbitrary<Requirement> onText(StringClaim claim) {
    return Arbitraries.oneOf(
        refs().map(claim::is),
        refs().map(claim::isNot),
        several(refs()).map(values -> one(claim, new ClaimMatcher.OneOf(values))),
        several(refs())
            .map(values -> one(claim, new ClaimMatcher.Not(new ClaimMatcher.OneOf(values)))),
        Arbitraries.of("refs/heads/*", "refs/**", "refs/tags/v?", "x*").map(claim::matches),
        Arbitraries.of(claim.isPresent(), claim.isAbsent()));
  }

  private static Arbitrary<Requirement> onNumber(IntegerClaim claim) {
    Arbitrary<BigInteger> numbers =
        Arbitraries.of("0", "74", "-1", "123456789012345678901234567890").map(BigInteger::new);
    return Arbitraries.oneOf(
        numbers.map(claim::is),
        numbers.map(claim::isNot),
        several(numbers).map(values -> one(claim, new ClaimMatcher.OneOf(values))),
        Arbitraries.of(claim.isPresent(), claim.isAbsent()));
  }

  private static Arbitrary<Requirement> onOthers(BooleanClaim flag, StringListClaim list) {
    return Arbitraries.oneOf(
        Arbitraries.of(flag.isTrue(), flag.isFalse(), flag.isPresent(), flag.isAbsent()),
        Arbitraries.of(true, false)
            .map(value -> one(flag, new ClaimMatcher.Not(new ClaimMatcher.Literal(value)))),
        refs().map(list::contains),
        Arbitraries.of("refs/*", "x*").map(list::containsMatching),
        Arbitraries.of(list.isPresent(), list.isAbsent()));
  }

  private static Requirement one(Claim<?> claim, ClaimMatcher matcher) {
    return new ClaimRequirement(claim, matcher);
  }

  private static Arbitrary<Requirement> requirements() {
    Arbitrary<Requirement> single =
        Arbitraries.oneOf(
            onText(Claim.string("ref")),
            onText(Claim.string("nested.name", "ref")),
            onNumber(Claim.integer("number")),
            onOthers(Claim.bool("flag"), Claim.strings("list")),
            Arbitraries.just(GitHubActions.repository("octo-org/octo-repo").id(74).ownerId(65)),
            Arbitraries.just(GitLab.protectedBranch("main")));
    return Arbitraries.recursive(
        () -> single,
        inner ->
            Arbitraries.oneOf(
                single,
                inner.list().ofMinSize(1).ofMaxSize(3).map(AnyOf::new),
                inner.list().ofMinSize(1).ofMaxSize(3).map(AllOf::new)),
        0,
        3);
  }

  private record Settings(
      Issuer issuer, Set<String> tolerated, List<String> grants, Duration skew, long lifetime) {}

  private static Arbitrary<Settings> settings() {
    return Combinators.combine(
            Arbitraries.of(OURS, OURS, GitHubActions.issuer(), GitLab.issuer()),
            Arbitraries.of("https://a.example", "b", "c").set().ofMaxSize(2),
            Arbitraries.of("read", "write", "\"quoted\"").list().uniqueElements().ofMaxSize(3),
            Arbitraries.of("PT0S", "PT30S", "PT1.000000001S", "PT10M").map(Duration::parse),
            Arbitraries.of(0L, 300L, 3_600L))
        .as(Settings::new);
  }

  private static TrustPolicy policy(String name, Settings chosen, List<Requirement> all) {
    TrustPolicy.Builder builder =
        TrustPolicy.named(name)
            .issuer(chosen.issuer())
            .audience(TokenForge.AUDIENCE)
            .require(all.get(0), all.subList(1, all.size()).toArray(Requirement[]::new))
            .clockSkew(chosen.skew());
    chosen.tolerated().forEach(builder::tolerateAudiences);
    chosen.grants().forEach(builder::grants);
    if (chosen.lifetime() > 0) {
      builder.maxLifetime(Duration.ofSeconds(chosen.lifetime()));
    }
    return builder.build();
  }

  @Provide
  Arbitrary<TrustPolicySet> sets() {
    return Combinators.combine(settings(), requirements().list().ofMinSize(1).ofMaxSize(3))
        .as(Content::new)
        .filter(Content::isPossible)
        .list()
        .ofMinSize(1)
        .ofMaxSize(4)
        .map(PolicyDocumentPropertiesTest::set);
  }

  private record Content(Settings chosen, List<Requirement> requirements) {
    boolean isPossible() {
      try {
        policy("possible", chosen, requirements);
        return true;
      } catch (ContradictoryPolicyException contradictory) {
        return false;
      }
    }
  }

  private static TrustPolicySet set(List<Content> contents) {
    List<TrustPolicy> policies = new ArrayList<>();
    for (Content content : contents) {
      String name = "policy " + policies.size();
      policies.add(policy(name, content.chosen(), content.requirements()));
    }
    return TrustPolicySet.of(policies);
  }

  @Provide
  Arbitrary<TestClaims> claims() {
    return Combinators.combine(
            Arbitraries.of("", "absent", "null", "7", "\"refs/heads/main\"", "\"refs/tags/v1\""),
            Arbitraries.of("74", "\"74\"", "true", "74.0"),
            Arbitraries.of("true", "false", "\"true\""),
            Arbitraries.of("[]", "[\"refs/heads/main\"]", "[\"x\",\"refs/a\"]", "[1]"),
            Arbitraries.of(10L, 290L, 4_000L))
        .as((ref, number, flag, list, life) -> {
          TestClaims all = TokenForge.claims().with("number", number).with("flag", flag);
          if (ref.equals("absent")) {
            all.without("ref");
          } else if (!ref.isEmpty()) {
            all.with("ref", ref).with("nested.name", "{\"ref\":" + ref + "}");
          }
          return all.with("list", list).with("exp", TokenForge.NOW.getEpochSecond() + life);
        });
  }

  private static TrustPolicySet readable(TrustPolicySet set) {
    boolean ours =
        set.policies().stream()
            .anyMatch(policy -> policy.issuer().identifier().equals(TokenForge.ISSUER));
    TrustPolicySet clocked = set.withClock(TokenForge.CLOCK);
    return ours ? clocked.withKeys(TokenForge.ISSUER, TokenForge.keys()) : clocked;
  }

  @Property(tries = 1_000)
  void set_that_was_written_reads_as_the_same(@ForAll("sets") TrustPolicySet set) {
    String json = PolicyDocument.write(set);
    TrustPolicySet read = PolicyDocument.read(json);

    assertThat(read.policies()).map(Structure::of).isEqualTo(structures(set));
    assertThat(PolicyDocument.write(read)).isEqualTo(json);
    assertThat(json).endsWith("}\n").doesNotEndWith("\n\n");
  }

  private static List<Structure> structures(TrustPolicySet set) {
    return set.policies().stream().map(Structure::of).toList();
  }

  /** All that a document says of a policy. */
  private record Structure(
      String name,
      String issuer,
      Set<?> algorithms,
      List<String> tokenTypes,
      Duration issuersLifetime,
      String audience,
      Set<String> tolerated,
      List<Requirement> requirements,
      List<String> grants,
      Duration skew,
      Duration lifetime,
      boolean once) {
    static Structure of(TrustPolicy policy) {
      Issuer issuer = policy.issuer();
      return new Structure(
          policy.name(),
          issuer.identifier(),
          issuer.algorithms(),
          issuer.tokenTypeNames(),
          issuer.maxLifetime(),
          policy.audience(),
          policy.toleratedAudiences(),
          policy.requirements(),
          List.copyOf(policy.grants()),
          policy.clockSkew(),
          policy.maxLifetime(),
          policy.isOnlyOnce());
    }
  }

  @Property(tries = 500)
  void set_that_was_written_decides_the_same(
      @ForAll("sets") TrustPolicySet set, @ForAll("claims") TestClaims claims) {
    String token = TokenForge.sign(claims);
    TrustPolicySet before = readable(set);
    TrustPolicySet after = readable(PolicyDocument.read(PolicyDocument.write(set)));

    List<?> decided = outcome(before, token);
    assertThat(outcome(after, token)).isEqualTo(decided);
    Statistics.label("trusted")
        .collect(decided.get(0) instanceof Grant)
        .coverage(share -> share.check(true).percentage(percent -> percent > 2));
  }

  private record Grant(List<String> policies, Set<String> grants) {}

  private static List<?> outcome(TrustPolicySet set, String token) {
    try {
      Decision decision = set.evaluate(token);
      return decision instanceof Decision.Trusted trusted
          ? List.of(
              new Grant(
                  trusted.policies().stream().map(TrustPolicy::name).toList(), trusted.grants()))
          : ((Decision.Rejected) decision)
              .rejections().stream()
                  .map(r -> List.of(r.policy(), r.reason(), r.stage(), r.mismatches()))
                  .toList();
    } catch (KeysUnavailableException unavailable) {
      throw new AssertionError("the keys are fixed", unavailable);
    }
  }
}
