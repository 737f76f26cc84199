package dev.credence.ci;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * A default {@code sub} of GitHub Actions taken apart: {@code repo:OWNER/NAME:CONTEXT}, or with the
 * ids of owner and repository, {@code repo:OWNER@ID/NAME@ID:CONTEXT}, which repositories created,
 * renamed or transferred since 2026-07-15 have.
 *
 * <p>It is the issuer's text read by its grammar, for showing and logging. For decisions require
 * the discrete claims, {@link GitHubActions#REPOSITORY_ID} above all: a repository's administrators
 * can change which claims its {@code sub} is made of. Immutable and thread-safe.
 *
 * @see <a href="https://docs.github.com/en/actions/reference/security/oidc">GitHub: OpenID Connect
 *     reference</a>
 */
public final class GitHubSubject {
  private static final String PREFIX = "repo:";

  private final Named owner;
  private final Named repository;
  private final String context;

  private GitHubSubject(Named owner, Named repository, String context) {
    this.owner = owner;
    this.repository = repository;
    this.context = context;
  }

  /**
   * Reads a {@code sub}.
   *
   * @param subject the claim's value
   * @return its parts, or empty if it is of a customised template
   */
  public static Optional<GitHubSubject> parse(String subject) {
    int slash = subject.indexOf('/');
    int colon = subject.indexOf(':', PREFIX.length());
    if (!subject.startsWith(PREFIX)
        || slash < 0
        || colon < slash
        || colon == subject.length() - 1) {
      return Optional.empty();
    }
    Optional<Named> owner = Named.parse(subject.substring(PREFIX.length(), slash));
    Optional<Named> repository = Named.parse(subject.substring(slash + 1, colon));
    if (owner.isEmpty()
        || repository.isEmpty()
        || owner.get().id().isPresent() != repository.get().id().isPresent()) {
      return Optional.empty();
    }
    return Optional.of(
        new GitHubSubject(owner.get(), repository.get(), subject.substring(colon + 1)));
  }

  /**
   * Returns the owner's name.
   *
   * @return the name, without the id
   */
  public String owner() {
    return owner.name();
  }

  /**
   * Returns the owner's id.
   *
   * @return the id, or empty in the form without ids
   */
  public OptionalLong ownerId() {
    return owner.id();
  }

  /**
   * Returns the repository's name.
   *
   * @return the name, without owner and id
   */
  public String repository() {
    return repository.name();
  }

  /**
   * Returns the repository's id.
   *
   * @return the id, or empty in the form without ids
   */
  public OptionalLong repositoryId() {
    return repository.id();
  }

  /**
   * Returns what comes after the repository, such as {@code environment:prod}, {@code pull_request}
   * or {@code ref:refs/heads/main}.
   *
   * @return the rest, as the token spells it; a colon within a value is {@code %3A}
   */
  public String context() {
    return context;
  }

  @Override
  public String toString() {
    return PREFIX + owner + "/" + repository + ":" + context;
  }

  /** A name with or without an id behind an at sign, which names themselves can't hold. */
  private record Named(String name, OptionalLong id) {
    private static final int MAX_DIGITS = 18;

    static Optional<Named> parse(String text) {
      int at = text.indexOf('@');
      String name = at < 0 ? text : text.substring(0, at);
      if (name.isEmpty() || name.indexOf('/') >= 0) {
        return Optional.empty();
      }
      if (at < 0) {
        return Optional.of(new Named(name, OptionalLong.empty()));
      }
      String digits = text.substring(at + 1);
      boolean number =
          !digits.isEmpty()
              && digits.length() <= MAX_DIGITS
              && !digits.startsWith("0")
              && digits.chars().allMatch(c -> c >= '0' && c <= '9');
      return number
          ? Optional.of(new Named(name, OptionalLong.of(Long.parseLong(digits))))
          : Optional.empty();
    }

    @Override
    public String toString() {
      return id.isPresent() ? name + "@" + id.getAsLong() : name;
    }
  }
}
