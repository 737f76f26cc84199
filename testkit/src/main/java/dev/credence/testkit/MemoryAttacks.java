package dev.credence.testkit;

import static dev.credence.RejectionReason.SIGNATURE_INVALID;

import java.util.List;
import java.util.function.UnaryOperator;

/** Family F, what a verifier remembers of tokens: one must never be taken for another. */
final class MemoryAttacks {
  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

  /** What the factor of {@code String.hashCode()} makes of a character's neighbour. */
  private static final int FACTOR = 31;

  private MemoryAttacks() {}

  static List<AttackRow> rows() {
    return List.of(
        AttackRow.of(
                "F22",
                SIGNATURE_INVALID,
                "A token that resembles one accepted a moment ago",
                "CVE-2026-35039",
                "CWE-694")
            .series(
                "its-header-and-signature",
                scene -> {
                  String accepted = scene.token().sign();
                  String payload = scene.token().claim("sub", "another").sign();
                  return List.of(
                      accepted, part(accepted, 0) + part(payload, 1) + part(accepted, 2));
                })
            .series(
                "its-header-and-claims",
                scene -> {
                  String accepted = scene.token().sign();
                  String stranger = scene.strangersToken().sign();
                  return List.of(
                      accepted, part(accepted, 0) + part(accepted, 1) + part(stranger, 2));
                })
            .series("its-hash-code", scene -> twins(scene.token().sign())));
  }

  /** A part of a token, with the dot before it. */
  private static String part(String token, int index) {
    return (index == 0 ? "" : ".") + token.split("\\.", -1)[index];
  }

  /** The token, and one with another signature and the hash code of the same string. */
  private static List<String> twins(String token) {
    for (int at = token.lastIndexOf('.') + 1; at < token.length() - 2; at++) {
      for (UnaryOperator<int[]> shift :
          List.<UnaryOperator<int[]>>of(
              pair -> new int[] {pair[0] + 1, pair[1] - FACTOR},
              pair -> new int[] {pair[0] - 1, pair[1] + FACTOR})) {
        int[] pair = shift.apply(new int[] {token.charAt(at), token.charAt(at + 1)});
        if (ALPHABET.indexOf(pair[0]) >= 0 && ALPHABET.indexOf(pair[1]) >= 0) {
          String twin = token.substring(0, at) + (char) pair[0] + (char) pair[1];
          return List.of(token, twin + token.substring(at + 2));
        }
      }
    }
    throw new IllegalStateException("A signature of hundreds of characters has such a pair");
  }
}
