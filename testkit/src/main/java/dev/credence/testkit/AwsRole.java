package dev.credence.testkit;

import dev.credence.TrustPolicy;
import java.time.Duration;
import java.util.Locale;
import java.util.UUID;

/** A role of a fake account: whom it trusts, and how long its sessions may last. */
final class AwsRole {
  private static final int ID_LENGTH = 17;

  private final String id =
      "AROA"
          + UUID.randomUUID()
              .toString()
              .replace("-", "")
              .substring(0, ID_LENGTH)
              .toUpperCase(Locale.ROOT);
  private final String account;
  private final String pathAndName;
  private final TrustPolicy trust;
  private final Duration longestSession;

  AwsRole(String account, String pathAndName, TrustPolicy trust, Duration longestSession) {
    this.account = account;
    this.pathAndName = pathAndName;
    this.trust = trust;
    this.longestSession = longestSession;
  }

  String id() {
    return id;
  }

  String account() {
    return account;
  }

  String pathAndName() {
    return pathAndName;
  }

  String name() {
    return pathAndName.substring(pathAndName.lastIndexOf('/') + 1);
  }

  TrustPolicy trust() {
    return trust;
  }

  Duration longestSession() {
    return longestSession;
  }
}
