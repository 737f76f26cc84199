package dev.credence.testkit;

/** How far a response has got when something happens to it; see {@link Fault}. */
public enum Moment {
  /** The request has been read and nothing was answered. */
  BEFORE_HEADERS("before the headers"),
  /** Half of the status line and header fields has been sent. */
  MID_HEADERS("in the middle of the headers"),
  /** All header fields have been sent and nothing of the body. */
  AFTER_HEADERS("after the headers"),
  /** All header fields and half of the body have been sent. */
  MID_BODY("in the middle of the body");

  private final String words;

  Moment(String words) {
    this.words = words;
  }

  String words() {
    return words;
  }

  /** How many octets have been sent at this moment. */
  int octets(int head, int body) {
    return switch (this) {
      case BEFORE_HEADERS -> 0;
      case MID_HEADERS -> head / 2;
      case AFTER_HEADERS -> head;
      case MID_BODY -> head + body / 2;
    };
  }
}
