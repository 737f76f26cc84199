package dev.credence.ci;

import dev.credence.claim.Requirement;
import dev.credence.claim.StringClaim;

/** Scopes in one text with single spaces between them (RFC 6749 §3.3). */
final class ScopeText {
  private ScopeText() {}

  /**
   * Requires one scope to be among those of the text: it alone, first, last, or between others. A
   * glob's wildcards don't cross a colon, so beside scopes with one the token is refused; then the
   * whole text is what can be required.
   */
  static Requirement containing(StringClaim claim, String scope) {
    requireOne(scope);
    return Requirement.anyOf(
        claim.is(scope),
        claim.matches(scope + " ?**"),
        claim.matches("?** " + scope),
        claim.matches("?** " + scope + " ?**"));
  }

  /** One scope, without what would be a wildcard in a glob. */
  static String requireOne(String scope) {
    if (!Identifiers.isMadeOf(scope, ScopeText::isLiteral)) {
      throw Identifiers.refused(
          "A scope", "is one word without spaces, quotes and the wildcards * and ?", scope);
    }
    return scope;
  }

  private static boolean isLiteral(int c) {
    return c > ' ' && c < 0x7f && c != '"' && c != '\\' && c != '*' && c != '?';
  }
}
