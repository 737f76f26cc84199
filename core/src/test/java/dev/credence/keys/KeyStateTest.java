package dev.credence.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What follows at the edges of each time, and what each fetch does to the budget of tokens. */
class KeyStateTest {
  private static final KeySet KEYS = KeySet.parse(JwksDocuments.keySet("a"));
  private static final Duration LIFETIME = Duration.ofMinutes(10);
  private static final Duration STALE = Duration.ofHours(1);
  private static final long GAP = RefetchBudget.MINIMUM_GAP.toMillis();
  private static final LoadFailure FAILURE = new LoadFailure(KeyFailure.CONNECT, "x");

  private final KeyState state = new KeyState(STALE);

  @Test
  void fetch_for_the_keys_age_takes_nothing_from_the_budget() {
    state.refreshIfDue(0);

    assertThat(state.flight()).isNotNull();
    assertThat(state.flight().isAskedFor()).isFalse();
    assertThat(state.flight().isAwaited()).isFalse();
    assertThat(state.budget().left(0)).isEqualTo(RefetchBudget.PER_MINUTE);
  }

  @Test
  void fetch_for_the_keys_age_does_what_a_token_was_put_off_for() {
    state.budget().fallDue(5);
    state.refreshIfDue(0);

    assertThat(state.flight()).isNotNull();
    assertThat(state.flight().isAwaited()).isTrue();
    assertThat(state.budget().due()).isEqualTo(RefetchBudget.NEVER);
  }

  @Test
  void token_during_an_outage_makes_a_fetch_due_at_its_end() {
    state.refreshIfDue(0);
    state.failed(state.flight(), FAILURE, 0);
    assertThat(state.budget().due()).isEqualTo(RefetchBudget.NEVER);

    assertThat(state.flightForToken(GAP - 1)).isNull();
    assertThat(state.budget().due()).isEqualTo(GAP);
    assertThat(state.budget().left(GAP)).isEqualTo(RefetchBudget.PER_MINUTE);
    assertThat(state.isFetchForbiddenAt(GAP)).isFalse();
  }

  @Test
  void held_keys_are_fresh_and_usable_up_to_their_edges() {
    state.refreshIfDue(0);
    HeldKeys held = state.succeeded(state.flight(), new LoadedKeys(KEYS, LIFETIME));
    long fresh = LIFETIME.toMillis();
    long usable = fresh + STALE.toMillis();
    long tolerated = -HeldKeys.CLOCK_TOLERANCE.toMillis();

    assertThat(held.isFreshAt(-1)).isFalse();
    assertThat(held.isFreshAt(0)).isTrue();
    assertThat(held.isFreshAt(fresh - 1)).isTrue();
    assertThat(held.isFreshAt(fresh)).isFalse();
    assertThat(held.isUsableAt(tolerated - 1)).isFalse();
    assertThat(held.isUsableAt(tolerated)).isTrue();
    assertThat(held.isUsableAt(usable - 1)).isTrue();
    assertThat(held.isUsableAt(usable)).isFalse();
  }

  @Test
  void settled_time_ends_where_the_next_decision_is_to_be_made() {
    state.refreshIfDue(0);
    HeldKeys held = state.succeeded(state.flight(), new LoadedKeys(KEYS, LIFETIME));
    state.settle(0);
    long refresh = held.refreshFrom();

    assertThat(refresh).isEqualTo(LIFETIME.toMillis() * 3 / 4);
    assertThat(held.isSettledAt(-1)).isFalse();
    assertThat(held.isSettledAt(0)).isTrue();
    assertThat(held.isSettledAt(refresh - 1)).isTrue();
    assertThat(held.isSettledAt(refresh)).isFalse();

    state.refreshIfDue(refresh);
    state.settle(refresh);
    assertThat(held.isSettledAt(held.freshUntil() - 1)).as("a fetch is under way").isTrue();
    assertThat(held.isSettledAt(held.freshUntil())).isFalse();

    state.failed(state.flight(), FAILURE, refresh);
    state.settle(refresh);
    assertThat(held.isSettledAt(refresh + GAP - 1)).as("no fetch may start").isTrue();
    assertThat(held.isSettledAt(refresh + GAP)).isFalse();
  }

  @Test
  void outage_forbids_and_is_recent_from_its_first_to_before_its_last_moment() {
    Outage outage = Outage.of(FAILURE, 100);

    assertThat(outage.forbidsFetchAt(99)).isFalse();
    assertThat(outage.forbidsFetchAt(100)).isTrue();
    assertThat(outage.forbidsFetchAt(100 + GAP - 1)).isTrue();
    assertThat(outage.forbidsFetchAt(100 + GAP)).isFalse();
    assertThat(outage.isRecentAt(99)).isFalse();
    assertThat(outage.isRecentAt(100)).isTrue();
    assertThat(outage.isRecentAt(100 + 59_999)).isTrue();
    assertThat(outage.isRecentAt(100 + 60_000)).isFalse();
  }

  @Test
  void budget_counts_each_fetch_for_a_minute_and_keeps_the_gap_to_the_millisecond() {
    RefetchBudget budget = new RefetchBudget();

    assertThat(budget.take(0)).isTrue();
    assertThat(budget.left(0)).isEqualTo(RefetchBudget.PER_MINUTE - 1);
    assertThat(budget.take(0)).isFalse();
    assertThat(budget.due()).isEqualTo(GAP);
    budget.settleDue();
    assertThat(budget.take(GAP - 1)).isFalse();
    budget.settleDue();
    assertThat(budget.take(GAP)).isTrue();
    assertThat(budget.left(59_999)).isEqualTo(RefetchBudget.PER_MINUTE - 2);
    assertThat(budget.left(60_000)).isEqualTo(RefetchBudget.PER_MINUTE - 1);
    assertThat(budget.left(60_000 + GAP)).isEqualTo(RefetchBudget.PER_MINUTE);
  }
}
