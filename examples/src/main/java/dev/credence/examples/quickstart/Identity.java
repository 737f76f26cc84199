package dev.credence.examples.quickstart;

import dev.credence.VerifiedToken;
import dev.credence.claim.Claim;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Prints who a verified job is, a claim a line, whichever CI it runs in. */
final class Identity {
  /** Told in words by the last line, or only of use to machines. */
  private static final Set<String> LEFT_OUT = Set.of("iat", "nbf", "exp", "jti");

  private Identity() {}

  static String of(VerifiedToken token) {
    StringBuilder lines = new StringBuilder();
    for (String name : token.claims().names()) {
      if (!LEFT_OUT.contains(name)) {
        value(token, name)
            .filter(value -> !value.isEmpty())
            .ifPresent(value -> append(lines, name, value));
      }
    }
    append(lines, "(expires)", token.expiresAt().toString());
    return lines.toString().stripTrailing();
  }

  private static Optional<String> value(VerifiedToken token, String name) {
    return token
        .get(Claim.string(name))
        .or(() -> token.get(Claim.integer(name)).map(Object::toString))
        .or(() -> token.get(Claim.bool(name)).map(Object::toString))
        .or(() -> token.get(Claim.strings(name)).map(Object::toString));
  }

  private static void append(StringBuilder lines, String name, String value) {
    lines.append(String.format(Locale.ROOT, "  %-22s %s%n", name, value));
  }
}
