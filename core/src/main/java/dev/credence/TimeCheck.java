package dev.credence;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Checks the times of a token against the clock, each edge once with the policy's skew (RFC 7519
 * §4.1.4 to §4.1.6): valid from {@code nbf} on and before {@code exp}.
 */
final class TimeCheck {
  /** How late a token may be for a near miss: one that was kept, not one that was found. */
  private static final Duration SHORTLY = Duration.ofHours(1);

  private TimeCheck() {}

  static Outcome<RegisteredClaims> notExpired(
      RegisteredClaims claims, Expectations expected, Stage stage) {
    Instant now = expected.now();
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
            "is after " + shown(now),
            end + ", " + seconds(end, now) + " s ago",
            near ? NearMiss.JUST_EXPIRED : null,
            near ? SafeChanges.requestingLater() : null));
  }

  static Outcome<RegisteredClaims> begun(
      RegisteredClaims claims, Expectations expected, Stage stage) {
    Instant start = claims.notBefore();
    Instant now = expected.now();
    if (start == null || !now.isBefore(start.minus(expected.clockSkew()))) {
      return Outcome.passed(claims);
    }
    return early(stage, RejectionReason.NOT_YET_VALID, "nbf", now, start);
  }

  static Outcome<RegisteredClaims> issuedInThePast(
      RegisteredClaims claims, Expectations expected, Stage stage) {
    Instant issued = claims.issuedAt();
    Instant now = expected.now();
    if (!issued.isAfter(now.plus(expected.clockSkew()))) {
      return Outcome.passed(claims);
    }
    return early(stage, RejectionReason.ISSUED_IN_FUTURE, "iat", now, issued);
  }

  /**
   * An {@code exp} at or before {@code iat}, or an {@code nbf} at or after {@code exp}, is absurd.
   */
  static Outcome<RegisteredClaims> inOrder(RegisteredClaims claims, Stage stage) {
    Instant end = claims.expiresAt();
    Instant start = claims.notBefore();
    if (!end.isAfter(claims.issuedAt())) {
      return refused(
          stage,
          RejectionReason.CLAIM_INVALID,
          "exp",
          "is after iat, " + claims.issuedAt(),
          end.toString());
    }
    if (start != null && !end.isAfter(start)) {
      return refused(
          stage, RejectionReason.CLAIM_INVALID, "exp", "is after nbf, " + start, end.toString());
    }
    return Outcome.passed(claims);
  }

  static Outcome<RegisteredClaims> notTooLong(
      RegisteredClaims claims, Expectations expected, Stage stage) {
    Duration lifetime = Duration.between(claims.issuedAt(), claims.expiresAt());
    if (lifetime.compareTo(expected.maxLifetime()) <= 0) {
      return Outcome.passed(claims);
    }
    return refused(
        stage,
        RejectionReason.LIFETIME_EXCEEDED,
        "exp",
        "is at most " + expected.maxLifetime().toSeconds() + " s after iat",
        lifetime.toSeconds() + " s after iat");
  }

  private static Outcome<RegisteredClaims> early(
      Stage stage, RejectionReason reason, String claim, Instant now, Instant dated) {
    boolean near = !dated.isAfter(now.plus(Expectations.MAX_CLOCK_SKEW));
    return Outcome.refused(
        stage,
        reason,
        new Mismatch(
            claim,
            "is not after " + shown(now),
            dated + ", in " + seconds(now, dated) + " s",
            near ? NearMiss.DATED_AHEAD : null,
            null));
  }

  private static String shown(Instant now) {
    return now.truncatedTo(ChronoUnit.SECONDS) + " (now)";
  }

  private static long seconds(Instant from, Instant to) {
    return Duration.between(from, to).toSeconds();
  }

  private static Outcome<RegisteredClaims> refused(
      Stage stage, RejectionReason reason, String claim, String required, String found) {
    return Outcome.refused(stage, reason, new Mismatch(claim, required, found));
  }
}
