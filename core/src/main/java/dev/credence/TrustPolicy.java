package dev.credence;

import dev.credence.audit.AuditListener;
import dev.credence.audit.CorrelationIds;
import dev.credence.claim.Requirement;
import dev.credence.keys.KeySource;
import dev.credence.keys.KeysUnavailableException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Which CI jobs are trusted: one issuer, one audience, and requirements on the claims that say
 * which repository, branch, environment and workflow is running.
 *
 * <p>A policy is built in steps that make issuer, audience and at least one requirement compulsory:
 * what leaves one out does not compile. Nothing switches a check off.
 *
 * {@snippet class="snippets.TrustPolicySnippets" region="policy"}
 *
 * <p>A token passes the eight {@linkplain Stage stages} in order. It is refused by the first that
 * it fails, and everything the token says before its signature has been verified can only be held
 * against it, never for it.
 *
 * <p>There are two ways to fail, and they are never mixed: a token that is not trusted is a {@link
 * Decision.Rejected} or a {@link TokenRejectedException} (answer 401 or 403), while keys that can't
 * be had are a {@link KeysUnavailableException} (answer 503, worth a retry).
 *
 * <p>Immutable and thread-safe; build a policy once and keep it. Its issuer's keys are cached with
 * the {@link Issuer}.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8725">RFC 8725, JSON Web Token Best Current
 *     Practices</a>
 */
public final class TrustPolicy {
  private final String name;
  private final Issuer issuer;
  private final Set<String> grants;
  private final Expectations expected;
  private final AuditTrail trail;
  private final Evaluation<VerifiedToken> evaluation;

  TrustPolicy(
      String name, Issuer issuer, Set<String> grants, Expectations expected, AuditTrail trail) {
    this.name = name;
    this.issuer = issuer;
    this.grants = grants;
    this.expected = expected;
    this.trail = trail;
    this.evaluation = new Evaluation<>(new Judge(), trail);
  }

  /**
   * Starts a policy.
   *
   * @param name what rejections and logs call the policy, such as {@code production-deploy}
   * @return the step that asks for the issuer
   * @throws IllegalArgumentException if the name is blank, longer than 100 characters or holds
   *     control characters
   */
  public static NeedsIssuer named(String name) {
    return PolicyBuilder.named(name);
  }

  /**
   * Verifies a token: its form, issuer, key, signature, audience, times and every requirement.
   *
   * @param token the token in compact serialization, without {@code Bearer} in front
   * @return the token, which by its type proves that the policy trusts the job
   * @throws TokenRejectedException if the token is not trusted; says why
   * @throws KeysUnavailableException if the issuer's keys can't be had, so that nothing can be said
   *     of the token
   */
  public VerifiedToken verify(String token)
      throws TokenRejectedException, KeysUnavailableException {
    Decision decision = evaluate(token);
    if (decision instanceof Decision.Trusted trusted) {
      return trusted.token();
    }
    throw new TokenRejectedException(((Decision.Rejected) decision).rejection());
  }

  /**
   * Decides on a token as {@link #verify(String)} does, with a refusal as a value.
   *
   * @param token the token in compact serialization, without {@code Bearer} in front
   * @return trusted or rejected
   * @throws KeysUnavailableException if the issuer's keys can't be had, so that nothing can be said
   *     of the token
   */
  public Decision evaluate(String token) throws KeysUnavailableException {
    return evaluation.now(token, Evaluation.Observer.none());
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
    return evaluation.later(token, Evaluation.Observer.none());
  }

  /** The stages after the first, and what they come to. */
  private final class Judge implements Evaluation.Judge<VerifiedToken> {
    private final List<SignatureChecks> checks = List.of(issuer.signatureChecks());

    @Override
    public List<SignatureChecks> signatureChecks() {
      return checks;
    }

    @Override
    public Way<VerifiedToken> way(Outcome<CompactToken> token) { // 1 format
      return Way.at(token)
          .then(compact -> IssuedToken.recognise(compact, issuer)) // 2 issuer
          .then(issued -> ScreenedToken.screen(issued, expected)) // 3 pre-screen
          .thenWay(KeyedToken::find) // 4 key
          .thenWay(SignedToken::check) // 5 signature
          .then(signed -> VerifiedToken.validate(signed, expected)) // 6 registered claims
          .then(verified -> RequirementCheck.check(verified, expected)) // 7 requirements
          .then(verified -> ReplayCheck.claim(verified, expected)); // 8 replay
    }

    @Override
    public Decision decision(Outcome<VerifiedToken> outcome) {
      return outcome instanceof Outcome.Passed<VerifiedToken> passed
          ? new Decision.Trusted(passed.value(), List.of(TrustPolicy.this))
          : new Decision.Rejected(List.of(rejection(outcome)));
    }

    @Override
    public @Nullable Issuer issuer(@Nullable Object named) {
      return issuer.identifier().equals(named) ? issuer : null;
    }

    @Override
    public InstantSource clock() {
      return expected.clock();
    }
  }

  /** What this policy says of a token that it refused. */
  Rejection rejection(Outcome<VerifiedToken> refused) {
    return Rejection.byPolicy(name, ((Outcome.Refused<VerifiedToken>) refused).refusal());
  }

  /**
   * Returns the policy's name.
   *
   * @return the name given to {@link #named(String)}
   */
  public String name() {
    return name;
  }

  /**
   * Returns the one issuer whose tokens the policy accepts.
   *
   * @return the issuer
   */
  public Issuer issuer() {
    return issuer;
  }

  /**
   * Returns the one audience that tokens must be meant for.
   *
   * @return the audience
   */
  public String audience() {
    return expected.audience();
  }

  /**
   * Returns what the policy requires of the claims; all of it must hold.
   *
   * @return an unmodifiable list, never empty
   */
  public List<Requirement> requirements() {
    return expected.requirements();
  }

  /**
   * Returns what the policy grants to a token that it trusts, such as roles: labels that mean
   * something to the service and nothing to this library.
   *
   * @return an unmodifiable set in the order given; empty unless set
   */
  public Set<String> grants() {
    return grants;
  }

  /**
   * Returns the audiences that a token may name beside this policy's own.
   *
   * @return an unmodifiable set in no order; empty unless set
   */
  public Set<String> toleratedAudiences() {
    return expected.toleratedAudiences();
  }

  /**
   * Returns how much this service's clock and the issuer's may disagree.
   *
   * @return 30 seconds unless set
   */
  public Duration clockSkew() {
    return expected.clockSkew();
  }

  /**
   * Returns the longest time from {@code iat} to {@code exp} that the policy accepts.
   *
   * @return that of the issuer unless set
   */
  public Duration maxLifetime() {
    return expected.maxLifetime();
  }

  /**
   * Tells whether each token can be used once only.
   *
   * @return true if the policy has a {@link ReplayGuard}
   */
  public boolean isOnlyOnce() {
    return expected.replayGuard() != null;
  }

  Expectations expected() {
    return expected;
  }

  AuditTrail trail() {
    return trail;
  }

  /**
   * Returns this policy with the issuer's keys taken from elsewhere, which is how a production
   * policy is put under test as it is.
   *
   * @param keys the source of the keys
   * @return a policy that is the same in everything else
   */
  public TrustPolicy withKeys(KeySource keys) {
    return new TrustPolicy(name, issuer.withKeys(keys), grants, expected, trail);
  }

  /**
   * Returns this policy going by another clock.
   *
   * @param clock the clock that says when now is
   * @return a policy that is the same in everything else
   */
  public TrustPolicy withClock(InstantSource clock) {
    return new TrustPolicy(
        name, issuer, grants, expected.withClock(Objects.requireNonNull(clock, "clock")), trail);
  }

  /** This policy as one that is asked without anything coming of it. */
  TrustPolicy withoutEffect() {
    return new TrustPolicy(name, issuer, grants, expected.withoutReplayGuard(), AuditTrail.NONE);
  }

  /** Returns the policy in words. */
  @Override
  public String toString() {
    return "TrustPolicy \""
        + name
        + "\": issuer is \""
        + issuer.identifier()
        + "\" and audience is \""
        + audience()
        + "\" and "
        + describeRequirements();
  }

  private String describeRequirements() {
    return String.join(
        " and ", expected.requirements().stream().map(Requirement::describe).toList());
  }

  /** The first step of a policy: who issues the tokens. */
  public sealed interface NeedsIssuer permits PolicyBuilder {
    /**
     * Sets the one issuer whose tokens are accepted.
     *
     * @param issuer the issuer
     * @return the step that asks for the audience
     */
    NeedsAudience issuer(Issuer issuer);
  }

  /** The second step of a policy: whom the tokens are meant for. */
  public sealed interface NeedsAudience permits PolicyBuilder {
    /**
     * Sets the audience that names this service. Choose one that no other service uses, such as the
     * service's own URL: a token meant for another service is then worthless here.
     *
     * @param audience the exact {@code aud} value
     * @return the step that asks for requirements
     * @throws IllegalArgumentException if the audience is blank or holds control characters
     */
    NeedsRequirement audience(String audience);
  }

  /** The third step of a policy: which jobs are trusted. */
  public sealed interface NeedsRequirement permits PolicyBuilder {
    /**
     * Sets what must hold of a token's claims. Every job of every customer of a CI has the same
     * issuer and can ask for any audience: only what is required here tells them apart.
     *
     * @param first a requirement
     * @param more any others; all must hold
     * @return the builder of what is optional
     */
    Builder require(Requirement first, Requirement... more);
  }

  /** The last step of a policy: what is optional. Not thread-safe. */
  public sealed interface Builder permits PolicyBuilder {
    /**
     * Adds requirements; all must hold.
     *
     * @param first a requirement
     * @param more any others
     * @return this builder
     */
    Builder require(Requirement first, Requirement... more);

    /**
     * Tolerates that a token names other audiences beside this service's own. Weakens the policy:
     * those services can use the same token here.
     *
     * @param first another audience, exactly as the token spells it
     * @param more any others
     * @return this builder
     * @throws IllegalArgumentException if an audience is blank or holds control characters
     */
    Builder tolerateAudiences(String first, String... more);

    /**
     * Sets how much this service's clock and the issuer's may disagree; 30 seconds unless set.
     *
     * @param skew from zero to 10 minutes
     * @return this builder
     * @throws IllegalArgumentException if it is not
     */
    Builder clockSkew(Duration skew);

    /**
     * Sets the longest time from {@code iat} to {@code exp} that is accepted, where that is shorter
     * than what the issuer is trusted to grant.
     *
     * @param lifetime a positive duration, at most {@link Issuer#maxLifetime()}
     * @return this builder
     * @throws IllegalArgumentException if it is not
     */
    Builder maxLifetime(Duration lifetime);

    /**
     * Sets the clock; the system's unless set.
     *
     * @param clock the clock that says when now is
     * @return this builder
     */
    Builder clock(InstantSource clock);

    /**
     * Lets each token be used once only.
     *
     * @param guard remembers which tokens were used
     * @return this builder
     */
    Builder onlyOnce(ReplayGuard guard);

    /**
     * Adds labels that the policy grants to the tokens that it trusts, such as roles.
     *
     * @param first a label
     * @param more any others
     * @return this builder
     * @throws IllegalArgumentException if a label is blank, holds control characters or is given
     *     twice
     */
    Builder grants(String first, String... more);

    /**
     * Adds a listener that is told of each decision, whatever it is, by one event. It can't change
     * the decision: see {@link dev.credence.audit.GuardedAuditListener}. A {@link TrustPolicySet}
     * made of policies with listeners tells each of those listeners once of each of its decisions.
     *
     * @param listener who is told, before the decision is handed out
     * @return this builder
     */
    Builder audit(AuditListener listener);

    /**
     * Sets where the id of a decision comes from that is in its audit event and in {@link
     * Rejection#publicMessage()}, such as the id of the request that the token came with; random
     * ids unless set.
     *
     * @param ids asked once for each decision, by the thread that asks for it
     * @return this builder
     */
    Builder correlationIds(CorrelationIds ids);

    /**
     * Builds the policy.
     *
     * @return the policy, immutable
     * @throws ContradictoryPolicyException if it could never trust a token, because its
     *     requirements contradict each other or what is known of its issuer's tokens
     */
    TrustPolicy build();
  }
}
