package dev.credence.examples.quickstart;

import dev.credence.VerifiedToken;
import dev.credence.claim.Claim;
import java.util.Locale;
import java.util.Optional;

/** Prints who a verified job is, a claim a line, whichever CI it runs in. */
final class Identity {
  private Identity() {}

  static String of(VerifiedToken token) {
    StringBuilder lines = new StringBuilder();
    for (String name : token.claims().names()) {
      value(token, name).ifPresent(value -> append(lines, name, value));
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
