package dev.credence.testkit;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;

/** Temporary credentials that a fake of AWS issued, and for whom. Its text shows none of them. */
final class AwsSession {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String KEY_ID_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final int KEY_ID_LENGTH = 16;

  private final String accessKeyId = "ASIA" + randomId();
  private final String secretAccessKey = randomText(30);
  private final String sessionToken = randomText(240);
  private final AwsRole role;
  private final String name;
  private final Instant expiresAt;

  AwsSession(AwsRole role, String name, Instant expiresAt) {
    this.role = role;
    this.name = name;
    this.expiresAt = expiresAt;
  }

  private static String randomId() {
    StringBuilder id = new StringBuilder();
    RANDOM
        .ints(KEY_ID_LENGTH, 0, KEY_ID_ALPHABET.length())
        .forEach(index -> id.append(KEY_ID_ALPHABET.charAt(index)));
    return id.toString();
  }

  private static String randomText(int octets) {
    byte[] random = new byte[octets];
    RANDOM.nextBytes(random);
    return Base64.getEncoder().encodeToString(random);
  }

  String accessKeyId() {
    return accessKeyId;
  }

  String secretAccessKey() {
    return secretAccessKey;
  }

  String sessionToken() {
    return sessionToken;
  }

  AwsRole role() {
    return role;
  }

  Instant expiresAt() {
    return expiresAt;
  }

  /** The id that AWS calls the session by: the role's and the session's name. */
  String userId() {
    return role.id() + ":" + name;
  }

  /** Without the role's path, as AWS has it. */
  String arn() {
    return "arn:aws:sts::" + role.account() + ":assumed-role/" + role.name() + "/" + name;
  }

  @Override
  public String toString() {
    return "AwsSession[" + arn() + ", until " + expiresAt + "]";
  }
}
