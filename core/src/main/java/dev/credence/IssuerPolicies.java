package dev.credence;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The policies of a set that have one issuer in common: a token's signature is checked once for
 * all.
 */
final class IssuerPolicies {
  private final List<TrustPolicy> policies;
  private final LiteralIndex index;
  private final List<TrustPolicy> screens;
  private final ClaimTiers tiers = new ClaimTiers();

  /** Made when it is first needed, perhaps twice. */
  private volatile @Nullable NearestPolicies nearest;

  private IssuerPolicies(List<TrustPolicy> policies) {
    this.policies = List.copyOf(policies);
    this.index = LiteralIndex.of(this.policies);
    this.screens = screens(this.policies);
  }

  static IssuerPolicies of(List<TrustPolicy> policies) {
    TrustPolicy first = policies.get(0);
    for (TrustPolicy policy : policies) {
      if (!policy.issuer().isTrustedLike(first.issuer())) {
        throw new IllegalArgumentException(
            "The policies \""
                + first.name()
                + "\" and \""
                + policy.name()
                + "\" differ in how their issuer "
                + first.issuer()
                + " is to be trusted: build both with one Issuer");
      }
    }
    return new IssuerPolicies(policies);
  }

  /**
   * One policy for each way that policies pre-screen, of which there are few: audience and skew.
   */
  private static List<TrustPolicy> screens(List<TrustPolicy> policies) {
    Map<Object, TrustPolicy> distinct = new LinkedHashMap<>();
    for (TrustPolicy policy : policies) {
      Expectations expected = policy.expected();
      Object kind =
          List.of(
              expected.audience(),
              expected.toleratedAudiences(),
              expected.clockSkew(),
              expected.clock());
      distinct.putIfAbsent(kind, policy);
    }
    return List.copyOf(distinct.values());
  }

  Issuer issuer() {
    return policies.get(0).issuer();
  }

  /**
   * Tells whether a signature that was checked for these policies is checked for others as well.
   */
  boolean isTrustedLike(IssuerPolicies other) {
    return issuer().isTrustedLike(other.issuer());
  }

  /** Lets a token pass that at least one policy lets pass. */
  Outcome<ScreenedToken> screen(IssuedToken issued) {
    Outcome<ScreenedToken> screened = ScreenedToken.screen(issued, screens.get(0).expected());
    for (int i = 1; i < screens.size() && screened instanceof Outcome.Refused; i++) {
      Outcome<ScreenedToken> another = ScreenedToken.screen(issued, screens.get(i).expected());
      screened = another instanceof Outcome.Passed ? another : screened;
    }
    return screened;
  }

  Outcome<Decision> judge(SignedToken signed) {
    List<TrustPolicy> candidates =
        index.candidates(signed.screened().issued().token().unverifiedClaims());
    List<TrustPolicy> trusting = new ArrayList<>(1);
    List<VerifiedToken> tokens = new ArrayList<>(1);
    List<Rejection> rejections = new ArrayList<>(0);
    ClaimedUses uses = new ClaimedUses();
    for (TrustPolicy policy : candidates) {
      Outcome<VerifiedToken> outcome =
          VerifiedToken.validate(signed, policy.expected())
              .then(verified -> RequirementCheck.check(verified, policy.expected()))
              .then(verified -> ReplayCheck.claim(verified, policy.expected(), uses));
      if (outcome instanceof Outcome.Passed<VerifiedToken> passed) {
        trusting.add(policy);
        tokens.add(passed.value());
      } else {
        rejections.add(policy.rejection(outcome));
      }
    }
    return Outcome.passed(
        trusting.isEmpty()
            ? rejected(signed, candidates, rejections)
            : new Decision.Trusted(tokens.get(0).releasing(uses), trusting));
  }

  private Decision rejected(
      SignedToken signed, List<TrustPolicy> candidates, List<Rejection> ofCandidates) {
    List<Nearness> nearestFirst = Nearness.nearestFirst(ofCandidates, tiers);
    if (nearestFirst.isEmpty() || !nearestFirst.get(0).isNearest()) {
      List<Rejection> rejections = new ArrayList<>(ofCandidates);
      rejections.addAll(nearMisses(signed, new HashSet<>(candidates)));
      nearestFirst = Nearness.nearestFirst(rejections, tiers);
    }
    return new Decision.Rejected(nearestFirst.stream().map(Nearness::rejection).toList());
  }

  /** What policies say that can't trust the token, but come near to it. */
  private List<Rejection> nearMisses(SignedToken signed, Set<TrustPolicy> asked) {
    List<Rejection> misses = new ArrayList<>();
    Expectations last = null;
    Outcome<VerifiedToken> validated = null;
    for (TrustPolicy policy : nearest().of(signed.screened().issued().token().unverifiedClaims())) {
      if (asked.contains(policy)) {
        continue;
      }
      Expectations expected = policy.expected();
      // Most policies of a set expect the same of the registered claims.
      if (validated == null || last == null || !expected.validateLike(last)) {
        validated = VerifiedToken.validate(signed, expected);
        last = expected;
      }
      misses.add(
          policy.rejection(validated.then(token -> RequirementCheck.check(token, expected))));
    }
    return misses;
  }

  private NearestPolicies nearest() {
    NearestPolicies made = nearest;
    if (made == null) {
      made = new NearestPolicies(policies, tiers);
      nearest = made;
    }
    return made;
  }
}
