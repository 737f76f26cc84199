package dev.credence.azure;

import com.azure.core.credential.AccessToken;
import dev.credence.cloud.CloudExchange;
import dev.credence.cloud.Granted;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Function;

/** An application's access tokens for all its tenants and scopes. Thread-safe. */
final class AccessTokens {
  private final InstantSource clock;
  private final Executor threads;
  private final Function<String, CloudExchange> exchanges;
  private final TokenEndpoint endpoint;
  private final Map<WantedToken, TokenSlot> slots = new ConcurrentHashMap<>();
  private volatile boolean closed;

  /**
   * @param threads where exchanges may block
   * @param exchanges makes the exchange in a tenant
   */
  AccessTokens(
      InstantSource clock,
      Executor threads,
      Function<String, CloudExchange> exchanges,
      TokenEndpoint endpoint) {
    this.clock = clock;
    this.threads = threads;
    this.exchanges = exchanges;
    this.endpoint = endpoint;
  }

  /** The token, or the outcome of the exchange that is under way for it. */
  CompletableFuture<AccessToken> token(WantedToken wanted) {
    TokenSlot slot = slots.computeIfAbsent(wanted.unchallenged(), this::newSlot);
    return closed ? CompletableFuture.failedFuture(closedAlready()) : slot.token(wanted.claims());
  }

  private TokenSlot newSlot(WantedToken unchallenged) {
    return new TokenSlot(
        clock,
        threads,
        challenge -> exchange(challenge.isEmpty() ? unchallenged : unchallenged.with(challenge)));
  }

  private Granted<AccessToken> exchange(WantedToken wanted) {
    String claims = ClaimsParameter.of(wanted);
    return exchanges.apply(wanted.tenant()).exchange(token -> endpoint.ask(wanted, claims, token));
  }

  /** Lets nobody wait any longer. */
  void close() {
    closed = true;
    slots.values().forEach(slot -> slot.fail(closedAlready()));
  }

  private static IllegalStateException closedAlready() {
    return new IllegalStateException("This AzureFederation is closed");
  }
}
