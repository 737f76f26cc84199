package dev.credence.testkit;

import dev.credence.testkit.Attack.Expectation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;

/**
 * Family F, the answers: what an attacker on the way to the key set, or an issuer in trouble, can
 * send in its place. The attacks find a verifier that has fetched nothing yet and then can't:
 * Credence has no keys then, and so no reason to refuse a token.
 */
final class FetchAttacks {
  /** Far more than an issuer has, in an array that no reader should build. */
  private static final int MANY_KEYS = 10_000;

  /** Those with a row of their own. */
  private static final EnumSet<BrokenDocument> ELSEWHERE =
      EnumSet.of(BrokenDocument.OVERSIZE, BrokenDocument.KEYS_EMPTY);

  private FetchAttacks() {}

  static List<AttackRow> rows() {
    List<AttackRow> rows = new ArrayList<>();
    rows.addAll(redirects());
    rows.addAll(slow());
    rows.addAll(cut());
    rows.add(
        row("F9", "A key set of 4 MB", "CWE-400")
            .on(always(document(BrokenDocument.OVERSIZE)), AttackStage.FETCHED)
            .attack("oversize", AttackScene::token));
    rows.add(answer("F9", "A key set that is compressed", "gzip", Fault.gzip()));
    rows.addAll(statuses());
    rows.addAll(others());
    rows.add(answer("F17", "A key set without keys", "empty", document(BrokenDocument.KEYS_EMPTY)));
    for (BrokenDocument how : EnumSet.complementOf(ELSEWHERE)) {
      rows.add(broken(how));
    }
    rows.add(manyKeys());
    return rows;
  }

  private static List<AttackRow> redirects() {
    List<AttackRow> rows = new ArrayList<>();
    for (int status : List.of(302, 301, 303, 307, 308)) {
      String variant = "redirect-to-another-host" + (status == 302 ? "" : "-by-" + status);
      rows.add(
          redirect()
              .expecting(Expectation.MUST_NOT_CALL_OUT)
              .on(
                  AttackStage.fetched(
                      scene -> Fault.redirect(status, scene.canary().urlAtLocalhost())),
                  AttackStage.FETCHED)
              .attack(variant, AttackScene::strangersToken));
    }
    rows.add(
        redirect()
            .on(always(Fault.redirectWithinServer(302)), AttackStage.FETCHED)
            .attack("redirect-within-the-host", AttackScene::token));
    rows.add(
        redirect()
            .expecting(Expectation.MUST_FINISH_WITHIN)
            .on(always(Fault.redirectLoop(307)), AttackStage.FETCHED)
            .attack("redirect-to-itself", AttackScene::token));
    return rows;
  }

  private static AttackRow redirect() {
    return row("F2", "A key set that is somewhere else", "GHSA-f5mr-q85p-6hh6");
  }

  private static List<AttackRow> slow() {
    return List.of(
        slow("an-octet-at-a-time", Fault.slowBody(1, Duration.ofMillis(200))),
        slow("head-an-octet-at-a-time", Fault.slowHead(1, Duration.ofMillis(200))),
        slow("no-answer-at-all", Fault.stall(Moment.BEFORE_HEADERS)),
        slow("nothing-more-in-the-body", Fault.stall(Moment.MID_BODY)),
        slow("no-end-of-the-body", Fault.endlessBody()));
  }

  private static AttackRow slow(String variant, Fault fault) {
    return row("F8", "A key set that comes slowly, without end in sight", "CWE-400")
        .expecting(Expectation.MUST_FINISH_WITHIN)
        .on(always(fault), AttackStage.FETCHED)
        .attack(variant, AttackScene::token);
  }

  private static List<AttackRow> cut() {
    String title = "A key set of which a part is missing";
    return List.of(
        answer("F8", title, "connection-closed-in-the-body", Fault.hangUp(Moment.MID_BODY)),
        answer("F8", title, "connection-reset-in-the-body", Fault.reset(Moment.MID_BODY)),
        answer("F8", title, "length-of-more", Fault.wrongContentLength(1)));
  }

  private static List<AttackRow> statuses() {
    List<AttackRow> rows = new ArrayList<>();
    for (int status : List.of(503, 206, 404, 429, 500)) {
      rows.add(
          row("F10", "A key set with a status that promises none", "RFC 9110 §15")
              .on(always(Fault.status(status)), AttackStage.FETCHED)
              .attack("status-" + status, AttackScene::token));
    }
    rows.add(
        answer("F20", "Unchanged keys of which there are none", "unasked", Fault.notModified()));
    return rows;
  }

  private static List<AttackRow> others() {
    String title = "Something else in place of a key set";
    return List.of(
        answer("F10", title, "captive-portal", Fault.captivePortal()),
        answer("F10", title, "said-to-be-html", Fault.contentType("text/html")),
        answer("F10", title, "said-to-be-text", Fault.contentType("text/plain")),
        answer("F10", title, "of-no-type", Fault.header("Content-Type")));
  }

  private static AttackRow broken(BrokenDocument how) {
    String variant = how.name().toLowerCase(Locale.ROOT).replace('_', '-');
    return row("K17", "A document that is no sound key set", "RFC 7517 §5", "RFC 8259")
        .on(always(document(how)), AttackStage.FETCHED)
        .attack(variant, AttackScene::token);
  }

  private static AttackRow manyKeys() {
    return row("K18", "A key set of ten thousand keys", "CWE-400")
        .on(
            AttackStage.fetchedSet(keys -> {
              Object extra = AttackKeys.jwk(keys.named("extra", keys.algorithm()));
              return keys.soundAfter(Collections.nCopies(MANY_KEYS, extra).toArray());
            }),
            AttackStage.FETCHED)
        .attack("ours-last", AttackScene::token);
  }

  private static Fault document(BrokenDocument how) {
    return Fault.document(how);
  }

  private static AttackRow answer(String id, String title, String variant, Fault fault) {
    return row(id, title, "CWE-20", "RFC 7517 §5")
        .on(always(fault), AttackStage.FETCHED)
        .attack(variant, AttackScene::token);
  }

  private static AttackStage always(Fault fault) {
    return AttackStage.fetched(scene -> fault);
  }

  private static AttackRow row(String id, String title, String... references) {
    return AttackRow.of(id, null, title, references).strict();
  }
}
