package dev.credence.testkit;

import static dev.credence.RejectionReason.HEADER_FORBIDDEN;
import static dev.credence.RejectionReason.KEY_UNKNOWN;
import static dev.credence.RejectionReason.TOO_LARGE;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Family H, the key id: it is only ever compared, and compared exactly. */
final class KeyIdAttacks {
  private static final int LONG = 25_000;

  private KeyIdAttacks() {}

  static List<AttackRow> rows() {
    return List.of(injections(), length(), inexact());
  }

  private static AttackRow injections() {
    AttackRow row =
        AttackRow.of(
            "H10",
            KEY_UNKNOWN,
            "A key id that is meant for something else than a comparison",
            "RFC 8725 §3.10",
            "RFC 7515 §4.1.4");
    Map<String, String> ids = new LinkedHashMap<>();
    ids.put("path-to-the-null-device", "../../../../../../dev/null");
    ids.put("path-of-windows", "..\\..\\..\\windows\\win.ini");
    ids.put("absolute-path", "/etc/passwd");
    ids.put("file-url", "file:///dev/null");
    ids.put("sql-union", "x' UNION SELECT 'secret'-- -");
    ids.put("sql-always-true", "' OR '1'='1");
    ids.put("ldap", "*)(uid=*))(|(uid=*");
    ids.put("shell", "$(touch /tmp/x)`id`;id|id");
    ids.put("template", "${jndi:ldap://127.0.0.1/x}#{7*7}{{7*7}}");
    ids.put("glob", "*");
    ids.put("percent-encoded-nul", "key%00");
    ids.put("property-of-objects", "__proto__");
    ids.put("zero", "0");
    ids.forEach((name, id) -> row.attack(name, scene -> scene.strangersToken().header("kid", id)));
    return row.because(HEADER_FORBIDDEN)
        .attack("line-breaks", scene -> under(scene, "\r\nSet-Cookie: a=b"))
        .attack("nul", scene -> scene.strangersToken().headerJson("kid", "\"\\u0001\""))
        .attack("not-ascii", scene -> under(scene, "\u202ek\u0131d"));
  }

  private static ForgedToken under(AttackScene scene, String after) {
    return scene.strangersToken().header("kid", scene.keys().sound().id() + after);
  }

  private static AttackRow length() {
    return AttackRow.of("H10", TOO_LARGE, "A key id of 25 kB", "RFC 8725 §3.10")
        .attack("very-long", scene -> scene.strangersToken().header("kid", "k".repeat(LONG)));
  }

  private static AttackRow inexact() {
    return AttackRow.of(
            "H11",
            KEY_UNKNOWN,
            "A sound signature under a key id that is not exactly the key's",
            "RFC 7515 §4.1.4",
            "OpenID Connect Core §10.1")
        .strict()
        .attack("absent", scene -> scene.token().withoutHeader("kid"))
        .attack("of-no-key", scene -> scene.token().header("kid", "no-such-key"))
        .attack("in-upper-case", scene -> scene.token().header("kid", upperCase(scene)))
        .attack("with-a-space", scene -> scene.token().header("kid", keyId(scene) + " "))
        .because(HEADER_FORBIDDEN)
        .attack("null", scene -> scene.token().header("kid", null))
        .attack("number", scene -> scene.token().header("kid", 1))
        .attack("empty", scene -> scene.token().header("kid", ""))
        .attack("array", scene -> scene.token().header("kid", List.of(keyId(scene))));
  }

  private static String keyId(AttackScene scene) {
    return scene.keys().sound().id();
  }

  private static String upperCase(AttackScene scene) {
    return keyId(scene).toUpperCase(Locale.ROOT);
  }
}
