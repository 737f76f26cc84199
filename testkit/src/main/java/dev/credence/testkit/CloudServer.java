package dev.credence.testkit;

import java.time.InstantSource;
import java.util.function.Consumer;

/**
 * The server of a fake cloud: its token service, and something that its credentials open.
 *
 * <p>The journal shows neither the tokens that come nor the credentials that go.
 */
public final class CloudServer extends FakeServer {
  private CloudServer(InstantSource clock) {
    super(clock, null);
  }

  /**
   * Starts a server.
   *
   * @param clock the fake's
   * @param routes adds what the cloud answers
   */
  static CloudServer start(InstantSource clock, Consumer<FakeServer> routes) {
    CloudServer server = new CloudServer(clock);
    routes.accept(server);
    server.start();
    return server;
  }
}
