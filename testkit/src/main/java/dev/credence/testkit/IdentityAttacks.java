package dev.credence.testkit;

import static dev.credence.RejectionReason.ALGORITHM_NOT_ALLOWED;
import static dev.credence.RejectionReason.CLAIM_AMBIGUOUS;
import static dev.credence.RejectionReason.CLAIM_INVALID;
import static dev.credence.RejectionReason.CLAIM_MISMATCH;
import static dev.credence.RejectionReason.HEADER_FORBIDDEN;
import static dev.credence.RejectionReason.ISSUER_UNKNOWN;
import static dev.credence.RejectionReason.REPLAYED;

import java.text.Normalizer;
import java.util.List;
import java.util.Map;

/** Families G, P, L and R: jobs that are not the one, values that are not the same, replays. */
final class IdentityAttacks {
  private static final int LONG = 3_000;

  private IdentityAttacks() {}

  static List<AttackRow> rows() {
    return List.of(
        strangers(),
        recycled(),
        delimiters(),
        contexts(),
        otherIssuer(),
        folded(),
        shape(),
        types(),
        numbers(),
        lookalikes(),
        boundaries(),
        nothing(),
        logs(),
        replay());
  }

  private static AttackRow strangers() {
    return row("G1", "Another job of the same CI, for the same audience", "RFC 8725 §3.8")
        .attack("other-repository", scene -> repository(scene, "mallory/octo-repo", "13370", "666"))
        .attack(
            "only-the-owner-is-the-same",
            scene -> repository(scene, "octo-org/playground", "75", "65"))
        .attack(
            "name-that-begins-alike",
            scene -> repository(scene, "octo-org/octo-repo-evil", "76", "65"))
        .attack(
            "owner-that-begins-alike",
            scene -> repository(scene, "octo-org-evil/octo-repo", "77", "67"));
  }

  private static AttackRow recycled() {
    return row(
            "G5",
            "A name that a stranger has registered anew, with other ids",
            "CWE-672",
            "https://docs.github.com/en/actions/reference/security/oidc")
        .attack("both-ids-differ", scene -> repository(scene, "octo-org/octo-repo", "13370", "666"))
        .attack("owner-id-differs", scene -> repository(scene, "octo-org/octo-repo", "74", "666"));
  }

  private static ForgedToken repository(AttackScene scene, String name, String id, String owner) {
    return scene
        .token()
        .claim("sub", "repo:" + name + ":environment:production")
        .claim("repository", name)
        .claim("repository_id", id)
        .claim("repository_owner_id", owner);
  }

  private static AttackRow delimiters() {
    return row("G4", "A subject that reads as the job's, of another job", "CWE-707")
        .attack(
            "environment-with-a-colon",
            scene ->
                scene
                    .token()
                    .claim("sub", "repo:octo-org/octo-repo:environment:production:ref:x")
                    .claim("environment", "production:ref:x"))
        .attack(
            "percent-encoded-colon",
            scene -> scene.token().claim("environment", "production%3Aref"))
        .attack(
            "right-subject-of-another-environment",
            scene -> scene.token().claim("environment", "staging"));
  }

  private static AttackRow contexts() {
    return row("G8", "The right repository in another context", "CWE-863")
        .attack("pull-request", scene -> scene.token().claim("ref", "refs/pull/16/merge"))
        .attack("tag-named-like-the-branch", scene -> scene.token().claim("ref", "refs/tags/main"))
        .attack("branch-below", scene -> scene.token().claim("ref", "refs/heads/main/x"))
        .attack(
            "merge-queue", scene -> scene.token().claim("ref", "refs/heads/gh-readonly-queue/main"))
        .attack("short-name-of-the-branch", scene -> scene.token().claim("ref", "main"))
        .attack("no-environment", scene -> scene.token().without("environment"));
  }

  private static AttackRow otherIssuer() {
    return AttackRow.of(
            "G10", ISSUER_UNKNOWN, "The same claims of another installation", "RFC 8725 §3.8")
        .policy()
        .attack(
            "self-managed",
            scene -> scene.strangersToken().claim("iss", "https://ci.internal.example.com"))
        .attack(
            "enterprise-below-the-issuer",
            scene -> scene.token().claim("iss", scene.issuer() + "/octo-enterprise"));
  }

  private static AttackRow folded() {
    return row("G14", "A value that differs only by case", "RFC 7519 §7.3")
        .attack("repository", scene -> scene.token().claim("repository", "Octo-Org/Octo-Repo"))
        .attack("environment", scene -> scene.token().claim("environment", "Production"))
        .attack("ref", scene -> scene.token().claim("ref", "refs/heads/MAIN"));
  }

  private static AttackRow shape() {
    return row("G7", "The right value in another place", "CWE-843")
        .attack("in-an-array", scene -> scene.token().claim("environment", List.of("production")))
        .attack(
            "among-others", scene -> scene.token().claim("ref", List.of("x", "refs/heads/main")))
        .attack(
            "nested",
            scene ->
                scene
                    .token()
                    .without("environment")
                    .claim("claims", Map.of("environment", "production")))
        .because(CLAIM_AMBIGUOUS)
        .attack(
            "under-a-name-in-capitals",
            scene -> scene.token().without("environment").claim("ENVIRONMENT", "production"))
        .because(CLAIM_MISMATCH)
        .attack(
            "in-the-header-only",
            scene -> scene.token().without("environment").header("environment", "production"));
  }

  private static AttackRow types() {
    return row("C14", "The right value in another type", "CWE-843", "RFC 8259 §3")
        .attack("number-for-a-string", scene -> scene.token().claim("repository_id", 74))
        .attack("fraction", scene -> scene.token().claimJson("repository_id", "74.0"))
        .attack("true-for-a-word", scene -> scene.token().claim("environment", true))
        .attack("null", scene -> scene.token().claim("environment", null))
        .attack("word-null", scene -> scene.token().claim("environment", "null"));
  }

  private static AttackRow numbers() {
    return row("C15", "An id that is almost the right number", "RFC 7493 §2.2")
        .attack("leading-zero", scene -> scene.token().claim("repository_id", "074"))
        .attack("plus", scene -> scene.token().claim("repository_id", "+74"))
        .attack("exponent", scene -> scene.token().claim("repository_id", "7.4e1"))
        .attack("fullwidth", scene -> scene.token().claim("repository_id", "\uff17\uff14"))
        .attack("beyond-32-bits", scene -> scene.token().claim("repository_id", "4294967370"));
  }

  private static AttackRow lookalikes() {
    return row("C16", "A value that looks the same", "RFC 7519 §7.3", "Unicode TR 39")
        .attack("cyrillic", scene -> scene.token().claim("environment", "producti\u043en"))
        .attack("fullwidth", scene -> scene.token().claim("ref", "refs/heads/\uff4dain"))
        .attack("circled", scene -> scene.token().claim("ref", "refs/heads/\u24dcain"))
        .because(CLAIM_INVALID)
        .attack("zero-width-space", scene -> scene.token().claim("ref", "refs/heads/ma\u200bin"))
        .attack("soft-hyphen", scene -> scene.token().claim("environment", "pro\u00adduction"))
        .attack("right-to-left", scene -> scene.token().claim("environment", "\u202enoitcudorp"))
        .because(CLAIM_MISMATCH)
        .attack("decomposed", scene -> scene.token().claim("environment", decomposed()));
  }

  private static String decomposed() {
    return Normalizer.normalize("producti\u00f3n", Normalizer.Form.NFD);
  }

  private static AttackRow boundaries() {
    return row("P2", "The right value and something around it", "CVE-2026-22772", "CWE-777")
        .because(CLAIM_INVALID)
        .attack("trailing-newline", scene -> scene.token().claim("ref", "refs/heads/main\n"))
        .attack("leading-newline", scene -> scene.token().claim("ref", "x\nrefs/heads/main"))
        .attack("lines-around", scene -> scene.token().claim("ref", "x\nrefs/heads/main\nx"))
        .because(CLAIM_MISMATCH)
        .attack("trailing-space", scene -> scene.token().claim("environment", "production "))
        .attack("leading-space", scene -> scene.token().claim("environment", " production"))
        .attack("one-more-letter", scene -> scene.token().claim("environment", "production2"))
        .attack("one-letter-less", scene -> scene.token().claim("environment", "productio"))
        .attack("long", scene -> scene.token().claim("ref", "refs/heads/main" + "/:".repeat(LONG)));
  }

  private static AttackRow nothing() {
    return row("P3", "No value where one is required", "CWE-636")
        .attack("empty", scene -> scene.token().claim("environment", ""))
        .attack("glob", scene -> scene.token().claim("environment", "*"))
        .attack("empty-array", scene -> scene.token().claim("environment", List.of()))
        .attack("absent-id", scene -> scene.token().without("repository_id"))
        .attack(
            "all-absent",
            scene -> {
              ForgedToken token = scene.token();
              scene.requiredClaims().keySet().forEach(token::without);
              return token;
            });
  }

  private static AttackRow logs() {
    String line = "x\r\n2026-01-01 INFO admin logged in";
    return AttackRow.of("L2", HEADER_FORBIDDEN, "A text that forges a line of the log", "CWE-117")
        .strict()
        .attack("in-the-type", scene -> scene.strangersToken().header("typ", line))
        .attack("in-the-key-id", scene -> scene.strangersToken().header("kid", line))
        .because(ALGORITHM_NOT_ALLOWED)
        .attack("in-the-algorithm", scene -> scene.strangersToken().header("alg", line))
        .because(ISSUER_UNKNOWN)
        .attack("in-the-issuer", scene -> scene.strangersToken().claim("iss", line))
        .attack(
            "escape-codes-in-the-issuer", scene -> scene.strangersToken().claim("iss", "\u001b[2J"))
        .because(CLAIM_INVALID)
        .attack("in-a-claim", scene -> scene.token().claim("ref", line));
  }

  private static AttackRow replay() {
    return AttackRow.of("R1", REPLAYED, "A token that was used before", "RFC 7519 §4.1.7")
        .policy()
        .on(AttackStage.SINGLE_USE)
        .series("as-it-is", scene -> twice(scene.token().sign()))
        .series("without-an-id", scene -> twice(scene.token().without("jti").sign()))
        .series(
            "its-id-in-another-token",
            scene ->
                List.of(
                    scene.token().claim("jti", "used").sign(),
                    scene.token().claim("jti", "used").claim("more", 1).sign()));
  }

  private static List<String> twice(String token) {
    return List.of(token, token);
  }

  private static AttackRow row(String id, String title, String... references) {
    return AttackRow.of(id, CLAIM_MISMATCH, title, references).policy();
  }
}
