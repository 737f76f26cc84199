package dev.credence.examples.keycloak;

import dev.credence.ambient.ClientKey;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECPoint;
import java.util.Arrays;
import java.util.Base64;

/** A pipeline's key on P-256: the private half for the job, the public half for Keycloak. */
final class PipelineKey {
  private static final String ID = "pipeline-1";
  private static final int COORDINATE_OCTETS = 32;

  private final KeyPair keys;

  private PipelineKey(KeyPair keys) {
    this.keys = keys;
  }

  static PipelineKey generate() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return new PipelineKey(generator.generateKeyPair());
  }

  ClientKey privateKey() {
    String body = Base64.getMimeEncoder().encodeToString(keys.getPrivate().getEncoded());
    return ClientKey.fromPem(
            "-----BEGIN PRIVATE KEY-----\n" + body + "\n-----END PRIVATE KEY-----\n")
        .withId(ID);
  }

  String publicJwks() {
    ECPoint point = ((ECPublicKey) keys.getPublic()).getW();
    return """
    {"keys":[{"kty":"EC","crv":"P-256","use":"sig","alg":"ES256","kid":"%s","x":"%s","y":"%s"}]}\
    """
        .formatted(ID, coordinate(point.getAffineX()), coordinate(point.getAffineY()));
  }

  /** RFC 7518 §6.2.1.2: as long as the field's elements are, whatever the number. */
  private static String coordinate(BigInteger value) {
    byte[] signed = value.toByteArray();
    byte[] octets = new byte[COORDINATE_OCTETS];
    int length = Math.min(signed.length, COORDINATE_OCTETS);
    byte[] tail = Arrays.copyOfRange(signed, signed.length - length, signed.length);
    System.arraycopy(tail, 0, octets, COORDINATE_OCTETS - length, length);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
  }
}
