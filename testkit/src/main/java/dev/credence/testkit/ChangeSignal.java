package dev.credence.testkit;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Lets tests wait for something that a server's thread does, without looking again and again. */
final class ChangeSignal {

  synchronized void changed() {
    notifyAll();
  }

  /**
   * Waits until a condition holds.
   *
   * @param patience real time
   * @return whether it holds
   */
  synchronized boolean await(BooleanSupplier condition, Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    try {
      while (!condition.getAsBoolean()) {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
          return false;
        }
        TimeUnit.NANOSECONDS.timedWait(this, left);
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return condition.getAsBoolean();
    }
  }
}
