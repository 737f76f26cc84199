package dev.credence.testkit;

import static dev.credence.RejectionReason.CLAIM_INVALID;
import static dev.credence.RejectionReason.CLAIM_MISSING;
import static dev.credence.RejectionReason.CLAIM_TYPE;
import static dev.credence.RejectionReason.EXPIRED;
import static dev.credence.RejectionReason.ISSUED_IN_FUTURE;
import static dev.credence.RejectionReason.JSON_INVALID;
import static dev.credence.RejectionReason.LIFETIME_EXCEEDED;
import static dev.credence.RejectionReason.NOT_YET_VALID;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Family C, the times. But for the edges, skew is not the point: all are beyond what anybody
 * tolerates.
 */
final class TimeAttacks {
  private static final Duration HOUR = Duration.ofHours(1);

  private TimeAttacks() {}

  static List<AttackRow> rows() {
    return List.of(
        over(),
        edges(),
        noExpiry(),
        nullTimes(),
        types(),
        impossible(),
        farExpiry(),
        lifetime(),
        longestLifetime(),
        order());
  }

  private static AttackRow over() {
    return AttackRow.of(
            "C5", EXPIRED, "A token outside of its time", "RFC 7519 §4.1.4", "RFC 7519 §4.1.5")
        .attack(
            "expired-an-hour-ago",
            scene -> past(scene).claim("exp", seconds(scene, HOUR.negated())))
        .attack(
            "expired-eleven-minutes-ago",
            scene -> past(scene).claim("exp", seconds(scene, Duration.ofMinutes(-11))))
        .attack(
            "expired-in-1970", scene -> past(scene).claim("exp", 1).claim("iat", 0).claim("nbf", 0))
        .because(NOT_YET_VALID)
        .attack("valid-in-eleven-minutes", scene -> later(scene, Duration.ofMinutes(11)))
        .attack("valid-in-an-hour", scene -> later(scene, HOUR))
        .attack("valid-in-the-year-9999", scene -> scene.token().claim("nbf", 253_402_300_799L))
        .because(CLAIM_INVALID)
        .attack("valid-after-64-bits", time("nbf", "9223372036854775807"))
        .attack("valid-after-1e18", time("nbf", "1000000000000000000"))
        .because(JSON_INVALID)
        .attack("valid-after-1e30", time("nbf", "1e30"))
        .attack("valid-after-1e400", time("nbf", "1" + "0".repeat(400)))
        .accepted("expiry-with-a-fraction", fraction("exp", Duration.ofMinutes(2)))
        .accepted("start-with-a-fraction", fraction("nbf", Duration.ofMinutes(-2)));
  }

  /** Times that are exactly the skew away from now, and one second further or less. */
  private static AttackRow edges() {
    return AttackRow.of(
            "C5",
            EXPIRED,
            "A token at the very edge of its time and of the skew",
            "RFC 7519 §4.1.4",
            "RFC 7519 §4.1.5")
        .strict()
        .on(AttackStage.TIMED)
        .accepted("expired-a-second-less-than-the-skew-ago", scene -> ending(scene, 1))
        .attack("expired-exactly-the-skew-ago", scene -> ending(scene, 0))
        .attack("expired-a-second-more-than-the-skew-ago", scene -> ending(scene, -1))
        .because(NOT_YET_VALID)
        .accepted("valid-in-exactly-the-skew", ahead("nbf", 0))
        .attack("valid-in-a-second-more-than-the-skew", ahead("nbf", 1))
        .because(ISSUED_IN_FUTURE)
        .accepted("issued-in-exactly-the-skew", ahead("iat", 0))
        .attack("issued-in-a-second-more-than-the-skew", ahead("iat", 1));
  }

  private static ForgedToken ending(AttackScene scene, int secondsLater) {
    long start = seconds(scene, Duration.ofMinutes(-10));
    return scene
        .token()
        .claim("iat", start)
        .claim("nbf", start)
        .claim("exp", seconds(scene, scene.skew().negated()) + secondsLater);
  }

  private static Function<AttackScene, ForgedToken> ahead(String claim, int secondsLater) {
    return scene -> scene.token().claim(claim, seconds(scene, scene.skew()) + secondsLater);
  }

  private static Function<AttackScene, ForgedToken> fraction(String claim, Duration fromNow) {
    return scene -> scene.token().claimJson(claim, seconds(scene, fromNow) + ".25");
  }

  private static ForgedToken past(AttackScene scene) {
    long start = seconds(scene, HOUR.multipliedBy(2).negated());
    return scene.token().claim("iat", start).claim("nbf", start);
  }

  private static ForgedToken later(AttackScene scene, Duration start) {
    return scene
        .token()
        .claim("nbf", seconds(scene, start))
        .claim("exp", seconds(scene, start.plus(Duration.ofMinutes(5))));
  }

  private static AttackRow noExpiry() {
    return AttackRow.of("C1", CLAIM_MISSING, "No time of expiry or of issue", "RFC 7519 §4.1.4")
        .strict()
        .attack("no-expiry", scene -> scene.token().without("exp"))
        .attack("no-time-of-issue", scene -> scene.token().without("iat"));
  }

  private static AttackRow nullTimes() {
    return AttackRow.of(
            "C2", CLAIM_MISSING, "A null that counts as a time that is there", "RFC 7519 §4.1.4")
        .strict()
        .attack("expiry", time("exp", "null"))
        .attack("time-of-issue", time("iat", "null"))
        .because(CLAIM_TYPE)
        .attack("start", time("nbf", "null"));
  }

  private static AttackRow types() {
    AttackRow row =
        AttackRow.of(
            "C3",
            CLAIM_TYPE,
            "A time that is no number",
            "CVE-2026-25537",
            "CVE-2026-44459",
            "RFC 7519 §2");
    Map<String, String> values = new LinkedHashMap<>();
    values.put("word", "\"never\"");
    values.put("empty-string", "\"\"");
    values.put("false", "false");
    values.put("array", "[]");
    values.put("object", "{}");
    values.forEach((name, json) -> {
      row.attack("exp-" + name, time("exp", json));
      row.attack("nbf-" + name, time("nbf", json));
    });
    return row;
  }

  private static AttackRow impossible() {
    return AttackRow.of(
            "C4", CLAIM_INVALID, "An expiry that no calendar has", "CVE-2026-44459", "RFC 7519 §2")
        .attack("negative", time("exp", "-1"))
        .attack("least-of-64-bits", time("exp", "-9223372036854775808"))
        .because(EXPIRED)
        .attack("zero", scene -> scene.token().claim("exp", 0))
        .attack("negative-zero", time("exp", "-0.0"))
        .attack("a-fraction-of-a-second", time("exp", "0.5"));
  }

  private static AttackRow farExpiry() {
    AttackRow row =
        AttackRow.of(
                "C4",
                CLAIM_INVALID,
                "An expiry beyond all calendars",
                "RFC 7519 §2",
                "RFC 7493 §2.2")
            .strict()
            .attack("greatest-of-64-bits", time("exp", "9223372036854775807"))
            .attack("beyond-64-bits", time("exp", "18446744073709551616"))
            .attack("1e18", time("exp", "1000000000000000000"))
            .attack(
                "milliseconds",
                scene -> scene.token().claim("exp", scene.now().toEpochMilli() * 1_000));
    return row.because(JSON_INVALID).attack("1e400", time("exp", "1" + "0".repeat(400)));
  }

  private static AttackRow lifetime() {
    return AttackRow.of(
            "C6", LIFETIME_EXCEEDED, "A token that lives too long", "RFC 7519 §4.1.4", "CWE-613")
        .policy()
        .attack(
            "two-hours", scene -> scene.token().claim("exp", seconds(scene, HOUR.multipliedBy(2))))
        .attack(
            "ten-years",
            scene -> scene.token().claim("exp", seconds(scene, Duration.ofDays(3_650))))
        .attack(
            "issued-a-year-ago",
            scene -> scene.token().claim("iat", seconds(scene, Duration.ofDays(-365))));
  }

  private static AttackRow longestLifetime() {
    return AttackRow.of(
            "C6",
            LIFETIME_EXCEEDED,
            "A token that lives to the second as long as is allowed, or longer",
            "RFC 7519 §4.1.4",
            "CWE-613")
        .policy()
        .on(AttackStage.TIMED)
        .accepted("exactly-an-hour", scene -> scene.token().claim("exp", seconds(scene, HOUR)))
        .attack(
            "a-second-more-than-an-hour",
            scene -> scene.token().claim("exp", seconds(scene, HOUR) + 1));
  }

  private static AttackRow order() {
    return AttackRow.of("C7", ISSUED_IN_FUTURE, "Times in an impossible order", "RFC 7519 §4.1.6")
        .strict()
        .attack(
            "issued-in-an-hour",
            scene ->
                scene
                    .token()
                    .claim("iat", seconds(scene, HOUR))
                    .claim("exp", seconds(scene, HOUR.plusMinutes(5))))
        .because(CLAIM_INVALID)
        .attack(
            "expires-when-issued",
            scene ->
                scene
                    .token()
                    .claim("iat", seconds(scene, Duration.ofSeconds(20)))
                    .claim("nbf", seconds(scene, Duration.ZERO))
                    .claim("exp", seconds(scene, Duration.ofSeconds(20))));
  }

  private static Function<AttackScene, ForgedToken> time(String claim, String json) {
    return scene -> scene.token().claimJson(claim, json);
  }

  private static long seconds(AttackScene scene, Duration fromNow) {
    return scene.now().plus(fromNow).getEpochSecond();
  }
}
