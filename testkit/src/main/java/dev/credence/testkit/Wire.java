package dev.credence.testkit;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The server's end of one connection, with everything that a server can do to it. One thread speaks
 * over it; any other may {@link #reset} it.
 */
final class Wire {
  private final int number;
  private final Socket tcp;
  private final Socket socket;
  private final CompletableFuture<Void> serverCloses;
  private final InputStream in;
  private final OutputStream out;

  /**
   * @param number of the connection, 1 for the server's first
   * @param tcp the connection itself
   * @param socket what is spoken over: TLS on top of the connection, or the connection again
   * @param serverCloses ends every wait
   */
  Wire(int number, Socket tcp, Socket socket, CompletableFuture<Void> serverCloses)
      throws IOException {
    this.number = number;
    this.tcp = tcp;
    this.socket = socket;
    this.serverCloses = serverCloses;
    this.in = new BufferedInputStream(socket.getInputStream());
    this.out = socket.getOutputStream();
  }

  int number() {
    return number;
  }

  boolean isClosed() {
    return tcp.isClosed();
  }

  /** Reads the next request, or null when the client has hung up. */
  @Nullable ServerRequest nextRequest() throws IOException {
    return new RequestReader(in, out).next();
  }

  /** Sends octets at once. */
  void send(byte[] octets) throws IOException {
    out.write(octets);
    out.flush();
  }

  /** Ends the connection in an orderly way, once what was sent has gone out. */
  void hangUp() throws IOException {
    socket.close();
  }

  /** Breaks the connection off: the client gets a TCP reset. */
  void reset() {
    try {
      tcp.setSoLinger(true, 0);
    } catch (SocketException alreadyClosed) {
      return;
    }
    closeQuietly(tcp);
  }

  /** Says nothing more, not even in TLS, until the client hangs up or the server is closed. */
  void awaitHangUp() throws IOException {
    byte[] ignored = new byte[1_024];
    InputStream unheard = tcp.getInputStream();
    while (unheard.read(ignored) >= 0) {
      // What a client says to a server that doesn't listen is lost.
    }
  }

  /**
   * Does nothing for a time.
   *
   * @throws IOException if the server is closed meanwhile
   */
  void pause(Duration time) throws IOException {
    try {
      serverCloses.get(time.toNanos(), TimeUnit.NANOSECONDS);
      throw new IOException("The server is closed");
    } catch (TimeoutException over) {
      // As it should be.
    } catch (InterruptedException e) {
      throw interrupted();
    } catch (ExecutionException e) {
      throw new IllegalStateException("A close doesn't fail", e);
    }
  }

  /**
   * Does nothing until something is done, however it ends.
   *
   * @throws IOException if the server is closed meanwhile
   */
  void await(CompletionStage<?> done) throws IOException {
    CompletableFuture<Object> either =
        CompletableFuture.anyOf(
            serverCloses, done.toCompletableFuture().handle((value, failure) -> true));
    try {
      either.get();
    } catch (InterruptedException e) {
      throw interrupted();
    } catch (ExecutionException e) {
      throw new IllegalStateException("Neither can fail", e);
    }
    if (serverCloses.isDone()) {
      throw new IOException("The server is closed");
    }
  }

  private static IOException interrupted() {
    Thread.currentThread().interrupt();
    return new IOException("The server's thread is interrupted");
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException alreadyBroken) {
      // Broken is what it should be.
    }
  }
}
