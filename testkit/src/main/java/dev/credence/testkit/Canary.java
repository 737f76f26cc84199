package dev.credence.testkit;

import java.net.URI;
import java.time.Duration;

/**
 * A port of this machine that nobody is meant to connect to: the target of a redirect, a {@code
 * jku} or a {@code jwks_uri} that must not be followed. It answers nothing and counts.
 *
 * <p>Thread-safe. Its thread is a daemon; {@link #close()} leaves no thread and no socket.
 *
 * {@snippet class="snippets.FaultSnippetsTest" region="canary"}
 */
public final class Canary implements AutoCloseable {
  private final LoopbackListener listener;

  private Canary(LoopbackListener listener) {
    this.listener = listener;
  }

  /**
   * Starts one at 127.0.0.1.
   *
   * @return a canary; close it after use
   */
  public static Canary start() {
    LoopbackListener listener = new LoopbackListener(null);
    listener.accept(Wire::reset);
    return new Canary(listener);
  }

  /**
   * Where it is.
   *
   * @return an {@code http} URL at 127.0.0.1
   */
  public URI url() {
    return URI.create("http://127.0.0.1:" + listener.port() + "/canary");
  }

  /**
   * The same one by another name of this machine, so that a URL is of another host than that of the
   * issuer's server.
   *
   * @return this canary's {@code http} URL at {@code localhost}
   */
  public URI urlAtLocalhost() {
    return URI.create("http://localhost:" + listener.port() + "/canary");
  }

  /**
   * How many connections were made to it.
   *
   * @return 0 when nobody connected
   */
  public int connections() {
    return listener.accepted();
  }

  /**
   * Waits until someone connects.
   *
   * @param patience the longest real time to wait
   * @return whether someone did
   */
  public boolean awaitConnection(Duration patience) {
    return listener.changes().await(() -> listener.accepted() > 0, patience);
  }

  /** Stops listening. */
  @Override
  public void close() {
    listener.close();
  }
}
