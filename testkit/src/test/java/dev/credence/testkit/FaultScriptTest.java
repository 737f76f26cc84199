package dev.credence.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaultScriptTest {
  private final TestClock clock = TestClock.atPresent();
  private final FaultScript script = new FaultScript(clock);
  private final Fault one = Fault.status(500);
  private final Fault other = Fault.status(503);

  @Test
  void without_a_script_nothing_is_met() {
    assertThat(script.draw()).isEmpty();
  }

  @Test
  void counted_faults_are_met_in_their_order_and_then_no_more() {
    script.next(2, one).next(other, one);

    assertThat(draws(5))
        .containsExactly(
            Optional.of(one),
            Optional.of(one),
            Optional.of(other),
            Optional.of(one),
            Optional.empty());
  }

  @Test
  void lasting_fault_is_met_until_it_is_cleared() {
    script.always(one);
    assertThat(draws(3)).containsOnly(Optional.of(one));

    script.clear();
    assertThat(draws(3)).containsOnly(Optional.empty());
  }

  @Test
  void counted_faults_come_before_lasting_ones() {
    script.always(one).next(1, other);

    assertThat(draws(2)).containsExactly(Optional.of(other), Optional.of(one));
  }

  @Test
  void first_of_two_lasting_faults_is_met() {
    script.always(one).always(other);

    assertThat(script.draw()).contains(one);
  }

  @Test
  void cleared_script_forgets_counted_faults_too() {
    script.next(3, one).clear();

    assertThat(script.draw()).isEmpty();
  }

  @Test
  void chance_repeats_itself_for_the_same_seed_and_is_another_for_another() {
    FaultScript same = new FaultScript(clock).sometimes(0.5, 42, one);
    FaultScript another = new FaultScript(clock).sometimes(0.5, 43, one);
    script.sometimes(0.5, 42, one);

    Object[] first = draws(100).toArray();
    assertThat(first).isEqualTo(draws(same, 100).toArray());
    assertThat(first).isNotEqualTo(draws(another, 100).toArray());
    assertThat(first).contains(Optional.of(one), Optional.empty());
  }

  @Test
  void chance_of_none_is_never_and_of_one_always() {
    assertThat(draws(new FaultScript(clock).sometimes(0, 1, one), 50))
        .containsOnly(Optional.empty());
    assertThat(draws(new FaultScript(clock).sometimes(1, 1, one), 50))
        .containsOnly(Optional.of(one));
  }

  @Test
  void what_chance_spares_may_meet_the_next_rule() {
    script.sometimes(0.5, 42, one).always(other);

    assertThat(draws(100)).contains(Optional.of(one), Optional.of(other));
    assertThat(draws(100)).doesNotContain(Optional.empty());
  }

  @Test
  void outage_ends_by_the_issuers_clock() {
    script.during(Duration.ofMinutes(59), one);
    assertThat(script.draw()).contains(one);

    clock.advance(Duration.ofMinutes(59).minusMillis(1));
    assertThat(script.draw()).contains(one);

    clock.advance(Duration.ofMillis(1));
    assertThat(script.draw()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
  void impossible_probability_is_refused(double probability) {
    assertThatThrownBy(() -> script.sometimes(probability, 1, one))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A probability has to be from 0 to 1, not " + probability);
  }

  @Test
  void impossible_number_of_requests_is_refused() {
    assertThatThrownBy(() -> script.next(0, one))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A fault is met by at least one request, not by 0");
  }

  private Stream<Optional<Fault>> draws(int count) {
    return draws(script, count);
  }

  private static Stream<Optional<Fault>> draws(FaultScript script, int count) {
    return IntStream.range(0, count).mapToObj(i -> script.draw());
  }
}
