package dev.credence.ci;

import dev.credence.VerifiedToken;
import java.util.Optional;

/**
 * A verified token of Vercel, read as the deployment that it is about. Holding one proves no more
 * than the token does: which deployment was let in is the policy's decision.
 *
 * <p>Immutable and thread-safe.
 */
public final class VercelJob {
  private final VerifiedToken token;
  private final String ownerId;
  private final String projectId;
  private final String environment;

  private VercelJob(VerifiedToken token) {
    this.token = token;
    this.ownerId = JobClaims.required(token, Vercel.OWNER_ID, "Vercel");
    this.projectId = JobClaims.required(token, Vercel.PROJECT_ID, "Vercel");
    this.environment = JobClaims.required(token, Vercel.ENVIRONMENT, "Vercel");
  }

  static VercelJob of(VerifiedToken token) {
    return new VercelJob(token);
  }

  /**
   * Returns the team.
   *
   * @return the id, {@code team_…}
   */
  public String ownerId() {
    return ownerId;
  }

  /**
   * Returns the project.
   *
   * @return the id, {@code prj_…}
   */
  public String projectId() {
    return projectId;
  }

  /**
   * Returns the environment.
   *
   * @return {@code production}, {@code preview}, {@code development} or a custom one
   */
  public String environment() {
    return environment;
  }

  /**
   * Returns the team's slug.
   *
   * @return the slug, which can be registered again after a rename
   */
  public Optional<String> owner() {
    return token.get(Vercel.OWNER);
  }

  /**
   * Returns the project's name.
   *
   * @return the name, which can be registered again after a rename
   */
  public Optional<String> project() {
    return token.get(Vercel.PROJECT);
  }

  /**
   * Returns the developer.
   *
   * @return the user's id; in development only
   */
  public Optional<String> userId() {
    return token.get(Vercel.USER_ID);
  }

  /** Returns project and environment, which are no secrets. */
  @Override
  public String toString() {
    return "VercelJob[projectId=" + projectId + ", environment=" + environment + "]";
  }
}
