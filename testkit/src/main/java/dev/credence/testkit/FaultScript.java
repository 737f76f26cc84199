package dev.credence.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;

/**
 * Which requests meet which {@link Fault}. A request meets one fault of a script at most: first
 * those that are scripted for a number of requests, in their order, then the others in theirs.
 *
 * <p>Thread-safe. The same calls give the same faults to the same sequence of requests.
 *
 * {@snippet class="snippets.FaultSnippetsTest" region="script"}
 */
public final class FaultScript {
  private final InstantSource clock;
  private final Deque<Fault> next = new ArrayDeque<>();
  private final List<Rule> lasting = new ArrayList<>();

  /** Whether a request meets the fault; asked once for each request that gets as far. */
  private record Rule(Condition condition, Fault fault) {}

  private interface Condition {
    boolean holds();
  }

  FaultScript(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * Lets the next requests that meet no other counted fault meet this one.
   *
   * @param requests how many; positive
   * @param fault what they meet
   * @return this script
   * @throws IllegalArgumentException if the number is not positive
   */
  public synchronized FaultScript next(int requests, Fault fault) {
    Objects.requireNonNull(fault, "fault");
    if (requests < 1) {
      throw new IllegalArgumentException(
          "A fault is met by at least one request, not by " + requests);
    }
    for (int i = 0; i < requests; i++) {
      next.add(fault);
    }
    return this;
  }

  /**
   * Lets the next requests meet a fault each, in this order.
   *
   * @param faults one for each request
   * @return this script
   */
  public synchronized FaultScript next(Fault... faults) {
    next.addAll(List.of(faults));
    return this;
  }

  /**
   * Lets all requests meet a fault until {@link #clear()}.
   *
   * @param fault what they meet
   * @return this script
   */
  public FaultScript always(Fault fault) {
    return add(() -> true, fault);
  }

  /**
   * Lets each request meet a fault by chance until {@link #clear()}.
   *
   * @param probability from 0, for never, to 1, for always
   * @param seed what chance depends on
   * @param fault what they meet
   * @return this script
   * @throws IllegalArgumentException if the probability is not from 0 to 1
   */
  public FaultScript sometimes(double probability, long seed, Fault fault) {
    if (!(probability >= 0 && probability <= 1)) {
      throw new IllegalArgumentException("A probability has to be from 0 to 1, not " + probability);
    }
    Random random = new Random(seed);
    return add(() -> random.nextDouble() < probability, fault);
  }

  /**
   * Lets all requests meet a fault for a time by the issuer's clock, from now on, or until {@link
   * #clear()}.
   *
   * @param time how long
   * @param fault what they meet
   * @return this script
   */
  public FaultScript during(Duration time, Fault fault) {
    Instant end = clock.instant().plus(time);
    return add(() -> clock.instant().isBefore(end), fault);
  }

  /**
   * Lets no further request meet a fault. What is under way goes on as it began.
   *
   * @return this script
   */
  public synchronized FaultScript clear() {
    next.clear();
    lasting.clear();
    return this;
  }

  /** What the next request meets. */
  synchronized Optional<Fault> draw() {
    Fault counted = next.poll();
    return counted != null
        ? Optional.of(counted)
        : lasting.stream().filter(rule -> rule.condition().holds()).map(Rule::fault).findFirst();
  }

  private synchronized FaultScript add(Condition condition, Fault fault) {
    lasting.add(new Rule(condition, Objects.requireNonNull(fault, "fault")));
    return this;
  }
}
