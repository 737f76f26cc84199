package dev.credence.internal.jose;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;

/**
 * Keys whose private half everybody can look up: examples of RFCs and the built-in keys of tools
 * for tests. An issuer that publishes one of them lets everybody sign in its name.
 *
 * <p>One number tells such a key: the modulus, the x of a point on a NIST curve, the y of one of
 * Ed25519. Who has the private half for it has it for every other public exponent, and for the
 * point's negative.
 */
final class KnownTestKeys {
  /** SHA-256 of the number's octets, without a sign and without zeros in front. */
  private static final Set<String> FINGERPRINTS =
      Set.of(
          // RFC 7515, appendix A.2 (RSA), A.3 (P-256) and A.4 (P-521)
          "26d6872d476b20e7eaa7cc894dcbc03f2347e88fb8cb46066642213cacf257d5",
          "c4a8d76ecf5f712a6f98052d967a155f92e22a4151e176700b2d8077987967ab",
          "08d4c44ed3de00523ff625400c954b2d446deed5b422cf399d3c74f45c9738a3",
          // RFC 7517, appendix A.1 and A.2 (RSA, P-256)
          "cfd9828d5c4be180a7f4eb8b33725769db37cf9d3e7e71e3522158c39b34537c",
          "fa0823c601e01670320f579ad4c5c453d77b6ca8d7bb6f2640abb11223a33580",
          // RFC 7520, sections 3.3 (RSA) and 3.1 (P-521)
          "91c2c702c0240040ba2a82a55357ac081cbac4b463632d77efa71d25b2c2b2a2",
          "2fa826c24364cd3811e370291c3eecbdc36980ec748ee5c997811d1f5808e01d",
          // RFC 8037, appendix A.1, which is RFC 8032, section 7.1, test 1 (Ed25519)
          "a25dbf73ac4d24128a6c258bcbe7aa246a22b9106db47c0d32921c75a08d82cc",
          // The debugger at jwt.io: RS256, ES256, ES384
          "2da8a492573f9cd453d9a68d7a24c62b4c2c8bd0c3497283ff438b606f65e0d3",
          "9142de5a4473a92861951a946aa031ac75df6ae9918271e3cb58d48697863666",
          "dc6e88c544578d0051ff46a94d4a638ae004ef700fdcea396f579a83d0d36e0d",
          // navikt/mock-oauth2-server: initialkey-1 to -5 (RSA), issuer0 and issuer1 (P-256)
          "a6f5bacf34749030114688aac7d2f8f460240eb60387b5d67728f93d8a71217a",
          "35989d750069fad74eed4db15d634104a462cf98e5a94e446f368596d760b908",
          "b389925670ee23539ba36a9ab3816c64481930dce9a58b7340bb9c3e4e2155ed",
          "bd61c2b544a021e1fb044de2e296daa968e83dd9f5bc6e5f9533f0bfcd0447b5",
          "2cd89ef3f74876065bc55abf163922b189b5a91d3cbaa40285463f1ef400c27d",
          "548d5c2ef99570097038ef8db89360bc64764b25df11527b00ca297ec47d4590",
          "7b3685ea31a96bd63008c023484010b8b80c3c8d92e54927d22860881f0ff30e",
          // panva/node-oidc-provider: keystore-CHANGE-ME (RSA)
          "828910bbe96701715dd78823dc078f48d52f2a2be332a88016d7ada78f00a20c");

  private KnownTestKeys() {}

  static void requireNoneOf(BigInteger number) throws JwkRefusal {
    if (FINGERPRINTS.contains(fingerprint(number))) {
      throw JwkRefusal.secret("it is a test key whose private half has been published");
    }
  }

  private static String fingerprint(BigInteger number) {
    byte[] octets = number.toByteArray();
    int sign = octets[0] == 0 ? 1 : 0;
    MessageDigest sha256 = sha256();
    sha256.update(octets, sign, octets.length - sign);
    return HexFormat.of().formatHex(sha256.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
