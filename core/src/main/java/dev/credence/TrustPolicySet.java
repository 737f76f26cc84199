package dev.credence;

import dev.credence.audit.AuditListener;
import dev.credence.audit.CorrelationIds;
import dev.credence.internal.text.SafeText;
import dev.credence.keys.KeySource;
import dev.credence.keys.KeysUnavailableException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Several named policies, any of which may trust a token: one policy per role, so that each grants
 * the least that its jobs need.
 *
 * <p>A token is parsed and its signature checked once, however many policies there are. Which of
 * them can match at all is found by the exact values that they require, so that a large set costs
 * about what a small one does. The decision tells every policy that trusts the token, with all that
 * they grant together; if none does, it tells the nearest miss first.
 *
 * <p>Immutable and thread-safe.
 *
 * {@snippet class="snippets.TrustPolicySetSnippets" region="set"}
 */
public final class TrustPolicySet {
  private final List<TrustPolicy> policies;
  private final Map<String, IssuerPolicies> byIssuer;
  private final List<SignatureChecks> signatureChecks;
  private final AuditTrail trail;
  private final Judge judge = new Judge();
  private final Evaluation<SignedToken> evaluation;

  private TrustPolicySet(List<TrustPolicy> policies, AuditTrail trail) {
    this.policies = List.copyOf(policies);
    requireDistinctNames(this.policies);
    this.byIssuer = byIssuer(this.policies);
    this.signatureChecks =
        byIssuer.values().stream().map(each -> each.issuer().signatureChecks()).distinct().toList();
    this.trail = trail.joinedBy(this.policies.stream().map(TrustPolicy::trail).toList());
    this.evaluation = new Evaluation<>(judge, this.trail);
  }

  private TrustPolicySet(TrustPolicySet like, AuditTrail trail) {
    this.policies = like.policies;
    this.byIssuer = like.byIssuer;
    this.signatureChecks = like.signatureChecks;
    this.trail = trail;
    this.evaluation = new Evaluation<>(judge, trail);
  }

  /**
   * Returns a set of policies.
   *
   * @param first a policy
   * @param more any others
   * @return the set
   * @throws IllegalArgumentException if two policies have one name, or differ in how their common
   *     issuer is to be trusted
   */
  public static TrustPolicySet of(TrustPolicy first, TrustPolicy... more) {
    List<TrustPolicy> all = new ArrayList<>(Arrays.asList(more));
    all.add(0, first);
    return of(all);
  }

  /**
   * Returns a set of policies.
   *
   * @param policies the policies, at least one
   * @return the set
   * @throws IllegalArgumentException if there is none, if two have one name, or if two differ in
   *     how their common issuer is to be trusted
   */
  public static TrustPolicySet of(Collection<TrustPolicy> policies) {
    if (policies.isEmpty()) {
      throw new IllegalArgumentException(
          "A set has at least one policy: without any it could never trust a token");
    }
    return new TrustPolicySet(new ArrayList<>(policies), AuditTrail.NONE);
  }

  private static void requireDistinctNames(List<TrustPolicy> policies) {
    Map<String, Integer> places = new HashMap<>();
    for (int i = 0; i < policies.size(); i++) {
      String name = policies.get(i).name();
      Integer first = places.putIfAbsent(name, i + 1);
      if (first != null) {
        throw new IllegalArgumentException(
            "Two policies of the set are named \""
                + name
                + "\", number "
                + first
                + " and number "
                + (i + 1)
                + "; a name is given once");
      }
    }
  }

  private static Map<String, IssuerPolicies> byIssuer(List<TrustPolicy> policies) {
    Map<String, List<TrustPolicy>> lists = new LinkedHashMap<>();
    for (TrustPolicy policy : policies) {
      lists.computeIfAbsent(policy.issuer().identifier(), i -> new ArrayList<>()).add(policy);
    }
    Map<String, IssuerPolicies> groups = new LinkedHashMap<>();
    lists.forEach((identifier, list) -> groups.put(identifier, IssuerPolicies.of(list)));
    return groups;
  }

  /**
   * Verifies a token against all policies.
   *
   * @param token the token in compact serialization, without {@code Bearer} in front
   * @return the token with the policies that trust it and what they grant
   * @throws TokenRejectedException if no policy trusts the token; says why, the nearest miss first
   * @throws KeysUnavailableException if the issuer's keys can't be had, so that nothing can be said
   *     of the token
   */
  public Decision.Trusted verify(String token)
      throws TokenRejectedException, KeysUnavailableException {
    return requireTrusted(evaluate(token));
  }

  static Decision.Trusted requireTrusted(Decision decision) throws TokenRejectedException {
    if (decision instanceof Decision.Trusted trusted) {
      return trusted;
    }
    throw new TokenRejectedException(((Decision.Rejected) decision).rejection());
  }

  /**
   * Decides on a token as {@link #verify(String)} does, with a refusal as a value.
   *
   * @param token the token in compact serialization, without {@code Bearer} in front
   * @return trusted, with every policy that trusts it, or rejected, with the nearest miss first
   * @throws KeysUnavailableException if the issuer's keys can't be had, so that nothing can be said
   *     of the token
   */
  public Decision evaluate(String token) throws KeysUnavailableException {
    return evaluate(token, Evaluation.Observer.none());
  }

  Decision evaluate(String token, Evaluation.Observer<SignedToken> observer)
      throws KeysUnavailableException {
    return evaluation.now(token, observer);
  }

  /**
   * Decides on a token as {@link #evaluate(String)} does, without ever blocking: for event loops.
   * With the issuer's keys at hand the decision is there when this method returns.
   *
   * @param token the token in compact serialization, without {@code Bearer} in front
   * @return the decision to come; fails with a {@link KeysUnavailableException} and nothing else.
   *     Cancelling it leaves the fetch of keys to others who wait for it.
   */
  public CompletableFuture<Decision> evaluateAsync(String token) {
    return evaluateAsync(token, Evaluation.Observer.none());
  }

  CompletableFuture<Decision> evaluateAsync(
      String token, Evaluation.Observer<SignedToken> observer) {
    return evaluation.later(token, observer);
  }

  Judge judge() {
    return judge;
  }

  /** The stages after the first, and what they come to. */
  final class Judge implements Evaluation.Judge<SignedToken> {
    @Override
    public List<SignatureChecks> signatureChecks() {
      return signatureChecks;
    }

    @Override
    public Way<SignedToken> way(Outcome<CompactToken> token) { // 1 format
      return Way.at(token)
          .then(TrustPolicySet.this::recognise) // 2 issuer
          .then(issued -> policiesOf(issued).screen(issued)) // 3 pre-screen
          .thenWay(KeyedToken::find) // 4 key
          .thenWay(SignedToken::check); // 5 signature
    }

    /** The way of a token that another set has decided on: its signature is not checked twice. */
    Way<SignedToken> wayAfter(
        TrustPolicySet other, Outcome<CompactToken> token, Outcome<SignedToken> reached) {
      if (!sharesIssuer(other, token)) {
        return way(token);
      }
      if (reached instanceof Outcome.Passed) {
        return Way.at(reached.then(this::screenAlso));
      }
      Stage stage = ((Outcome.Refused<SignedToken>) reached).refusal().stage();
      return stage == Stage.KEY || stage == Stage.SIGNATURE ? Way.at(reached) : way(token);
    }

    private Outcome<SignedToken> screenAlso(SignedToken signed) {
      IssuedToken issued = signed.screened().issued();
      return policiesOf(issued).screen(issued).then(screened -> Outcome.passed(signed));
    }

    private boolean sharesIssuer(TrustPolicySet other, Outcome<CompactToken> token) {
      if (token instanceof Outcome.Passed<CompactToken> passed
          && passed.value().unverifiedClaims().get("iss") instanceof String named) {
        IssuerPolicies here = byIssuer.get(named);
        IssuerPolicies there = other.byIssuer.get(named);
        return here != null && there != null && here.isTrustedLike(there);
      }
      return false;
    }

    @Override
    public Decision decision(Outcome<SignedToken> outcome) {
      return concluded(
          outcome.then(signed -> policiesOf(signed.screened().issued()).judge(signed))); // 6 to 8
    }

    @Override
    public @Nullable Issuer issuer(@Nullable Object named) {
      IssuerPolicies group = named instanceof String text ? byIssuer.get(text) : null;
      return group == null ? null : group.issuer();
    }

    @Override
    public InstantSource clock() {
      return policies.get(0).expected().clock();
    }
  }

  private Outcome<IssuedToken> recognise(CompactToken token) {
    IssuerPolicies named = byIssuer.get(String.valueOf(token.unverifiedClaims().get("iss")));
    return named == null
        ? IssuedToken.unknown(token, byIssuer.keySet())
        : IssuedToken.recognise(token, named.issuer());
  }

  private IssuerPolicies policiesOf(IssuedToken issued) {
    return Objects.requireNonNull(byIssuer.get(issued.issuer().identifier()));
  }

  private Decision concluded(Outcome<Decision> outcome) {
    if (outcome instanceof Outcome.Passed<Decision> passed) {
      return passed.value();
    }
    Refusal refusal = ((Outcome.Refused<Decision>) outcome).refusal();
    return new Decision.Rejected(List.of(Rejection.bySet(policies.size(), refusal)));
  }

  /**
   * Returns the policies.
   *
   * @return an unmodifiable list in the order they were given
   */
  public List<TrustPolicy> policies() {
    return policies;
  }

  /**
   * Returns this set with the keys of one issuer taken from elsewhere, which is how a production
   * set is put under test as it is.
   *
   * @param issuer the issuer's identifier
   * @param keys the source of its keys
   * @return a set that is the same in everything else
   * @throws IllegalArgumentException if no policy of the set has that issuer
   */
  public TrustPolicySet withKeys(String issuer, KeySource keys) {
    if (!byIssuer.containsKey(issuer)) {
      throw new IllegalArgumentException(
          "No policy of the set has the issuer "
              + SafeText.quote(issuer)
              + "; they have "
              + byIssuer.keySet());
    }
    return map(p -> p.issuer().identifier().equals(issuer) ? p.withKeys(keys) : p);
  }

  /**
   * Returns this set going by another clock.
   *
   * @param clock the clock that says when now is
   * @return a set that is the same in everything else
   */
  public TrustPolicySet withClock(InstantSource clock) {
    return map(policy -> policy.withClock(clock));
  }

  /**
   * Returns this set with a listener that is told of each decision, whatever it is, by one event
   * for the whole set. The listeners that the set or its policies have stay; each is told once.
   *
   * @param listener who is told, before the decision is handed out
   * @return a set that is the same in everything else
   */
  public TrustPolicySet withAudit(AuditListener listener) {
    return new TrustPolicySet(this, trail.telling(listener));
  }

  /**
   * Returns this set with another source of the ids that are in its audit events and in {@link
   * Rejection#publicMessage()}. Unless set, it is that of the first policy that has one.
   *
   * @param ids asked once for each decision, by the thread that asks for it
   * @return a set that is the same in everything else
   */
  public TrustPolicySet withCorrelationIds(CorrelationIds ids) {
    return new TrustPolicySet(this, trail.identifyingBy(ids));
  }

  /** This set as one that is asked without anything coming of it. */
  TrustPolicySet withoutEffect() {
    return new TrustPolicySet(
        policies.stream().map(TrustPolicy::withoutEffect).toList(), AuditTrail.NONE);
  }

  private TrustPolicySet map(UnaryOperator<TrustPolicy> change) {
    return new TrustPolicySet(policies.stream().map(change).toList(), trail);
  }

  /** Returns the names of the policies. */
  @Override
  public String toString() {
    return "TrustPolicySet" + policies.stream().map(TrustPolicy::name).toList();
  }
}
