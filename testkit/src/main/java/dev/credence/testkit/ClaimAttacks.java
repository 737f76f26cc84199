package dev.credence.testkit;

import static dev.credence.RejectionReason.AUDIENCE_MISMATCH;
import static dev.credence.RejectionReason.AUDIENCE_MULTIPLE;
import static dev.credence.RejectionReason.CLAIM_INVALID;
import static dev.credence.RejectionReason.CLAIM_MISSING;
import static dev.credence.RejectionReason.CLAIM_TYPE;
import static dev.credence.RejectionReason.ISSUER_UNKNOWN;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Family C, but for the times: who has issued a token, for whom, about whom. */
final class ClaimAttacks {
  private static final String STRANGER = "https://other.example.com";

  private ClaimAttacks() {}

  static List<AttackRow> rows() {
    return List.of(
        audience(), noAudience(), oddAudience(), several(), issuer(), oddIssuer(), subject());
  }

  private static AttackRow audience() {
    AttackRow row =
        AttackRow.of(
            "C11",
            AUDIENCE_MISMATCH,
            "The audience of another service",
            "RFC 7519 §4.1.3",
            "RFC 8725 §3.9");
    Map<String, String> others = new LinkedHashMap<>();
    others.put("another", STRANGER);
    others.put("empty", "");
    others.put("blank", " ");
    others.put("glob", "*");
    others.forEach((name, value) -> row.attack(name, scene -> scene.token().claim("aud", value)));
    return row.attack(
            "longer", scene -> scene.token().claim("aud", scene.audience() + ".evil.example"))
        .attack("part", scene -> scene.token().claim("aud", scene.audience().substring(1)))
        .attack("trailing-slash", scene -> scene.token().claim("aud", scene.audience() + "/"))
        .attack("trailing-newline", scene -> scene.token().claim("aud", scene.audience() + "\n"))
        .attack("in-capitals", scene -> scene.token().claim("aud", capitals(scene.audience())))
        .attack("one-string-of-two", scene -> scene.token().claim("aud", "x," + scene.audience()))
        .attack("array-of-others", scene -> scene.token().claim("aud", List.of("a", "b")));
  }

  private static AttackRow noAudience() {
    return AttackRow.of(
            "C9",
            CLAIM_MISSING,
            "No audience at all",
            "CVE-2020-26160",
            "GO-2024-2921",
            "RFC 8725 §3.9")
        .attack("absent", scene -> scene.token().without("aud"))
        .attack("null", scene -> scene.token().claim("aud", null))
        .attack("empty-array", scene -> scene.token().claim("aud", List.of()))
        .because(CLAIM_TYPE)
        .attack("array-of-null", scene -> scene.token().claimJson("aud", "[null]"))
        .attack("number", scene -> scene.token().claim("aud", 0))
        .attack("true", scene -> scene.token().claim("aud", true))
        .attack(
            "object",
            scene -> scene.token().claim("aud", Map.of(scene.audience(), scene.audience())))
        .accepted("in-an-array", scene -> scene.token().claim("aud", List.of(scene.audience())));
  }

  private static AttackRow oddAudience() {
    return AttackRow.of(
            "C9", CLAIM_TYPE, "The right audience among what is none", "RFC 7519 §4.1.3")
        .strict()
        .attack(
            "beside-null", scene -> scene.token().claimJson("aud", "[" + json(scene) + ",null]"))
        .attack(
            "beside-a-number", scene -> scene.token().claimJson("aud", "[" + json(scene) + ",1]"))
        .attack("nested", scene -> scene.token().claimJson("aud", "[[" + json(scene) + "]]"));
  }

  private static String json(AttackScene scene) {
    return JsonText.of(scene.audience());
  }

  private static AttackRow several() {
    return AttackRow.of(
            "C10",
            AUDIENCE_MULTIPLE,
            "A token that another service can use as well",
            "OpenID Connect Core §3.1.3.7",
            "RFC 8725 §2.7")
        .policy()
        .attack(
            "theirs-last", scene -> scene.token().claim("aud", List.of(scene.audience(), STRANGER)))
        .attack(
            "theirs-first",
            scene -> scene.token().claim("aud", List.of(STRANGER, scene.audience())))
        .attack(
            "a-hundred-others",
            scene -> {
              List<String> audiences = new ArrayList<>(Collections.nCopies(100, STRANGER));
              audiences.add(scene.audience());
              return scene.token().claim("aud", audiences);
            });
  }

  private static AttackRow issuer() {
    return AttackRow.of(
            "C12",
            ISSUER_UNKNOWN,
            "Another issuer",
            "RFC 8725 §3.8",
            "CVE-2024-53861",
            "CVE-2025-30144",
            "CVE-2026-22772")
        .attack("another", scene -> scene.token().claim("iss", STRANGER))
        .attack("absent", scene -> scene.token().without("iss"))
        .attack("null", scene -> scene.token().claim("iss", null))
        .attack("empty", scene -> scene.token().claim("iss", ""))
        .attack("part", scene -> scene.token().claim("iss", scene.issuer().substring(0, 12)))
        .attack("scheme-only", scene -> scene.token().claim("iss", "https://"))
        .attack("longer", scene -> scene.token().claim("iss", scene.issuer() + ".evil.example"))
        .attack("trailing-slash", scene -> scene.token().claim("iss", scene.issuer() + "/"))
        .attack("trailing-newline", scene -> scene.token().claim("iss", scene.issuer() + "\n"))
        .attack("with-a-port", scene -> scene.token().claim("iss", scene.issuer() + ":443"))
        .attack("with-a-query", scene -> scene.token().claim("iss", scene.issuer() + "?x"))
        .attack("with-a-fragment", scene -> scene.token().claim("iss", scene.issuer() + "#x"))
        .attack("with-a-path", scene -> scene.token().claim("iss", scene.issuer() + "/../x"))
        .attack(
            "as-user-of-another",
            scene -> scene.token().claim("iss", scene.issuer() + "@evil.example"))
        .attack("in-capitals", scene -> scene.token().claim("iss", capitals(scene.issuer())))
        .attack(
            "homograph", scene -> scene.token().claim("iss", scene.issuer().replace('p', '\u0440')))
        .attack(
            "in-the-query-of-another",
            scene -> scene.token().claim("iss", "https://evil.example/?x=" + scene.issuer()));
  }

  private static AttackRow oddIssuer() {
    return AttackRow.of(
            "C12",
            ISSUER_UNKNOWN,
            "The right issuer as something else than a string",
            "CVE-2025-30144")
        .attack(
            "among-others", scene -> scene.token().claim("iss", List.of(STRANGER, scene.issuer())))
        .attack("alone-in-an-array", scene -> scene.token().claim("iss", List.of(scene.issuer())))
        .attack("object", scene -> scene.token().claim("iss", Map.of("iss", scene.issuer())));
  }

  private static AttackRow subject() {
    return AttackRow.of("C13", CLAIM_TYPE, "A subject that is no name", "RFC 7519 §4.1.2")
        .strict()
        .attack("number", scene -> scene.token().claim("sub", 5))
        .attack("true", scene -> scene.token().claim("sub", true))
        .attack("array", scene -> scene.token().claim("sub", List.of("a")))
        .attack("object", scene -> scene.token().claim("sub", Map.of()))
        .because(CLAIM_MISSING)
        .attack("null", scene -> scene.token().claim("sub", null))
        .attack("absent", scene -> scene.token().without("sub"))
        .because(CLAIM_INVALID)
        .attack("empty", scene -> scene.token().claim("sub", ""))
        .attack("blank", scene -> scene.token().claim("sub", "  "));
  }

  private static String capitals(String text) {
    return text.toUpperCase(Locale.ROOT);
  }
}
