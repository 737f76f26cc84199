package dev.credence.ci;

import dev.credence.VerifiedToken;
import dev.credence.claim.StringClaim;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A verified access token of an identity provider, read as the OAuth client that it is about.
 * Holding one proves that someone had the client's credentials, not which repository, branch or
 * build it was.
 *
 * <p>Immutable and thread-safe.
 */
public final class DroneIdentity {
  /** Which of these names the client is up to the identity provider; some send two that agree. */
  private static final List<StringClaim> CLIENT_CLAIMS =
      List.of(Drone.OKTA_CLIENT_ID, Drone.CLIENT_ID, Drone.AUTHORIZED_PARTY);

  private final VerifiedToken token;
  private final String clientId;

  private DroneIdentity(VerifiedToken token) {
    this.token = token;
    this.clientId = onlyClient(token);
  }

  private static String onlyClient(VerifiedToken token) {
    Set<String> clients =
        distinct(CLIENT_CLAIMS.stream().flatMap(claim -> token.get(claim).stream()));
    if (clients.size() != 1) {
      throw new IllegalArgumentException(
          "Every access token names its one client in the claims cid, client_id or azp; this one"
              + " names "
              + (clients.isEmpty() ? "none" : "two that differ"));
    }
    return clients.iterator().next();
  }

  static DroneIdentity of(VerifiedToken token) {
    return new DroneIdentity(token);
  }

  /**
   * Returns the client.
   *
   * @return the id that the identity provider gave it
   */
  public String clientId() {
    return clientId;
  }

  /**
   * Returns the client's own account at the identity provider.
   *
   * @return the {@code sub}
   */
  public String subject() {
    return token.subject();
  }

  /**
   * Returns the scopes, whichever way the identity provider writes them.
   *
   * @return an unmodifiable set in the token's order, empty where the provider has none
   */
  public Set<String> scopes() {
    Optional<List<String>> list = token.get(Drone.OKTA_SCOPES);
    Stream<String> scopes =
        list.isPresent()
            ? list.get().stream()
            : token.get(Drone.SCOPE).stream().flatMap(text -> Stream.of(text.split(" ")));
    return distinct(scopes);
  }

  /**
   * Returns the application roles that Entra gave the client.
   *
   * @return an unmodifiable set in the token's order, empty at other identity providers
   */
  public Set<String> roles() {
    return distinct(token.get(Drone.ENTRA_ROLES).stream().flatMap(List::stream));
  }

  private static Set<String> distinct(Stream<String> values) {
    Set<String> distinct = new LinkedHashSet<>();
    values.filter(value -> !value.isEmpty()).forEach(distinct::add);
    return Collections.unmodifiableSet(distinct);
  }

  /** Returns the client, which is no secret. */
  @Override
  public String toString() {
    return "DroneIdentity[clientId=" + clientId + "]";
  }
}
