package dev.credence.testkit;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A certificate authority that exists for one test: its key is made at start and never written
 * down. Its certificates are of X.509 v3 (RFC 5280) with keys on P-256. Immutable and thread-safe.
 */
final class CertificateAuthority {
  private static final byte[] ECDSA_WITH_SHA256 =
      Der.sequence(Der.objectIdentifier(1, 2, 840, 10_045, 4, 3, 2));
  private static final byte[] COMMON_NAME = Der.objectIdentifier(2, 5, 4, 3);
  private static final byte[] KEY_USAGE = Der.objectIdentifier(2, 5, 29, 15);
  private static final byte[] ALTERNATIVE_NAMES = Der.objectIdentifier(2, 5, 29, 17);
  private static final byte[] BASIC_CONSTRAINTS = Der.objectIdentifier(2, 5, 29, 19);
  private static final byte[] EXTENDED_KEY_USAGE = Der.objectIdentifier(2, 5, 29, 37);
  private static final byte[] SERVER_AUTHENTICATION =
      Der.objectIdentifier(1, 3, 6, 1, 5, 5, 7, 3, 1);

  private static final int SIGNING_CERTIFICATES_BIT = 0x04;
  private static final int SIGNING_CERTIFICATES_UNUSED_BITS = 2;
  private static final int DNS_NAME = 2;
  private static final int IP_ADDRESS = 7;
  private static final int SERIAL_BITS = 64;
  private static final Duration LIFETIME = Duration.ofDays(20);

  private final KeyPair keys = newKeys();
  private final byte[] name;
  private final X509Certificate certificate;

  CertificateAuthority(String commonName) {
    this.name = name(commonName);
    Instant now = Instant.now();
    this.certificate =
        certificate(name, keys.getPublic(), now.minus(LIFETIME), now.plus(LIFETIME), ofAuthority());
  }

  X509Certificate certificate() {
    return certificate;
  }

  /**
   * A server's certificate.
   *
   * @param server the server's own public key
   * @param names host names, and IPv4 addresses
   */
  X509Certificate issue(PublicKey server, List<String> names, Instant notBefore, Instant notAfter) {
    return certificate(name("server"), server, notBefore, notAfter, ofServer(names));
  }

  static KeyPair newKeys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java platform can't make keys on P-256", e);
    }
  }

  private X509Certificate certificate(
      byte[] subject, PublicKey key, Instant notBefore, Instant notAfter, byte[] extensions) {
    byte[] unsigned =
        Der.sequence(
            Der.explicit(0, Der.integer(BigInteger.TWO)),
            Der.integer(new BigInteger(SERIAL_BITS, new SecureRandom()).setBit(SERIAL_BITS)),
            ECDSA_WITH_SHA256,
            name,
            Der.sequence(Der.time(notBefore), Der.time(notAfter)),
            subject,
            key.getEncoded(),
            Der.explicit(3, extensions));
    return parsed(
        Der.sequence(
            unsigned, ECDSA_WITH_SHA256, Der.bitString(signed(unsigned, keys.getPrivate()))));
  }

  private static byte[] name(String commonName) {
    return Der.sequence(Der.setOf(Der.sequence(COMMON_NAME, Der.utf8String(commonName))));
  }

  private static byte[] ofAuthority() {
    return Der.sequence(
        critical(BASIC_CONSTRAINTS, Der.sequence(Der.yes())),
        critical(
            KEY_USAGE, Der.bitString(SIGNING_CERTIFICATES_BIT, SIGNING_CERTIFICATES_UNUSED_BITS)));
  }

  private static byte[] ofServer(List<String> names) {
    byte[][] alternatives =
        names.stream().map(CertificateAuthority::alternative).toArray(byte[][]::new);
    return Der.sequence(
        critical(BASIC_CONSTRAINTS, Der.sequence()),
        Der.sequence(EXTENDED_KEY_USAGE, Der.octetString(Der.sequence(SERVER_AUTHENTICATION))),
        Der.sequence(ALTERNATIVE_NAMES, Der.octetString(Der.sequence(alternatives))));
  }

  private static byte[] critical(byte[] extension, byte[] value) {
    return Der.sequence(extension, Der.yes(), Der.octetString(value));
  }

  private static byte[] alternative(String name) {
    String[] parts = name.split("\\.", -1);
    if (parts.length != 4 || !Character.isDigit(name.charAt(0))) {
      return Der.implicit(DNS_NAME, name.getBytes(StandardCharsets.US_ASCII));
    }
    byte[] address = new byte[parts.length];
    for (int i = 0; i < parts.length; i++) {
      address[i] = (byte) Integer.parseInt(parts[i]);
    }
    return Der.implicit(IP_ADDRESS, address);
  }

  private static byte[] signed(byte[] unsigned, PrivateKey key) {
    try {
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(key);
      signature.update(unsigned);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java platform can't sign with ECDSA on P-256", e);
    }
  }

  private static X509Certificate parsed(byte[] encoded) {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(encoded));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java platform can't read X.509 certificates", e);
    }
  }
}
