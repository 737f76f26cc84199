package dev.credence.ambient;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Lets some time pass between two attempts. */
@FunctionalInterface
interface Pause {
  /** Really waits. */
  Pause REAL = length -> TimeUnit.NANOSECONDS.sleep(length.toNanos());

  void pause(Duration length) throws InterruptedException;
}
