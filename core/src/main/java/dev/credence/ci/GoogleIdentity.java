package dev.credence.ci;

import dev.credence.VerifiedToken;
import java.math.BigInteger;
import java.util.Optional;

/**
 * A verified ID token of a Google service account, read as the account that it is about. Holding
 * one proves no more than the token does: which account was let in is the policy's decision.
 *
 * <p>Immutable and thread-safe.
 */
public final class GoogleIdentity {
  private final VerifiedToken token;

  private GoogleIdentity(VerifiedToken token) {
    this.token = token;
  }

  static GoogleIdentity of(VerifiedToken token) {
    String authorizedParty =
        JobClaims.required(token, Google.AUTHORIZED_PARTY, "a Google service account");
    if (!authorizedParty.equals(token.subject())) {
      throw new IllegalArgumentException(
          "Every token of a Google service account has the same azp and sub; this one has not, so"
              + " it is a person's");
    }
    return new GoogleIdentity(token);
  }

  /**
   * Returns the service account's unique id.
   *
   * @return a number in text, never re-used
   */
  public String uniqueId() {
    return token.subject();
  }

  /**
   * Returns the service account's address.
   *
   * @return the address, or empty if the token has none or Google doesn't vouch for it
   */
  public Optional<String> email() {
    boolean verified = token.get(Google.EMAIL_VERIFIED).orElse(false);
    return verified ? token.get(Google.EMAIL) : Optional.empty();
  }

  /**
   * Returns the project of the virtual machine that the token was given to.
   *
   * @return the project's id, or empty if the token tells of no virtual machine
   */
  public Optional<String> projectId() {
    return token.get(Google.PROJECT_ID);
  }

  /**
   * Returns the number of the project of the virtual machine that the token was given to.
   *
   * @return the project's number, or empty if the token tells of no virtual machine
   */
  public Optional<BigInteger> projectNumber() {
    return token.get(Google.PROJECT_NUMBER);
  }

  /**
   * Returns the virtual machine that the token was given to.
   *
   * @return its id, a number in text, or empty if the token tells of none
   */
  public Optional<String> instanceId() {
    return token.get(Google.INSTANCE_ID);
  }

  /**
   * Returns the name of the virtual machine that the token was given to.
   *
   * @return its name, or empty if the token tells of none
   */
  public Optional<String> instanceName() {
    return token.get(Google.INSTANCE_NAME);
  }

  /**
   * Returns where the virtual machine runs.
   *
   * @return the zone, or empty if the token tells of no virtual machine
   */
  public Optional<String> zone() {
    return token.get(Google.ZONE);
  }

  /** Returns the unique id, which is no secret. */
  @Override
  public String toString() {
    return "GoogleIdentity[uniqueId=" + uniqueId() + "]";
  }
}
