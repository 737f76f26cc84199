package dev.credence.document;

import dev.credence.internal.json.LocatedValue;
import dev.credence.internal.json.LocatedValue.Elements;
import dev.credence.internal.json.LocatedValue.Member;
import dev.credence.internal.json.LocatedValue.Members;
import dev.credence.internal.text.SafeText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes JSON pointers (RFC 6901) of places; names in them are escaped for people as well. */
final class Pointer {
  private Pointer() {}

  static String of(List<String> steps) {
    StringBuilder pointer = new StringBuilder();
    for (String step : steps) {
      pointer.append('/').append(SafeText.name(step).replace("~", "~0").replace("/", "~1"));
    }
    return pointer.toString();
  }

  /** The pointer to the value or member that starts at an offset. */
  static String to(Members document, int offset) {
    List<String> steps = new ArrayList<>();
    LocatedValue next = document;
    while (next != null) {
      next = step(next, offset, steps);
    }
    return of(steps);
  }

  /** Goes one level down towards an offset; null where the way ends. */
  private static @Nullable LocatedValue step(LocatedValue value, int offset, List<String> steps) {
    if (value instanceof Members object) {
      Member member = lastBefore(object, offset);
      if (member != null) {
        steps.add(member.name());
        return member.value().offset() <= offset ? member.value() : null;
      }
    } else if (value instanceof Elements array) {
      int index = lastBefore(array, offset);
      if (index >= 0) {
        steps.add(Integer.toString(index));
        return array.elements().get(index);
      }
    }
    return null;
  }

  private static @Nullable Member lastBefore(Members object, int offset) {
    Member last = null;
    for (Member member : object.members().values()) {
      last = member.offset() <= offset ? member : last;
    }
    return last;
  }

  private static int lastBefore(Elements array, int offset) {
    int index = array.elements().size() - 1;
    while (index >= 0 && array.elements().get(index).offset() > offset) {
      index--;
    }
    return index;
  }
}
