package dev.credence.testkit;

import static dev.credence.RejectionReason.ALGORITHM_NOT_ALLOWED;
import static dev.credence.RejectionReason.ISSUER_UNKNOWN;

import dev.credence.testkit.Attack.Expectation;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Family F, the addresses: who says where an issuer's keys are, and what else is believed. */
final class DiscoveryAttacks {
  private DiscoveryAttacks() {}

  static List<AttackRow> rows() {
    return List.of(
        issuerOfTheToken(),
        wrongAddress("no-tls", scene -> scene.issuer().replace("https:", "http:") + "/jwks"),
        wrongAddress("file", scene -> "file:///dev/null"),
        wrongAddress("jar", scene -> "jar:file:///dev/null!/jwks"),
        wrongAddress("data", scene -> "data:application/json," + strangersSet(scene)),
        wrongAddress("host-after-a-user", DiscoveryAttacks::afterUser),
        wrongAddress("relative", scene -> "/jwks"),
        wrongAddress("number", scene -> 1),
        wrongAddress("null", scene -> null),
        wrongIssuer("another", scene -> "https://other.example.com"),
        wrongIssuer("trailing-slash", scene -> scene.issuer() + "/"),
        wrongIssuer("in-capitals", scene -> scene.issuer().toUpperCase(Locale.ROOT)),
        wrongIssuer("with-a-port", scene -> scene.issuer() + ":443"),
        wrongIssuer("null", scene -> null),
        wrongIssuer("in-an-array", scene -> List.of(scene.issuer())),
        algorithms());
  }

  /** Whoever finds keys by an issuer that a token names fetches what an attacker wants. */
  private static AttackRow issuerOfTheToken() {
    AttackRow row =
        AttackRow.of(
                "F1",
                ISSUER_UNKNOWN,
                "An issuer that leads to the attacker",
                "CVE-2026-22772",
                "CWE-918")
            .expecting(Expectation.MUST_NOT_CALL_OUT);
    Map<String, Function<AttackScene, String>> issuers = new LinkedHashMap<>();
    issuers.put("attackers", scene -> url(scene, ""));
    issuers.put("ours-in-the-query", scene -> url(scene, "/?x=" + scene.issuer()));
    issuers.put("ours-in-the-fragment", scene -> url(scene, "/#" + scene.issuer()));
    issuers.put("ours-in-the-path", scene -> url(scene, "/" + scene.issuer()));
    issuers.put("ours-as-the-user", DiscoveryAttacks::afterUser);
    issuers.put("ours-before-a-backslash", scene -> scene.issuer() + "\\@" + authority(scene));
    issuers.forEach((variant, issuer) ->
        row.attack(variant, scene -> scene.strangersToken().claim("iss", issuer.apply(scene))));
    return row;
  }

  private static String url(AttackScene scene, String path) {
    return "http://" + authority(scene) + path;
  }

  private static String afterUser(AttackScene scene) {
    return scene.issuer() + "@" + authority(scene);
  }

  private static String authority(AttackScene scene) {
    URI canary = scene.canary().url();
    return canary.getHost() + ":" + canary.getPort();
  }

  private static AttackRow wrongAddress(
      String variant, Function<AttackScene, @Nullable Object> address) {
    return row("F3", "Keys at an address that is not https", "CVE-2026-48522", "RFC 8725 §3.10")
        .expecting(Expectation.MUST_NOT_CALL_OUT)
        .on(
            AttackStage.discovered(scene -> Fault.member("jwks_uri", address.apply(scene))),
            AttackStage.DISCOVERED)
        .attack(variant, AttackScene::strangersToken);
  }

  private static String strangersSet(AttackScene scene) {
    return AttackKeys.setOf(AttackKeys.jwk(scene.keys().stranger()));
  }

  private static AttackRow wrongIssuer(
      String variant, Function<AttackScene, @Nullable Object> issuer) {
    return row(
            "F6",
            "A discovery document of another issuer",
            "OpenID Connect Discovery §4.3",
            "RFC 8414 §3.3")
        .on(
            AttackStage.discovered(scene -> Fault.member("issuer", issuer.apply(scene))),
            AttackStage.DISCOVERED)
        .attack(variant, AttackScene::token);
  }

  /** The attacker has got the issuer to publish more than the verifier was told to trust. */
  private static AttackRow algorithms() {
    return row(
            "F27",
            "Algorithms that only the discovery document allows",
            "RFC 8725 §3.1",
            "OpenID Connect Discovery §3")
        .because(ALGORITHM_NOT_ALLOWED)
        .on(
            AttackStage.discovered(scene ->
                Fault.member(
                    "id_token_signing_alg_values_supported", List.of("none", "HS256", "RS256"))))
        .attack("none", scene -> scene.strangersToken().header("alg", "none"))
        .attack(
            "symmetric-with-the-public-key",
            scene ->
                scene
                    .token()
                    .header("alg", "HS256")
                    .signedBy(SecretSigner.of("HS256", PublicKeyForms.pem(scene, "\n", "\n"))));
  }

  private static AttackRow row(String id, String title, String... references) {
    return AttackRow.of(id, null, title, references).strict();
  }
}
