package dev.credence;

/**
 * How a claim only just misses what is required of it. Each kind is a mistake that people make
 * again and again, with what to do about it.
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
  /** The subject is the same but for the ids that newer GitHub repositories have in it. */
  IDS_IN_SUBJECT(
      "The token's subject has the ids of owner and repository in it, as GitHub's newer ones do:"
          + " require repository_id and repository_owner_id instead of the subject."),
  /** The job names no deployment environment, so the token has no such claim. */
  NO_ENVIRONMENT("The job declares no environment, so its token names none.");

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
