package dev.credence.document;

import dev.credence.internal.text.SafeText;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Names that a document may use, as messages list and suggest them. */
final class Names {
  private static final int MAX_DISTANCE = 2;

  private Names() {}

  /** Names that are looked up often and listed in this order. */
  static Set<String> inOrder(String... names) {
    return Collections.unmodifiableSet(new LinkedHashSet<>(Arrays.asList(names)));
  }

  /** Quotes names in a sentence: {@code "a", "b" or "c"}. */
  static String listed(Collection<String> names, String conjunction) {
    List<String> quoted = names.stream().map(name -> '"' + SafeText.name(name) + '"').toList();
    int last = quoted.size() - 1;
    return last < 1
        ? String.join("", quoted)
        : String.join(", ", quoted.subList(0, last)) + " " + conjunction + " " + quoted.get(last);
  }

  /** What to append to a message on an unknown name: the known one that is near, or else all. */
  static String nearestOrAll(String given, String introduction, Collection<String> known) {
    return nearest(given, known)
        .map(name -> "; did you mean \"" + name + "\"?")
        .orElseGet(() -> known.isEmpty() ? "" : "; " + introduction + " " + listed(known, "and"));
  }

  static Optional<String> nearest(String given, Collection<String> known) {
    String nearest = null;
    int least = MAX_DISTANCE + 1;
    for (String name : known) {
      int distance = distance(given, name);
      // Two edits make any word of two letters of any other.
      if (distance < least && 2 * distance <= name.length()) {
        nearest = SafeText.name(name);
        least = distance;
      }
    }
    return Optional.ofNullable(nearest);
  }

  /**
   * The least number of letters to insert, delete, replace or swap with a neighbour, as far as it
   * is at most {@link #MAX_DISTANCE}.
   */
  static int distance(String a, String b) {
    if (Math.abs(a.length() - b.length()) > MAX_DISTANCE) {
      return MAX_DISTANCE + 1;
    }
    int[] beforeLast = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, Math.min(last[j], row[j - 1]) + 1);
        if (areSwapped(a, i, b, j)) {
          row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
        }
      }
      beforeLast = last;
      last = row;
    }
    return last[b.length()];
  }

  private static boolean areSwapped(String a, int i, String b, int j) {
    return i > 1
        && j > 1
        && a.charAt(i - 1) == b.charAt(j - 2)
        && a.charAt(i - 2) == b.charAt(j - 1);
  }
}
