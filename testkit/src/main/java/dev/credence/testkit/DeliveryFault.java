package dev.credence.testkit;

/** A fault of how an answer is sent. */
final class DeliveryFault extends Fault {
  private final String description;
  private final Delivery delivery;

  DeliveryFault(String description, Delivery delivery) {
    this.description = description;
    this.delivery = delivery;
  }

  @Override
  Reply on(Reply reply) {
    return reply.with(delivery);
  }

  @Override
  public String toString() {
    return description;
  }
}
