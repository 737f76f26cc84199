package dev.credence.ci;

import dev.credence.Issuer;
import dev.credence.VerifiedToken;
import dev.credence.claim.Claim;
import dev.credence.claim.Requirement;
import dev.credence.claim.StringClaim;
import java.time.Duration;
import java.util.List;

/**
 * Spacelift: issuers, claims and requirements.
 *
 * <pre>{@code
 * TrustPolicy.named("production-deploy")
 *     .issuer(Spacelift.issuer("demo"))
 *     .audience(Spacelift.audience("demo"))
 *     .require(Spacelift.applyingStack("infra"))
 *     .build();
 * }</pre>
 *
 * <p>The audience is the account's host name, which a run can't change: every service that the
 * account's runs talk to gets tokens that are good at all the others, for an hour. Spacelift calls
 * all of its claims advisory. Of them, all strings,
 *
 * <ul>
 *   <li>{@link #CALLER_TYPE} and {@link #CALLER_ID} name the stack or module by its slug: pin both,
 *       by {@link #applyingStack(String)}. Spacelift gives tokens no id that outlives a deletion;
 *   <li>{@link #RUN_TYPE} tells what a push to the tracked branch started from a pull request's
 *       preview ({@code PROPOSED}) and from a {@code TASK}, which is any command with the scope
 *       {@code write};
 *   <li>{@link #SCOPE} is {@code write} for tasks, tests and destructions too: never a condition
 *       alone;
 *   <li>{@link #SPACE_ID} is a slug that spaces in different branches of the tree can share, and
 *       {@link #SUBJECT} is made of it. Where slugs repeat, have the account's subject template
 *       hold {@code {spacePath}} and require {@link #SPACE_PATH} as well.
 * </ul>
 *
 * <p>A new subject template changes {@code sub} for the whole account: require the discrete claims.
 * Spacelift doesn't document the algorithm of its signatures; RS256 is what is accepted here.
 *
 * <p>Static and thread-safe.
 *
 * @see <a href="https://docs.spacelift.io/integrations/cloud-providers/oidc/">Spacelift: OpenID
 *     Connect</a>
 */
public final class Spacelift {
  /** {@code sub}: by default {@code space:S:(stack|module):ID:run_type:T:scope:(read|write)}. */
  public static final StringClaim SUBJECT = Claim.string("sub");

  /** {@code spaceId}: the space's slug; several spaces can share it. */
  public static final StringClaim SPACE_ID = Claim.string("spaceId");

  /**
   * {@code spacePath}: the slugs from the root to the space; only if the subject template holds it.
   */
  public static final StringClaim SPACE_PATH = Claim.string("spacePath");

  /** {@code callerType}: {@code stack} or {@code module}. */
  public static final StringClaim CALLER_TYPE = Claim.string("callerType");

  /** {@code callerId}: the slug of the stack or module. */
  public static final StringClaim CALLER_ID = Claim.string("callerId");

  /**
   * {@code runType}: {@code PROPOSED}, {@code TRACKED}, {@code TASK}, {@code TESTING}, {@code
   * DESTROY}.
   */
  public static final StringClaim RUN_TYPE = Claim.string("runType");

  /** {@code runId}: the run; for audit. */
  public static final StringClaim RUN_ID = Claim.string("runId");

  /** {@code scope}: {@code read} or {@code write}. */
  public static final StringClaim SCOPE = Claim.string("scope");

  private static final Duration MAX_LIFETIME = Duration.ofHours(1);

  private Spacelift() {}

  /**
   * Returns the issuer of an account of Spacelift's own service. Keep the result: its keys are
   * cached with it.
   *
   * @param account the account's name, as in its URL
   * @return {@code https://ACCOUNT.app.spacelift.io}
   * @throws IllegalArgumentException if the name is no label of a host name
   */
  public static Issuer issuer(String account) {
    return issuerAt("https://" + audience(account));
  }

  /**
   * Returns the issuer of a self-hosted Spacelift. Keep the result: its keys are cached with it.
   *
   * @param identifier the installation's URL, or its {@code FEDERATION_CUSTOM_ISSUER}, to the
   *     letter
   * @return the issuer
   * @throws IllegalArgumentException if it is not an {@code https} URL
   */
  public static Issuer selfHostedIssuer(String identifier) {
    return issuerAt(identifier);
  }

  private static Issuer issuerAt(String identifier) {
    return Issuer.builder(identifier)
        .maxLifetime(MAX_LIFETIME)
        .identityClaims(SPACE_ID, CALLER_TYPE, CALLER_ID, RUN_TYPE, SCOPE, RUN_ID)
        .build();
  }

  /**
   * Returns the audience of all of an account's tokens: the host name, without {@code https://}.
   *
   * @param account the account's name, as in its URL
   * @return {@code ACCOUNT.app.spacelift.io}
   * @throws IllegalArgumentException if the name is no label of a host name
   */
  public static String audience(String account) {
    return Identifiers.requireDnsLabel("A Spacelift account", account) + ".app.spacelift.io";
  }

  /**
   * Requires a token to be of a tracked run of one stack that applies its changes. Previews of pull
   * requests, planning runs that a person has yet to confirm, tasks and tests are refused.
   *
   * @param stackId the value of {@link #CALLER_ID}
   * @return the requirement on stack, kind of run and scope together
   * @throws IllegalArgumentException if the id is not letters, digits, hyphens and underscores
   */
  public static Requirement applyingStack(String stackId) {
    return Requirement.allOf(
        CALLER_TYPE.is("stack"),
        CALLER_ID.is(Identifiers.requireLabel("The id of a Spacelift stack", stackId)),
        RUN_TYPE.is("TRACKED"),
        SCOPE.is("write"));
  }

  /**
   * Returns the claims that this class knows, for a {@link dev.credence.ClaimDrift}.
   *
   * @return an unmodifiable list of all the constants
   */
  public static List<Claim<?>> claims() {
    return List.of(SUBJECT, SPACE_ID, SPACE_PATH, CALLER_TYPE, CALLER_ID, RUN_TYPE, RUN_ID, SCOPE);
  }

  /**
   * Reads a verified token as the run that it is about.
   *
   * @param token a token of Spacelift
   * @return the typed view
   * @throws IllegalArgumentException if the token lacks a claim that every Spacelift token has
   */
  public static SpaceliftJob job(VerifiedToken token) {
    return SpaceliftJob.of(token);
  }
}
