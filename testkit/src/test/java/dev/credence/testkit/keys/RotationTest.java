package dev.credence.testkit.keys;

import static dev.credence.testkit.assertj.CredenceAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.credence.RejectionReason;
import dev.credence.keys.KeyFailure;
import dev.credence.keys.KeysUnavailableException;
import dev.credence.testkit.Fault;
import dev.credence.testkit.PoisonEntry;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Key sets that change, well and badly, as a policy sees them that fetches them. */
@Timeout(60)
class RotationTest {
  private static final Duration LIFETIME = Duration.ofMinutes(10);
  private static final Duration GAP = Duration.ofSeconds(10);
  private static final int MOST_ENTRIES = 64;

  private final FetchingPolicy ci = FetchingPolicy.start();

  @AfterEach
  void close() {
    ci.close();
  }

  @Test
  void rotation_with_an_overlap_is_seen_at_once_and_costs_no_token() throws Exception {
    String old = ci.token();
    assertThat(ci.decide(old)).isTrusted();
    ci.keyring().rotate();

    assertThat(ci.decide()).isTrusted();
    assertThat(ci.decide(old)).isTrusted();
    assertThat(ci.fetches()).isEqualTo(2);
  }

  @Test
  void announced_key_needs_no_fetch_when_it_signs() throws Exception {
    assertThat(ci.decide()).isTrusted();
    ci.keyring().announce();
    ci.advance(LIFETIME);
    assertThat(ci.decide()).isTrusted();
    ci.keyring().signWithNewest();

    assertThat(ci.decide()).isTrusted();
    assertThat(ci.fetches()).isEqualTo(2);
  }

  @Test
  void key_that_signs_before_it_is_published_is_accepted_within_the_gap_of_its_publication()
      throws Exception {
    assertThat(ci.decide()).isTrusted();
    ci.keyring().signBeforePublishing();
    String early = ci.token();
    assertThat(ci.decide(early)).isRejectedBecause(RejectionReason.KEY_UNKNOWN);

    ci.keyring().publish();
    String other = ci.tokenNaming("another");
    assertThatThrownBy(() -> ci.decide(other)).isInstanceOf(KeysUnavailableException.class);
    ci.advance(GAP);
    assertThat(ci.decide(other)).isRejectedBecause(RejectionReason.KEY_UNKNOWN);
    assertThat(ci.decide(early)).isTrusted();
  }

  @Test
  void replaced_key_under_the_same_id_is_found() throws Exception {
    assertThat(ci.decide()).isTrusted();
    String old = ci.token();
    ci.keyring().replaceUnderSameId();

    assertThat(ci.decide()).isTrusted();
    assertThat(ci.decide(old)).isRejectedBecause(RejectionReason.SIGNATURE_INVALID);
    assertThat(ci.fetches()).isEqualTo(2);
  }

  @Test
  void rotation_behind_a_flood_is_accepted_within_the_gap() throws Exception {
    assertThat(ci.decide()).isTrusted();
    assertThat(ci.decide(ci.tokenNaming("junk"))).isRejectedBecause(RejectionReason.KEY_UNKNOWN);
    ci.keyring().replace();
    String rotated = ci.token();
    for (int i = 0; i < 100; i++) {
      String junk = ci.tokenNaming("junk-" + i);
      assertThatThrownBy(() -> ci.decide(junk)).isInstanceOf(KeysUnavailableException.class);
    }
    assertThatThrownBy(() -> ci.decide(rotated))
        .isInstanceOfSatisfying(
            KeysUnavailableException.class, e -> assertThat(e.retryAfter()).contains(GAP));
    assertThat(ci.fetches()).isEqualTo(2);

    ci.advance(GAP);
    assertThat(ci.decide(rotated)).isTrusted();
    assertThat(ci.fetches()).isEqualTo(3);
  }

  @Test
  void old_copy_of_a_cache_is_taken_until_the_new_key_is_asked_for() throws Exception {
    String before = ci.github().jwks();
    assertThat(ci.decide()).isTrusted();
    ci.keyring().rotate();
    assertThat(ci.decide()).isTrusted();
    ci.server().keys().faults().next(Fault.staleCopy(before).and(Fault.header("Age", "3600")));
    ci.advance(LIFETIME);
    ci.keys().prefetch().get();
    assertThat(ci.keys().status().keyIds()).hasSize(1);

    assertThat(ci.decide()).isTrusted();
    assertThat(ci.keys().status().keyIds()).hasSize(2);
  }

  @Test
  void servers_that_share_no_keys_are_not_asked_for_every_token() throws Exception {
    assertThat(ci.decide()).isTrusted();
    ci.keyring().flap(3);
    int fetches = ci.fetches();
    for (int i = 0; i < 100; i++) {
      try {
        ci.decide();
      } catch (KeysUnavailableException retryLater) {
        assertThat(retryLater.retryAfter()).isPresent();
      }
    }
    assertThat(ci.fetches() - fetches).isLessThanOrEqualTo(2);
  }

  @Test
  void sixteen_poisoned_entries_cost_no_good_key() throws Exception {
    ci.keyring().poison(PoisonEntry.values());

    assertThat(ci.decide()).isTrusted();
    assertThat(ci.keys().status().skipped()).hasSize(PoisonEntry.values().length - 1);
    assertThat(ci.keys().status().keyIds())
        .containsExactlyInAnyOrder(
            ci.keyring().signingKeyId(), PoisonEntry.BAD_CERTIFICATE.keyId());
  }

  @Test
  void each_poisoned_entry_alone_costs_no_good_key() throws Exception {
    for (PoisonEntry entry : PoisonEntry.values()) {
      ci.keyring().retireOthers().poison(entry);
      ci.advance(LIFETIME);
      ci.keys().prefetch().get();

      assertThat(ci.decide()).isTrusted();
      assertThat(ci.keys().status().lastFailure()).as(entry.name()).isEmpty();
    }
  }

  @Test
  void ambiguous_id_is_no_key() throws Exception {
    ci.keyring().duplicateId().addDecoys(1);

    assertThat(ci.decide())
        .isRejectedBecause(RejectionReason.KEY_UNSUITABLE)
        .explains("another key of the set has the same kid and kty");
  }

  @Test
  void revoked_key_is_refused() throws Exception {
    assertThat(ci.decide()).isTrusted();
    ci.keyring().revoke(ci.keyring().signingKeyId()).addDecoys(1);
    ci.advance(LIFETIME);

    assertThat(ci.decide())
        .isRejectedBecause(RejectionReason.KEY_UNSUITABLE)
        .explains("it is marked as revoked");
  }

  @Test
  void leaked_key_is_refused() throws Exception {
    assertThat(ci.decide()).isTrusted();
    ci.keyring().leak(ci.keyring().signingKeyId()).addDecoys(1);
    ci.advance(LIFETIME);

    assertThat(ci.decide()).isRejectedBecause(RejectionReason.KEY_UNSUITABLE);
    assertThat(ci.keys().status().skipped()).anyMatch(entry -> entry.exposesSecret());
  }

  @Test
  void too_many_entries_are_a_failure_and_the_old_keys_stay() throws Exception {
    assertThat(ci.decide()).isTrusted();
    ci.keyring().addDecoys(MOST_ENTRIES);
    ci.advance(LIFETIME);

    assertThat(ci.decide()).isTrusted();
    assertThat(ci.keys().status().lastFailureKind()).contains(KeyFailure.KEY_SET);
  }
}
