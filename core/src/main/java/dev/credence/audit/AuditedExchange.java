package dev.credence.audit;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a job's token was exchanged for: at which cloud, for which principal, and how long that
 * lasts. Never the credentials.
 *
 * <p>Immutable and thread-safe.
 */
public final class AuditedExchange {
  private final String cloud;
  private final String principal;
  private final @Nullable String account;
  private final @Nullable Duration lifetime;

  private AuditedExchange(
      String cloud, String principal, @Nullable String account, @Nullable Duration lifetime) {
    this.cloud = cloud;
    this.principal = principal;
    this.account = account;
    this.lifetime = lifetime;
  }

  /**
   * Returns an exchange that was asked for, and of which nothing else is known yet.
   *
   * @param cloud the cloud in a word, such as {@code aws}
   * @param principal whom the job asked to act as: a role, a service account or an application
   * @return the exchange
   */
  public static AuditedExchange of(String cloud, String principal) {
    return new AuditedExchange(
        Objects.requireNonNull(cloud, "cloud"), OutsideText.of(principal), null, null);
  }

  /**
   * Returns this exchange in an account.
   *
   * @param value the account, project, tenant or subscription that the principal belongs to
   * @return an exchange that is the same in everything else
   */
  public AuditedExchange inAccount(String value) {
    return new AuditedExchange(cloud, principal, OutsideText.of(value), lifetime);
  }

  /**
   * Returns this exchange with what the cloud granted.
   *
   * @param granted how long the credentials last from now
   * @return an exchange that is the same in everything else
   */
  public AuditedExchange granted(Duration granted) {
    return new AuditedExchange(
        cloud, principal, account, Objects.requireNonNull(granted, "granted"));
  }

  /**
   * Returns the cloud.
   *
   * @return a word, such as {@code aws}
   */
  public String cloud() {
    return cloud;
  }

  /**
   * Returns whom the job asked to act as.
   *
   * @return a role, a service account or an application
   */
  public String principal() {
    return principal;
  }

  /**
   * Returns where that principal belongs.
   *
   * @return an account, project, tenant or subscription, or empty if it is not known
   */
  public Optional<String> account() {
    return Optional.ofNullable(account);
  }

  /**
   * Returns how long the credentials last, from the time of the event.
   *
   * @return the lifetime, or empty if none were granted
   */
  public Optional<Duration> lifetime() {
    return Optional.ofNullable(lifetime);
  }

  /** Returns it on one line, escaped, each value cut at 64 code points. */
  @Override
  public String toString() {
    return AuditText.of(this);
  }
}
