package dev.credence.document;

import dev.credence.claim.Claim;
import dev.credence.internal.json.LocatedValue;
import org.jspecify.annotations.Nullable;

/**
 * One member of a {@link Form}.
 *
 * @param name the member's name
 * @param kind what its value is
 * @param claim the claim that the form requires to be this value, where there is one
 */
record Field(String name, Kind kind, @Nullable Claim<?> claim) {
  /** What the value of a field is. */
  enum Kind {
    TEXT,
    ID,
    TEXTS,
    TRUE
  }

  static Field text(String name) {
    return new Field(name, Kind.TEXT, null);
  }

  static Field text(String name, Claim<?> claim) {
    return new Field(name, Kind.TEXT, claim);
  }

  static Field id(String name, Claim<?> claim) {
    return new Field(name, Kind.ID, claim);
  }

  static Field texts(String name) {
    return new Field(name, Kind.TEXTS, null);
  }

  static Field isTrue(String name) {
    return new Field(name, Kind.TRUE, null);
  }

  Object read(LocatedValue value) {
    return switch (kind) {
      case TEXT -> Values.text(name, value);
      case ID -> Values.id(name, value);
      case TEXTS ->
          Values.elements(name, "strings", value).stream()
              .map(element -> Values.text("each element of " + Values.quoted(name), element))
              .toList();
      case TRUE -> {
        Values.requireTrue(name, value);
        yield true;
      }
    };
  }
}
