package dev.credence.ci;

import dev.credence.Issuer;
import dev.credence.VerifiedToken;
import dev.credence.claim.Claim;
import dev.credence.claim.Requirement;
import dev.credence.claim.StringClaim;
import java.time.Duration;
import java.util.List;

/**
 * Vercel: issuers, claims and requirements.
 *
 * <p><b>All teams share one signing key</b>, so the key proves nothing about the team: the issuer
 * does, and {@link #OWNER_ID}. In global mode even the issuer is shared. {@link #owner(String)}
 * asks for the team's id first:
 *
 * <pre>{@code
 * TrustPolicy.named("production-database")
 *     .issuer(Vercel.issuer("acme"))
 *     .audience("https://database.example.com")
 *     .require(
 *         Vercel.owner("team_7Gw5ZMzpQA8h90F832KGp7nwbuh3")
 *             .project("prj_7Gw5ZMBpQA8h9GF832KGp7nwbuh3")
 *             .production())
 *     .build();
 * }</pre>
 *
 * <p>Of the claims, which are strings but for the times and {@code act},
 *
 * <ul>
 *   <li>{@link #OWNER_ID} and {@link #PROJECT_ID} are never re-used;
 *   <li>{@link #OWNER}, {@link #PROJECT}, {@link #SUBJECT} and the team's issuer are names,
 *       re-usable after a rename;
 *   <li>{@link #ENVIRONMENT} tells {@code production} from {@code preview}. Without it every
 *       preview of every pull request is let in.
 * </ul>
 *
 * <p>The default audience, {@code https://vercel.com/TEAM}, is the same for every service of the
 * team: have the token exchanged for one of your own audience. An exchanged token carries {@code
 * act}, and its issuer is the team's even where the project is set to the global one.
 *
 * <p>An hour is allowed, the life of tokens in deployments. Those of {@code vercel dev} live for
 * twelve hours on developers' machines and are refused for that; who wants them has to build the
 * issuer by {@link Issuer#builder(String)}. Tokens have no {@code jti} unless one is given in the
 * exchange.
 *
 * <p>Static and thread-safe.
 *
 * @see <a href="https://vercel.com/docs/oidc/reference">Vercel: OIDC Federation Reference</a>
 */
public final class Vercel {
  /** {@code sub}: {@code owner:TEAM:project:PROJECT:environment:ENVIRONMENT}, all names. */
  public static final StringClaim SUBJECT = Claim.string("sub");

  /** {@code owner_id}: the team, {@code team_…}, never re-used. */
  public static final StringClaim OWNER_ID = Claim.string("owner_id");

  /** {@code owner}: the team's slug; re-usable after a rename. */
  public static final StringClaim OWNER = Claim.string("owner");

  /** {@code project_id}: the project, {@code prj_…}, never re-used. */
  public static final StringClaim PROJECT_ID = Claim.string("project_id");

  /** {@code project}: the project's name; re-usable after a rename. */
  public static final StringClaim PROJECT = Claim.string("project");

  /**
   * {@code environment}: {@code production}, {@code preview}, {@code development} or a custom one.
   */
  public static final StringClaim ENVIRONMENT = Claim.string("environment");

  /** {@code user_id}: the developer; in development only. */
  public static final StringClaim USER_ID = Claim.string("user_id");

  /** {@code external_sub}: optional; its meaning is not known to this class. */
  public static final StringClaim EXTERNAL_SUBJECT = Claim.string("external_sub");

  private static final String PRODUCTION = "production";
  private static final Duration MAX_LIFETIME = Duration.ofHours(1);
  private static final String PUBLIC = "https://oidc.vercel.com";
  private static final Issuer GLOBAL = issuerAt(PUBLIC);

  private Vercel() {}

  /**
   * Returns the issuer of a team, for projects in team issuer mode, which Vercel recommends, and
   * for exchanged tokens of every project. Keep the result: its keys are cached with it.
   *
   * @param teamSlug the team's name in URLs, such as {@code acme}
   * @return {@code https://oidc.vercel.com/TEAM}
   * @throws IllegalArgumentException if the name is not letters, digits, hyphens and underscores
   */
  public static Issuer issuer(String teamSlug) {
    return issuerAt(PUBLIC + "/" + Identifiers.requireLabel("The slug of a Vercel team", teamSlug));
  }

  /**
   * Returns the issuer that projects of all teams share in global issuer mode. Its keys are cached
   * once for all policies that use it.
   *
   * @return {@code https://oidc.vercel.com}
   */
  public static Issuer globalIssuer() {
    return GLOBAL;
  }

  /**
   * Starts the requirement that a token belongs to one environment of one project, by ids that
   * nobody can register again.
   *
   * @param ownerId the value of {@link #OWNER_ID}, {@code team_…}
   * @return the step that asks for the project
   * @throws IllegalArgumentException if it is not such an id
   */
  public static NeedsProject owner(String ownerId) {
    Requirement owner =
        OWNER_ID.is(Identifiers.requirePrefixed("The id of a Vercel team", "team_", ownerId));
    return projectId -> {
      Requirement project =
          PROJECT_ID.is(
              Identifiers.requirePrefixed("The id of a Vercel project", "prj_", projectId));
      return environment -> Requirement.allOf(owner, project, ENVIRONMENT.is(environment));
    };
  }

  /**
   * Returns the claims that this class knows, for a {@link dev.credence.ClaimDrift}.
   *
   * @return an unmodifiable list of all the constants
   */
  public static List<Claim<?>> claims() {
    return List.of(
        SUBJECT, OWNER_ID, OWNER, PROJECT_ID, PROJECT, ENVIRONMENT, USER_ID, EXTERNAL_SUBJECT);
  }

  /**
   * Reads a verified token as the deployment that it is about.
   *
   * @param token a token of Vercel
   * @return the typed view
   * @throws IllegalArgumentException if the token lacks a claim that every Vercel token has
   */
  public static VercelJob job(VerifiedToken token) {
    return VercelJob.of(token);
  }

  /** The second step of {@link #owner(String)}. */
  @FunctionalInterface
  public interface NeedsProject {
    /**
     * Sets the project.
     *
     * @param projectId the value of {@link #PROJECT_ID}, {@code prj_…}
     * @return the step that asks for the environment
     * @throws IllegalArgumentException if it is not such an id
     */
    NeedsEnvironment project(String projectId);
  }

  /** The last step of {@link #owner(String)}. */
  @FunctionalInterface
  public interface NeedsEnvironment {
    /**
     * Sets the environment.
     *
     * @param name the value of {@link #ENVIRONMENT}; {@code preview} is every pull request's
     * @return the requirement on team, project and environment together
     */
    Requirement environment(String name);

    /**
     * Sets the environment to production.
     *
     * @return the requirement on team, project and environment together
     */
    default Requirement production() {
      return environment(PRODUCTION);
    }
  }

  private static Issuer issuerAt(String identifier) {
    return Issuer.builder(identifier)
        .maxLifetime(MAX_LIFETIME)
        .identityClaims(
            OWNER_ID, PROJECT_ID, OWNER, PROJECT, ENVIRONMENT, USER_ID, EXTERNAL_SUBJECT)
        .build();
  }
}
