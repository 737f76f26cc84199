package dev.credence;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Checks the times of a token against one time of the clock, each edge once with the policy's skew
 * (RFC 7519 §4.1.4 to §4.1.6): valid from {@code nbf} on and before {@code exp}.
 */
final class TimeCheck {
  /** How late a token may be for a near miss: one that was kept, not one that was found. */
  private static final Duration SHORTLY = Duration.ofHours(1);

  private final Instant now;
  private final Expectations expected;
  private final Stage stage;

  private TimeCheck(Instant now, Expectations expected, Stage stage) {
    this.now = now;
    this.expected = expected;
    this.stage = stage;
  }

  /** The checks of a stage, as of now. */
  static TimeCheck now(Expectations expected, Stage stage) {
    return new TimeCheck(expected.now(), expected, stage);
  }

  /** What now is to all of these checks. */
  Instant now() {
    return now;
  }

  Outcome<RegisteredClaims> notExpired(RegisteredClaims claims) {
    Instant end = claims.expiresAt();
    if (now.isBefore(end.plus(expected.clockSkew()))) {
      return Outcome.passed(claims);
    }
    boolean near = Duration.between(end, now).compareTo(SHORTLY) <= 0;
    return Outcome.refused(
        stage,
        RejectionReason.EXPIRED,
        new Mismatch(
            "exp",
            "is after " + shownNow(),
            end + ", " + seconds(end, now) + " s ago",
            near ? NearMiss.JUST_EXPIRED : null,
            near ? SafeChanges.requestingLater() : null));
  }

  Outcome<RegisteredClaims> begun(RegisteredClaims claims) {
    Instant start = claims.notBefore();
    if (start == null || !now.isBefore(start.minus(expected.clockSkew()))) {
      return Outcome.passed(claims);
    }
    return early(RejectionReason.NOT_YET_VALID, "nbf", start);
  }

  Outcome<RegisteredClaims> issuedInThePast(RegisteredClaims claims) {
    Instant issued = claims.issuedAt();
    if (!issued.isAfter(now.plus(expected.clockSkew()))) {
      return Outcome.passed(claims);
    }
    return early(RejectionReason.ISSUED_IN_FUTURE, "iat", issued);
  }

  /**
   * An {@code exp} at or before {@code iat}, or an {@code nbf} at or after {@code exp}, is absurd.
   */
  Outcome<RegisteredClaims> inOrder(RegisteredClaims claims) {
    Instant end = claims.expiresAt();
    Instant start = claims.notBefore();
    if (!end.isAfter(claims.issuedAt())) {
      return refused(
          RejectionReason.CLAIM_INVALID,
          "exp",
          "is after iat, " + claims.issuedAt(),
          end.toString());
    }
    if (start != null && !end.isAfter(start)) {
      return refused(
          RejectionReason.CLAIM_INVALID, "exp", "is after nbf, " + start, end.toString());
    }
    return Outcome.passed(claims);
  }

  Outcome<RegisteredClaims> notTooLong(RegisteredClaims claims) {
    Duration lifetime = Duration.between(claims.issuedAt(), claims.expiresAt());
    if (lifetime.compareTo(expected.maxLifetime()) <= 0) {
      return Outcome.passed(claims);
    }
    return refused(
        RejectionReason.LIFETIME_EXCEEDED,
        "exp",
        "is at most " + expected.maxLifetime().toSeconds() + " s after iat",
        lifetime.toSeconds() + " s after iat");
  }

  private Outcome<RegisteredClaims> early(RejectionReason reason, String claim, Instant dated) {
    boolean near = !dated.isAfter(now.plus(Expectations.MAX_CLOCK_SKEW));
    return Outcome.refused(
        stage,
        reason,
        new Mismatch(
            claim,
            "is not after " + shownNow(),
            dated + ", in " + seconds(now, dated) + " s",
            near ? NearMiss.DATED_AHEAD : null,
            null));
  }

  private String shownNow() {
    return now.truncatedTo(ChronoUnit.SECONDS) + " (now)";
  }

  private static long seconds(Instant from, Instant to) {
    return Duration.between(from, to).toSeconds();
  }

  private Outcome<RegisteredClaims> refused(
      RejectionReason reason, String claim, String required, String found) {
    return Outcome.refused(stage, reason, new Mismatch(claim, required, found));
  }
}
