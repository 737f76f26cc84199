package dev.credence.audit;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Keeps what comes from outside to a size that an event can afford to hold. */
final class OutsideText {
  private static final String CUT = "…";
  private static final int REPLACEMENT = 0xFFFD;

  private OutsideText() {}

  /** At most {@link AuditEvent#MAX_VALUE} code points, each of which every reader of JSON takes. */
  static String of(String text) {
    int length = text.codePointCount(0, text.length());
    StringBuilder kept = new StringBuilder(Math.min(text.length(), AuditEvent.MAX_VALUE));
    text.codePoints()
        .limit(length > AuditEvent.MAX_VALUE ? AuditEvent.MAX_VALUE - 1 : length)
        .map(c -> isReadable(c) ? c : REPLACEMENT)
        .forEach(kept::appendCodePoint);
    return length > AuditEvent.MAX_VALUE ? kept.append(CUT).toString() : kept.toString();
  }

  private static boolean isReadable(int codePoint) {
    return codePoint != 0 && Character.getType(codePoint) != Character.SURROGATE;
  }

  static List<String> of(Collection<String> texts) {
    List<String> kept = new ArrayList<>();
    for (String text : texts) {
      if (kept.size() == AuditEvent.MAX_VALUES) {
        kept.set(AuditEvent.MAX_VALUES - 1, CUT);
        break;
      }
      kept.add(of(text));
    }
    return List.copyOf(kept);
  }
}
