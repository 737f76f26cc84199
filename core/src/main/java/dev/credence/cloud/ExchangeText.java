package dev.credence.cloud;

import dev.credence.ambient.IdToken;
import dev.credence.internal.text.SafeText;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The words of a {@link CloudExchangeException}. */
final class ExchangeText {
  private static final int MAX_CODE = 64;

  private ExchangeText() {}

  /** Whether a text is a code, and so holds nothing that must not be shown. */
  static boolean isCode(String text) {
    return !text.isEmpty()
        && text.length() <= MAX_CODE
        && text.chars().allMatch(ExchangeText::isOfCode);
  }

  private static boolean isOfCode(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '.'
        || c == '-'
        || c == '_';
  }

  static String message(
      String cloud,
      String problem,
      @Nullable String code,
      TrustCondition condition,
      String advice,
      IdToken token) {
    StringBuilder text = new StringBuilder(cloud).append(' ').append(problem);
    text.append(code == null ? "." : " (" + code + ").");
    if (condition != TrustCondition.NONE) {
      text.append("\n  Look first at the ").append(named(condition)).append(": ").append(advice);
    } else if (!advice.isEmpty()) {
      text.append("\n  ").append(advice);
    }
    return text.append(statement(token)).toString();
  }

  private static String named(TrustCondition condition) {
    return condition.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** What the token says that clouds compare. */
  private static String statement(IdToken token) {
    Map<String, String> claims = token.unverifiedClaims();
    List<String> audiences = token.audiences();
    return "\n  The job's token says:"
        + line("issuer", claims.get("iss"))
        + line("audience", audiences.size() == 1 ? audiences.get(0) : audiences)
        + line("subject", claims.get("sub"))
        + "\n    expires   "
        + token.expiresAt();
  }

  private static String line(String name, @Nullable Object value) {
    String shown = value == null ? "absent" : SafeText.quote(value);
    return String.format(Locale.ROOT, "%n    %-9s %s", name, shown).replace("\r\n", "\n");
  }
}
