package dev.credence.gcp;

import com.google.auth.oauth2.AccessToken;
import com.google.auth.oauth2.GoogleCredentials;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Google credentials whose tokens come from an exchange of the job's token. When to refresh, and
 * that one thread does so for all, is the library's business.
 *
 * <p>Thread-safe. Equal only to itself, and printed without the token that it holds.
 */
final class FederatedCredentials extends GoogleCredentials {
  private static final long serialVersionUID = 1L;

  private final transient TokenExchange exchange;
  private final transient List<String> scopes;

  private FederatedCredentials(Builder builder) {
    super(builder);
    this.exchange = builder.exchange;
    this.scopes = builder.scopes;
  }

  static FederatedCredentials of(TokenExchange exchange, String universeDomain) {
    Builder builder = new Builder(exchange, List.of(TokenExchange.CLOUD_PLATFORM));
    builder.setUniverseDomain(universeDomain);
    return builder.build();
  }

  @Override
  public AccessToken refreshAccessToken() {
    return exchange.accessToken(scopes);
  }

  @Override
  public GoogleCredentials createScoped(Collection<String> newScopes) {
    Builder builder = new Builder(this, newScopes.isEmpty() ? scopes : List.copyOf(newScopes));
    builder.setAccessToken(null); // the one at hand has other scopes
    return builder.build();
  }

  @Override
  public GoogleCredentials createScoped(
      Collection<String> newScopes, @Nullable Collection<String> defaultScopes) {
    return createScoped(newScopes.isEmpty() && defaultScopes != null ? defaultScopes : newScopes);
  }

  /** What is built by it refreshes itself as these do. */
  @Override
  public GoogleCredentials.Builder toBuilder() {
    return new Builder(this, scopes);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }

  @Override
  public String toString() {
    return "GoogleCredentials[" + exchange + ", scopes " + scopes + "]";
  }

  private void writeObject(ObjectOutputStream out) throws NotSerializableException {
    throw new NotSerializableException(
        "Credentials of a CI job belong to the process that runs in it");
  }

  private static final class Builder extends GoogleCredentials.Builder {
    private final TokenExchange exchange;
    private final List<String> scopes;

    Builder(TokenExchange exchange, List<String> scopes) {
      this.exchange = Objects.requireNonNull(exchange, "exchange");
      this.scopes = scopes;
    }

    Builder(FederatedCredentials original, List<String> scopes) {
      super(original);
      this.exchange = original.exchange;
      this.scopes = scopes;
    }

    @Override
    public FederatedCredentials build() {
      return new FederatedCredentials(this);
    }
  }
}
