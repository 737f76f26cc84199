package dev.credence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.statistics.Statistics;

/** A token is valid for one stretch of time, whose ends its claims and the policy's skew set. */
class TimePropertiesTest {
  private static final long T = TokenForge.NOW.getEpochSecond();

  /** Times of a token in seconds from a point, and what a policy makes of them. */
  record Times(long issued, long notBefore, long expires, long skew, long longest) {
    String token() {
      return TokenForge.sign(
          TokenForge.claims()
              .with("iat", T + issued)
              .with("nbf", T + notBefore)
              .with("exp", T + expires));
    }

    TrustPolicy policy() {
      return TestPolicies.builder()
          .clockSkew(Duration.ofSeconds(skew))
          .maxLifetime(Duration.ofSeconds(longest))
          .build();
    }

    /** What RFC 7519 says, with the skew once at each end. */
    boolean isValidAt(long now) {
      boolean inOrder = expires > issued && expires > notBefore && expires - issued <= longest;
      return inOrder && now >= Math.max(notBefore, issued) - skew && now < expires + skew;
    }
  }

  @Provide
  Arbitrary<Times> times() {
    return Combinators.combine(
            Arbitraries.longs().between(-60, 60),
            Arbitraries.longs().between(-60, 60),
            Arbitraries.longs().between(-60, 200),
            Arbitraries.longs().between(0, 40),
            Arbitraries.longs().between(30, 300))
        .as(Times::new);
  }

  private static boolean isTrusted(TrustPolicy policy, String token, long second) {
    Instant now = Instant.ofEpochSecond(T + second);
    return TestPolicies.evaluate(policy.withClock(() -> now), token).isTrusted();
  }

  @Property(tries = 250)
  void token_is_trusted_exactly_between_its_ends(
      @ForAll("times") Times times,
      @ForAll @Size(12) List<@LongRange(min = -150, max = 300) Long> seconds) {
    TrustPolicy policy = times.policy();
    String token = times.token();
    for (long now : seconds) {
      assertThat(isTrusted(policy, token, now)).as("at %s", now).isEqualTo(times.isValidAt(now));
    }
    long begin = Math.max(times.notBefore(), times.issued()) - times.skew();
    long end = times.expires() + times.skew();
    for (long edge : new long[] {begin - 1, begin, end - 1, end}) {
      assertThat(isTrusted(policy, token, edge)).as("at %s", edge).isEqualTo(times.isValidAt(edge));
    }
    Statistics.label("ever trusted")
        .collect(times.isValidAt(begin))
        .coverage(coverage -> coverage.check(true).percentage(p -> p > 20));
  }

  @Property(tries = 150)
  void token_that_is_trusted_at_two_times_is_trusted_between(
      @ForAll("times") Times times,
      @ForAll @Size(3) List<@LongRange(min = -100, max = 250) Long> at) {
    List<Long> sorted = at.stream().sorted().toList();
    TrustPolicy policy = times.policy();
    String token = times.token();
    if (isTrusted(policy, token, sorted.get(0)) && isTrusted(policy, token, sorted.get(2))) {
      assertThat(isTrusted(policy, token, sorted.get(1))).isTrue();
    }
  }
}
