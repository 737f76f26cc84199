package dev.credence.testkit;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A service account of a {@link FakeGoogle}, and who may act as it.
 *
 * <p>Thread-safe.
 */
public final class FakeGoogleServiceAccount {
  private static final Duration USUAL_LIFETIME = Duration.ofHours(1);

  private final String address;
  private final Set<String> members = ConcurrentHashMap.newKeySet();
  private volatile Duration longestLifetime = USUAL_LIFETIME;

  FakeGoogleServiceAccount(String address) {
    this.address = address;
  }

  /**
   * Lets a member act as this service account: a job by the role {@code
   * roles/iam.workloadIdentityUser}, another service account by {@code
   * roles/iam.serviceAccountTokenCreator}.
   *
   * @param member such as {@link FakeGooglePool#principal}, {@link FakeGooglePool#principalSet()},
   *     or {@link #member()} of another service account
   * @return this service account
   */
  public FakeGoogleServiceAccount allow(String member) {
    members.add(Objects.requireNonNull(member, "member"));
    return this;
  }

  /**
   * Sets how long its tokens may last, as the organization policy {@code
   * iam.allowServiceAccountCredentialLifetimeExtension} does.
   *
   * @param time an hour unless set
   * @return this service account
   */
  public FakeGoogleServiceAccount longestLifetime(Duration time) {
    this.longestLifetime = Objects.requireNonNull(time, "time");
    return this;
  }

  /**
   * Returns which member of IAM policies this service account is.
   *
   * @return {@code serviceAccount:} and the address
   */
  public String member() {
    return "serviceAccount:" + address;
  }

  boolean allowsOneOf(List<String> caller) {
    return caller.stream().anyMatch(members::contains);
  }

  boolean allows(Duration lifetime) {
    return lifetime.compareTo(longestLifetime) <= 0;
  }

  String address() {
    return address;
  }

  @Override
  public String toString() {
    return "FakeGoogleServiceAccount[" + address + "]";
  }
}
