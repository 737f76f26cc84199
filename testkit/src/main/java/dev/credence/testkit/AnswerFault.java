package dev.credence.testkit;

import java.util.function.Function;

/** A fault of what is answered. */
final class AnswerFault extends Fault {
  private final String description;
  private final Function<Reply, ServerResponse> change;
  private final boolean complete;

  AnswerFault(String description, Function<Reply, ServerResponse> change) {
    this(description, change, true);
  }

  private AnswerFault(
      String description, Function<Reply, ServerResponse> change, boolean complete) {
    this.description = description;
    this.change = change;
    this.complete = complete;
  }

  /** A fault of the header fields alone, which leaves 304 possible. */
  static AnswerFault ofHead(String description, Function<Reply, ServerResponse> change) {
    return new AnswerFault(description, change, false);
  }

  @Override
  Reply on(Reply reply) {
    Reply changed = reply.with(change.apply(reply));
    return complete ? changed.inFull() : changed;
  }

  @Override
  public String toString() {
    return description;
  }
}
