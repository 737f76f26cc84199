package dev.credence.testkit;

import dev.credence.TrustPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * An account of a {@link FakeAwsSts}: the CIs that are registered in it as identity providers, and
 * the roles that jobs may assume.
 *
 * <p>Each method returns the account for the next. What is set anew replaces what was there. A job
 * that is not let in is told no more than AWS tells it; a test learns the reason from the policy.
 *
 * <p>Thread-safe.
 */
public final class FakeAwsAccount {
  /** What a role has unless its administrator sets more. */
  private static final Duration USUAL_SESSION = Duration.ofHours(1);

  private final String id;
  private final Map<String, Provider> providers = new ConcurrentHashMap<>();
  private final Map<String, AwsRole> roles = new ConcurrentHashMap<>();
  private volatile @Nullable AwsOutboundIssuer outbound;

  /** A registered identity provider. */
  record Provider(CiIssuer<?> issuer, List<String> clientIds) {}

  FakeAwsAccount(String id) {
    this.id = id;
  }

  /**
   * Registers a CI as identity provider, as {@code aws iam create-open-id-connect-provider} does.
   *
   * @param issuer the CI, whose keys the account takes when it needs them
   * @param clientIds the audiences that tokens may have; one at least
   * @return this account
   */
  public FakeAwsAccount oidcProvider(CiIssuer<?> issuer, String... clientIds) {
    if (clientIds.length == 0) {
      throw new IllegalArgumentException("An identity provider has one client id at least");
    }
    providers.put(issuer.identifier(), new Provider(issuer, List.of(clientIds)));
    return this;
  }

  /**
   * Adds a role whose sessions last an hour at most.
   *
   * @param pathAndName the role's name, with its path in front if it has one, such as {@code
   *     deploy} or {@code ci/deploy}
   * @param trust whom it trusts, in place of a trust policy document; only its keys and its clock
   *     are swapped for the fake's
   * @return this account
   */
  public FakeAwsAccount role(String pathAndName, TrustPolicy trust) {
    return role(pathAndName, trust, USUAL_SESSION);
  }

  /**
   * Adds a role.
   *
   * @param pathAndName the role's name, with its path in front if it has one
   * @param trust whom it trusts, in place of a trust policy document; only its keys and its clock
   *     are swapped for the fake's
   * @param longestSession how long its sessions may last, its {@code MaxSessionDuration}
   * @return this account
   */
  public FakeAwsAccount role(String pathAndName, TrustPolicy trust, Duration longestSession) {
    Objects.requireNonNull(trust, "trust");
    roles.put(pathAndName, new AwsRole(id, pathAndName, trust, longestSession));
    return this;
  }

  /**
   * Enables outbound identity federation, as {@code aws iam
   * enable-outbound-web-identity-federation} does.
   *
   * @param issuer mints the tokens that roles of this account get
   * @return this account
   */
  public FakeAwsAccount outbound(AwsOutboundIssuer issuer) {
    this.outbound = Objects.requireNonNull(issuer, "issuer");
    return this;
  }

  Optional<Provider> provider(@Nullable String issuer) {
    return issuer == null ? Optional.empty() : Optional.ofNullable(providers.get(issuer));
  }

  Optional<AwsRole> role(String pathAndName) {
    return Optional.ofNullable(roles.get(pathAndName));
  }

  Optional<AwsOutboundIssuer> outbound() {
    return Optional.ofNullable(outbound);
  }

  @Override
  public String toString() {
    return "FakeAwsAccount[" + id + ", roles " + roles.keySet() + "]";
  }
}
