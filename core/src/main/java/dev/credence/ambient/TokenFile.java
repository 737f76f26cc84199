package dev.credence.ambient;

import dev.credence.ambient.IdTokenUnavailableException.Kind;
import dev.credence.internal.text.SafeText;
import dev.credence.internal.text.StrictUtf8;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A file in which something outside the program keeps a current token, read anew at each use.
 * Immutable and thread-safe.
 */
final class TokenFile {
  private static final int MAX_BYTES = 65_536;

  private final Terms terms;
  private final AmbientEnvironment environment;
  private final Path file;
  private final String advice;

  /** A file; the advice tells how it comes to be there. */
  TokenFile(Terms terms, AmbientEnvironment environment, Path file, String advice) {
    this.terms = terms;
    this.environment = environment;
    this.file = file;
    this.advice = advice;
  }

  IdTokenSource source(Audience audience) {
    return CheckedIdTokens.asked(terms, audience, environment, this::text);
  }

  private String text() throws IdTokenUnavailableException {
    byte[] octets = octets();
    String text = octets.length > MAX_BYTES ? null : StrictUtf8.decode(octets);
    if (text == null) {
      throw terms.failure(
          Kind.BAD_ENVIRONMENT,
          "The file "
              + shown()
              + " holds no token: it is longer than "
              + MAX_BYTES
              + " octets or not UTF-8.");
    }
    return text.strip();
  }

  private byte[] octets() throws IdTokenUnavailableException {
    try {
      return environment.files().read(file, MAX_BYTES);
    } catch (IOException unreadable) {
      throw terms.failure(Kind.NOT_GRANTED, "The file " + shown() + " can't be read. " + advice);
    }
  }

  private String shown() {
    return SafeText.quote(file.toString());
  }
}
