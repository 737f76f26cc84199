package dev.credence.testkit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All that can get into a log by an exception: its messages and those of its causes. */
final class ThrownText {
  /** A piece of a token as short as this may be a word that everybody knows. */
  private static final int PIECE = 16;

  /** Of a very long token the beginning does. */
  private static final int SEARCHED = 8_192;

  private final List<String> messages = new ArrayList<>();

  private ThrownText() {}

  static ThrownText of(Throwable thrown) {
    ThrownText text = new ThrownText();
    text.add(thrown, Collections.newSetFromMap(new IdentityHashMap<>()));
    return text;
  }

  private void add(@Nullable Throwable thrown, Set<Throwable> seen) {
    if (thrown != null && seen.add(thrown)) {
      messages.add(thrown.toString());
      add(thrown.getCause(), seen);
      for (Throwable suppressed : thrown.getSuppressed()) {
        add(suppressed, seen);
      }
    }
  }

  boolean holdsPieceOf(String token) {
    String text = String.join("\n", messages);
    int end = Math.min(token.length(), SEARCHED) - PIECE;
    for (int at = 0; at <= end; at++) {
      if (text.contains(token.substring(at, at + PIECE))) {
        return true;
      }
    }
    return false;
  }

  /** Whether a carriage return or an escape code, which no message needs, got into one. */
  boolean forgesLines() {
    return messages.stream()
        .anyMatch(message -> message.indexOf('\r') >= 0 || message.indexOf('\u001b') >= 0);
  }
}
