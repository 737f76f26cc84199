package dev.credence.testkit;

import dev.credence.testkit.Attack.Expectation;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Family F: what an attacker on the way to the key set, or before the verifier, can make of the
 * fetching of keys. Most attacks find a verifier that has fetched nothing yet and then can't:
 * Credence has no keys then, and so no reason to refuse a token.
 */
final class FetchAttacks {
  private static final int FLOOD = 100;

  private FetchAttacks() {}

  static List<AttackRow> rows() {
    return List.of(
        redirect(), slow(), oversize(), wrongAnswer(), broken(), flood(), serverWithoutKeys());
  }

  private static AttackRow redirect() {
    return row("F2", "A key set that is somewhere else", "GHSA-f5mr-q85p-6hh6")
        .expecting(Expectation.MUST_NOT_CALL_OUT)
        .on(
            troubled(scene -> Fault.redirect(302, scene.canary().urlAtLocalhost())),
            AttackStage.FETCHED)
        .attack("redirect-to-another-host", AttackScene::strangersToken);
  }

  private static AttackRow slow() {
    return row("F8", "A key set that comes slowly, without end in sight", "CWE-400")
        .expecting(Expectation.MUST_FINISH_WITHIN)
        .on(troubled(scene -> Fault.slowBody(1, Duration.ofMillis(200))), AttackStage.FETCHED)
        .attack("an-octet-at-a-time", AttackScene::token);
  }

  private static AttackRow oversize() {
    return row("F9", "A key set of 4 MB", "CWE-400")
        .on(troubled(scene -> Fault.document(BrokenDocument.OVERSIZE)), AttackStage.FETCHED)
        .attack("oversize", AttackScene::token);
  }

  private static AttackRow wrongAnswer() {
    return row("F10", "A key set with the status of a failure", "RFC 9110 §15")
        .on(troubled(scene -> Fault.status(503)), AttackStage.FETCHED)
        .attack("status-503", AttackScene::token);
  }

  private static AttackRow serverWithoutKeys() {
    return row("F10", "Something else in place of a key set", "RFC 7517 §5")
        .on(troubled(scene -> Fault.captivePortal()), AttackStage.FETCHED)
        .attack("captive-portal", AttackScene::token);
  }

  private static AttackRow broken() {
    return row("F17", "A key set without keys", "RFC 7517 §5")
        .on(troubled(scene -> Fault.document(BrokenDocument.KEYS_EMPTY)), AttackStage.FETCHED)
        .attack("empty", AttackScene::token);
  }

  private static AttackRow flood() {
    return row(
            "F11",
            "Tokens of a hundred keys that nobody has",
            "CWE-406",
            "OpenID Connect Core §10.1.1")
        .expecting(Expectation.MUST_NOT_FLOOD_ISSUER)
        .on(AttackStage.FETCHED)
        .series(
            "random-key-ids",
            scene ->
                Stream.generate(() -> UUID.randomUUID().toString())
                    .limit(FLOOD)
                    .map(id -> scene.strangersToken().header("kid", id).sign())
                    .toList());
  }

  private static AttackStage troubled(AttackStage.Trouble trouble) {
    return AttackStage.fetched(AttackKeys::soundSet, trouble);
  }

  private static AttackRow row(String id, String title, String... references) {
    return AttackRow.of(id, null, title, references).strict();
  }
}
