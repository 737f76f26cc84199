package dev.credence.testkit;

import static dev.credence.RejectionReason.ALGORITHM_NOT_ALLOWED;
import static dev.credence.RejectionReason.KEY_UNSUITABLE;
import static dev.credence.RejectionReason.MALFORMED;
import static dev.credence.RejectionReason.SIGNATURE_INVALID;
import static dev.credence.keys.SignatureAlgorithm.ED25519;
import static dev.credence.keys.SignatureAlgorithm.ES256;
import static dev.credence.keys.SignatureAlgorithm.ES384;
import static dev.credence.keys.SignatureAlgorithm.PS256;
import static dev.credence.keys.SignatureAlgorithm.RS256;
import static dev.credence.keys.SignatureAlgorithm.RS512;

import dev.credence.keys.SignatureAlgorithm;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Family H, first half: the algorithm that the header names, and the signature itself. */
final class AlgorithmAttacks {
  private AlgorithmAttacks() {}

  static List<AttackRow> rows() {
    return List.of(
        none(),
        confusion(),
        wrongAlgorithm(),
        otherAlgorithm(),
        wrongCurve(),
        forged(),
        ecdsa(),
        der(),
        eddsa(),
        rsa());
  }

  private static AttackRow none() {
    AttackRow row =
        AttackRow.of(
                "H1", MALFORMED, "No algorithm", "CVE-2015-9235", "CVE-2021-44878", "RFC 8725 §3.2")
            .under(RS256, ES256, ED25519);
    for (String name : List.of("none", "None", "NONE", "nOnE")) {
      row.attack(
          name + "-without-signature",
          scene -> scene.token().header("alg", name).signaturePart(part -> ""));
    }
    row.because(ALGORITHM_NOT_ALLOWED);
    for (String name : List.of("none", "None", "NONE", "nOnE")) {
      row.attack(name + "-with-a-signature", scene -> scene.strangersToken().header("alg", name));
    }
    return row.attack(
        "none-with-the-signature-of-another-header",
        scene -> {
          String signed = scene.token().sign();
          String signature = signed.substring(signed.lastIndexOf('.') + 1);
          return scene.token().header("alg", "none").signaturePart(part -> signature);
        });
  }

  private static AttackRow confusion() {
    AttackRow row =
        AttackRow.of(
                "H2",
                ALGORITHM_NOT_ALLOWED,
                "The public key as the secret of a symmetric algorithm",
                "CVE-2016-10555",
                "CVE-2026-48526",
                "CVE-2026-34950",
                "RFC 8725 §2.1")
            .under(RS256, ES256, ED25519);
    PublicKeyForms.all()
        .forEach((form, octets) ->
            row.attack(
                form,
                scene ->
                    scene
                        .token()
                        .header("alg", "HS256")
                        .signedBy(SecretSigner.of("HS256", octets.apply(scene)))));
    return row.attack("pem-with-sha-384", symmetric("HS384"))
        .attack("pem-with-sha-512", symmetric("HS512"))
        .attack(
            "empty-secret",
            scene ->
                scene
                    .token()
                    .header("alg", "HS256")
                    .header("kid", "../../../../dev/null")
                    .signedBy(SecretSigner.of("HS256", new byte[1])));
  }

  private static Function<AttackScene, ForgedToken> symmetric(String algorithm) {
    return scene ->
        scene
            .token()
            .header("alg", algorithm)
            .signedBy(SecretSigner.of(algorithm, PublicKeyForms.pem(scene, "\n", "\n")));
  }

  private static AttackRow wrongAlgorithm() {
    return AttackRow.of(
            "H3",
            SIGNATURE_INVALID,
            "Signed with another algorithm than the header names",
            "RFC 7515 §5.2",
            "GHSA-jq35-7prp-9v3f",
            "GHSA-jc38-x7x8-2xc8")
        .attack("signed-with-sha-512", scene -> scene.token().signedBy(with(scene, RS512)))
        .attack("signed-with-pss", scene -> scene.token().signedBy(with(scene, PS256)));
  }

  private static AttackRow otherAlgorithm() {
    return AttackRow.of(
            "H4",
            ALGORITHM_NOT_ALLOWED,
            "Another algorithm of the same key, which is published for one",
            "RFC 8725 §3.1",
            "RFC 7517 §4.4")
        .strict()
        .attack(
            "sha-512", scene -> scene.token().header("alg", "RS512").signedBy(with(scene, RS512)))
        .attack("pss", scene -> scene.token().header("alg", "PS256").signedBy(with(scene, PS256)));
  }

  private static ForgedToken.Signer with(AttackScene scene, SignatureAlgorithm algorithm) {
    return scene.keys().sound().usedWith(algorithm)::sign;
  }

  private static AttackRow wrongCurve() {
    Function<AttackKeys, SigningKey> larger = keys -> keys.named("larger-curve", ES384);
    return AttackRow.of(
            "H5", KEY_UNSUITABLE, "A key of another curve than the algorithm's", "RFC 7518 §3.4")
        .strict()
        .under(ES256)
        .on(
            AttackStage.keySet(keys ->
                keys.soundAfter(
                    AttackKeys.jwk(
                        larger.apply(keys),
                        jwk -> {
                          jwk.remove("alg");
                          return jwk;
                        }))))
        .attack(
            "es256-with-p-384",
            scene ->
                scene
                    .token()
                    .header("kid", larger.apply(scene.keys()).id())
                    .signedBy(larger.apply(scene.keys()).usedWith(ES256)::sign));
  }

  private static AttackRow forged() {
    return AttackRow.of(
            "H6", SIGNATURE_INVALID, "Signed by nobody who has the key", "RFC 7515 §5.2")
        .under(RS256, ES256, ED25519)
        .attack("by-a-strangers-key", AttackScene::strangersToken)
        .attack(
            "claim-changed-after-signing",
            scene -> {
              String signed = scene.token().sign();
              String input = signed.substring(0, signed.lastIndexOf('.'));
              return scene.token().claim("jti", "another").signingInput(other -> input);
            })
        .attack("all-zero", scene -> scene.token().signature(octets -> new byte[octets.length]))
        .attack("one-bit-flipped", scene -> scene.token().signature(AlgorithmAttacks::flipped))
        .attack("one-octet-short", scene -> scene.token().signature(o -> shortened(o, 1)))
        .attack("half", scene -> scene.token().signature(o -> shortened(o, o.length / 2)))
        .attack("one-octet", scene -> scene.token().signature(o -> new byte[1]));
  }

  private static byte[] flipped(byte[] octets) {
    octets[octets.length / 2] ^= 1;
    return octets;
  }

  private static byte[] shortened(byte[] octets, int by) {
    return Arrays.copyOf(octets, octets.length - by);
  }

  private static AttackRow ecdsa() {
    AttackRow row =
        AttackRow.of(
                "H6",
                SIGNATURE_INVALID,
                "Impossible numbers as an ECDSA signature",
                "CVE-2022-21449",
                "RFC 7518 §3.4")
            .under(ES256);
    for (Map.Entry<String, byte[]> pair : EcdsaNumbers.impossible().entrySet()) {
      row.attack(pair.getKey(), scene -> scene.token().signature(o -> pair.getValue().clone()));
    }
    return row;
  }

  private static AttackRow der() {
    return AttackRow.of(
            "H6", SIGNATURE_INVALID, "A true ECDSA signature in another form", "RFC 7518 §3.4")
        .strict()
        .under(ES256)
        .attack("der", scene -> scene.token().signature(EcdsaNumbers::der))
        .attack(
            "zero-octet-last-of-ecdsa", scene -> scene.token().signature(AlgorithmAttacks::longer))
        .attack("zero-octets-before-both", scene -> scene.token().signature(EcdsaNumbers::padded));
  }

  private static byte[] longer(byte[] octets) {
    return Arrays.copyOf(octets, octets.length + 1);
  }

  private static AttackRow eddsa() {
    return AttackRow.of(
            "H6",
            SIGNATURE_INVALID,
            "A second EdDSA signature made of a true one",
            "RFC 8032 §5.1.7",
            "RFC 8032 §8.4")
        .strict()
        .under(ED25519)
        .attack("order-added", scene -> scene.token().signature(EcdsaNumbers::plusOrder25519))
        .attack(
            "zero-octet-last-of-eddsa", scene -> scene.token().signature(AlgorithmAttacks::longer));
  }

  private static AttackRow rsa() {
    return AttackRow.of(
            "H6", SIGNATURE_INVALID, "A second RSA signature made of a true one", "RFC 8017 §8.2.2")
        .strict()
        .attack(
            "zero-octet-first-of-rsa",
            scene -> scene.token().signature(octets -> ForgedToken.joined(new byte[1], octets)))
        .attack(
            "zero-octet-last-of-rsa", scene -> scene.token().signature(AlgorithmAttacks::longer));
  }
}
