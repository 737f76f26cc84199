package dev.credence;

import dev.credence.claim.Claim;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A token whose signature and registered claims have been verified. There is no public constructor:
 * whoever is handed one by {@link TrustPolicy#verify(String)} or {@link Decision.Trusted#token()}
 * holds the proof that the policy trusted this job.
 *
 * <p>The token's text, its algorithm and its key are withheld: nothing built on this type can
 * depend on them, log them or send them on. Immutable and thread-safe.
 *
 * {@snippet class="snippets.TrustPolicySnippets" region="verify"}
 */
public final class VerifiedToken {
  private final String issuer;
  private final RegisteredClaims registered;
  private final Claims claims;
  private final String fingerprint;
  private final ClaimedUses uses;

  private VerifiedToken(
      String issuer,
      RegisteredClaims registered,
      Claims claims,
      String fingerprint,
      ClaimedUses uses) {
    this.issuer = issuer;
    this.registered = registered;
    this.claims = claims;
    this.fingerprint = fingerprint;
    this.uses = uses;
  }

  /** Stage 6: every registered claim is checked, whether or not the pre-screen looked at it. */
  static Outcome<VerifiedToken> validate(SignedToken signed, Expectations expected) {
    Stage stage = Stage.REGISTERED_CLAIMS;
    ScreenedToken screened = signed.screened();
    TimeCheck times = TimeCheck.now(expected, stage);
    Claims claims = new Claims(screened.issued().token().unverifiedClaims());
    return AudienceCheck.check(screened.registered(), expected, stage)
        .then(times::notExpired)
        .then(times::begun)
        .then(times::issuedInThePast)
        .then(times::inOrder)
        .then(times::notTooLong)
        .then(registered -> expected.names().check(claims, registered))
        .then(registered -> Outcome.passed(of(screened, registered, claims, expected)));
  }

  private static VerifiedToken of(
      ScreenedToken screened, RegisteredClaims registered, Claims claims, Expectations expected) {
    String issuer = screened.issued().issuer().identifier();
    String fingerprint =
        expected.replayGuard() == null
            ? ""
            : ReplayCheck.fingerprint(issuer, registered.id(), screened.jws().signingInput());
    return new VerifiedToken(issuer, registered, claims, fingerprint, ClaimedUses.NONE);
  }

  /**
   * Returns who issued the token, the {@code iss} claim.
   *
   * @return exactly the issuer of the policy
   */
  public String issuer() {
    return issuer;
  }

  /**
   * Returns whom the token is about, the {@code sub} claim. It identifies a job only together with
   * the {@link #issuer()}.
   *
   * @return the subject, not blank
   */
  public String subject() {
    return registered.subject();
  }

  /**
   * Returns whom the token is meant for, the {@code aud} claim.
   *
   * @return the policy's audience, and beside it only those that the policy tolerates
   */
  public List<String> audience() {
    return registered.audience();
  }

  /**
   * Returns when the token expires, the {@code exp} claim. What is granted because of this token
   * should not outlive it.
   *
   * @return the time, in whole seconds
   */
  public Instant expiresAt() {
    return registered.expiresAt();
  }

  /**
   * Returns when the token was issued, the {@code iat} claim.
   *
   * @return the time, in whole seconds
   */
  public Instant issuedAt() {
    return registered.issuedAt();
  }

  /**
   * Returns the token's own id, the {@code jti} claim, which some issuers don't give.
   *
   * @return the id, or empty
   */
  public Optional<String> id() {
    return Optional.ofNullable(registered.id());
  }

  /**
   * Returns all claims.
   *
   * @return the claims
   */
  public Claims claims() {
    return claims;
  }

  /**
   * Returns the value of one claim.
   *
   * @param claim the claim with its type
   * @param <T> its Java type
   * @return the value, or empty if the claim is absent, null or of another JSON type
   */
  public <T> Optional<T> get(Claim<T> claim) {
    return claims.get(claim);
  }

  /**
   * Gives the token's one use back, where a {@link ReplayGuard} counts uses: for when what the
   * token was verified for has failed and is known to have had no effect, so that the job can
   * present the same token again. Where that is in doubt, leave the token used; the job can ask its
   * CI for another.
   *
   * <p>Only who was let in can give back: a refused presentation of the same token has no {@code
   * VerifiedToken} of it. It counts once: when the token has been let in again since, a second call
   * takes nothing from that use. Without a guard there is nothing to give back and nothing happens.
   * Doesn't fail: what a guard can't reach stays used.
   *
   * {@snippet class="snippets.TrustPolicySnippets" region="release"}
   */
  public void release() {
    uses.release();
  }

  /** This token, able to give back what the decision on it has claimed. */
  VerifiedToken releasing(ClaimedUses claimed) {
    return new VerifiedToken(issuer, registered, claims, fingerprint, claimed);
  }

  /** What a replay guard knows this token by; empty where the policy has no guard. */
  String fingerprint() {
    return fingerprint;
  }

  @Override
  public String toString() {
    return "VerifiedToken[issuer=" + issuer + "]";
  }
}
