package dev.credence.testkit;

/** Time that goes by before an answer. */
final class PauseFault extends Fault {
  private final String description;
  private final Reply.Pause pause;

  PauseFault(String description, Reply.Pause pause) {
    this.description = description;
    this.pause = pause;
  }

  @Override
  Reply on(Reply reply) {
    return reply.after(pause);
  }

  @Override
  public String toString() {
    return description;
  }
}
