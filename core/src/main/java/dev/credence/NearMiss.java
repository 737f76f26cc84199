package dev.credence;

/**
 * How a claim only just misses what is required of it. Each kind is a mistake that people make
 * again and again, with what to know about it.
 *
 * <p>Constants may be added in a minor release, so a {@code switch} over them needs a default
 * branch.
 */
public enum NearMiss {
  /** The values differ in upper and lower case only. */
  CASE("They differ only in upper and lower case, and values are compared exactly."),
  /** The values differ in one slash at the end only. */
  TRAILING_SLASH("They differ only in a slash at the end, and values are compared exactly."),
  /** An exact value has a wildcard in it, and would match as a pattern. */
  WILDCARD_IN_EXACT_VALUE("An exact value has no wildcards: for a pattern say matches(...)."),
  /** A pattern would match if its single asterisk went over a slash. */
  ASTERISK_STOPS_AT_SLASH("One asterisk stops at a slash: ** goes over it."),
  /** The value is right but for its JSON type: a number or boolean where a string is required. */
  STRING_REQUIRED(
      "The token has a number or a boolean there, which is no string that looks like it."),
  /** The value is right but for its JSON type: a string where a number or boolean is required. */
  STRING_FOUND("The token has a string there, which is no number or boolean that looks like it."),
  /** One has {@code refs/heads/} before the name of the branch, the other has the name alone. */
  SHORT_BRANCH_NAME(
      "One has refs/heads/ before the branch's name and the other has not: CIs differ in that."),
  /** The subject is the same but for the ids that newer GitHub repositories have in it. */
  IDS_IN_SUBJECT(
      "The token's subject has the ids of owner and repository in it, as GitHub's newer ones do:"
          + " require repository_id and repository_owner_id instead of the subject."),
  /**
   * The subject is the same but for ids that are required, which GitHub's older ones don't have.
   */
  NO_IDS_IN_SUBJECT(
      "The token's subject has no ids of owner and repository in it, as those of GitHub's older"
          + " repositories have none: require repository_id and repository_owner_id instead of the"
          + " subject."),
  /** The job names no deployment environment, so the token has no such claim. */
  NO_ENVIRONMENT("The job declares no environment, so its token names none."),
  /** The token names an issuer on a host that none of the policy's issuers is on. */
  OTHER_PROVIDER("The token is of another CI, or of another installation of it."),
  /** The token names another issuer on the host of one that is trusted. */
  OTHER_TENANT("The token is of the same CI, but of another organization or tenant there."),
  /** The token expired within the last hour, as one does that is kept too long. */
  JUST_EXPIRED("It was good not long ago: a CI's tokens live for minutes, and this one was late."),
  /** The token is dated a few minutes ahead, as one looks to a clock that is behind. */
  DATED_AHEAD(
      "It is dated only minutes ahead: this machine's clock may be behind the issuer's, or the"
          + " other way round.");

  private final String advice;

  NearMiss(String advice) {
    this.advice = advice;
  }

  /**
   * Returns what there is to know about it.
   *
   * @return a sentence
   */
  public String advice() {
    return advice;
  }
}
