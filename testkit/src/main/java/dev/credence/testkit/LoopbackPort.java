package dev.credence.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/**
 * A free port of 127.0.0.1 that stays the same whether or not anybody listens. Not thread-safe.
 *
 * <p>While nobody listens it is kept from others. Without that a client of this machine could even
 * be given it as its own, and would then find itself connected to itself.
 */
final class LoopbackPort {
  private static final int ANY = 0;
  private static final int BACKLOG = 512;

  private final int number;
  private @Nullable ServerSocket listening;
  private @Nullable Socket placeholder;

  /** Takes a free port and listens. */
  LoopbackPort() {
    this(ANY);
  }

  /** Takes this port, or a free one if it is 0, and listens. */
  LoopbackPort(int wanted) {
    try {
      ServerSocket bound = bound(wanted);
      this.listening = bound;
      this.number = bound.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "No server could be started on port " + wanted + " of loopback", e);
    }
  }

  int number() {
    return number;
  }

  /** What listens, or null when nobody does. */
  @Nullable ServerSocket listening() {
    return listening;
  }

  /** Keeps the port without listening, once it is released and nobody waits for connections. */
  void hold() {
    Socket bound = new Socket();
    try {
      bound.setReuseAddress(true);
      bound.bind(loopback(number));
      placeholder = bound;
    } catch (IOException e) {
      throw taken(e);
    }
  }

  /** Listens again. */
  ServerSocket listen() {
    release();
    try {
      ServerSocket bound = bound(number);
      listening = bound;
      return bound;
    } catch (IOException e) {
      throw taken(e);
    }
  }

  /** Gives the port back. */
  void release() {
    try {
      if (listening != null) {
        listening.close();
      }
      if (placeholder != null) {
        placeholder.close();
      }
    } catch (IOException alreadyClosed) {
      // Closed is what they should be.
    }
    listening = null;
    placeholder = null;
  }

  private static ServerSocket bound(int number) throws IOException {
    ServerSocket bound = new ServerSocket();
    bound.setReuseAddress(true);
    bound.bind(loopback(number), BACKLOG);
    return bound;
  }

  private static InetSocketAddress loopback(int number) throws IOException {
    return new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), number);
  }

  private UncheckedIOException taken(IOException cause) {
    return new UncheckedIOException("Port " + number + " was taken by another program", cause);
  }
}
