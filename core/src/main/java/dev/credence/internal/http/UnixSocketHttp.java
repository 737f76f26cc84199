package dev.credence.internal.http;

import dev.credence.internal.http.FetchException.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Sends a request to a server behind a Unix domain socket, which Java's HTTP client can't reach.
 *
 * <p>It speaks HTTP/1.0 (RFC 1945): the server ends its answer by closing the connection, and never
 * sends it in chunks. The deadline covers the whole exchange. Stateless but for its thread pool.
 */
public final class UnixSocketHttp {
  private static final int MAX_HEAD_BYTES = 16_384;
  private static final int BUFFER_BYTES = 4_096;

  private final FetchThreads threads = new FetchThreads();
  private final Duration deadline;

  /** Sends requests that end by a deadline. */
  public UnixSocketHttp(Duration deadline) {
    this.deadline = deadline;
  }

  /**
   * Sends a request to the server at a socket; of the request's URL, only path and query count.
   *
   * @return completes by the deadline, exceptionally with nothing but {@link FetchException}
   */
  public CompletableFuture<FetchResult> send(Path socket, CredentialRequest request) {
    String name = String.valueOf(socket.getFileName());
    CompletableFuture<FetchResult> result = new CompletableFuture<>();
    CompletableFuture<FetchResult> outcome = new CompletableFuture<>();
    var unused =
        result
            .orTimeout(deadline.toNanos(), TimeUnit.NANOSECONDS)
            .whenComplete((fetched, failure) -> {
              if (fetched != null) {
                outcome.complete(fetched);
              } else {
                outcome.completeExceptionally(FetchFailures.translated(name, failure));
              }
            });
    threads.execute(() -> exchange(socket, name, request, result));
    return outcome;
  }

  private static void exchange(
      Path socket, String name, CredentialRequest request, CompletableFuture<FetchResult> result) {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      // A blocked read ends when its channel is closed, which is how the deadline is kept.
      var unused = result.whenComplete((fetched, failure) -> close(channel));
      connect(channel, socket, name);
      write(channel, RawHttp.request(request));
      result.complete(RawHttp.answer(name, request.answer(), readToTheEnd(channel, name)));
    } catch (IOException | RuntimeException | FetchException failure) {
      result.completeExceptionally(failure);
    }
  }

  private static void connect(SocketChannel channel, Path socket, String name)
      throws FetchException {
    try {
      channel.connect(UnixDomainSocketAddress.of(socket));
    } catch (IOException | RuntimeException unreachable) {
      throw new FetchException(Kind.CONNECT, name, "could not be reached");
    }
  }

  private static void write(SocketChannel channel, byte[] octets) throws IOException {
    ByteBuffer left = ByteBuffer.wrap(octets);
    while (left.hasRemaining()) {
      channel.write(left);
    }
  }

  private static byte[] readToTheEnd(SocketChannel channel, String name)
      throws IOException, FetchException {
    int most = MAX_HEAD_BYTES + CredentialRequest.MAX_ANSWER_BYTES;
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    while (channel.read(buffer.clear()) >= 0) {
      all.write(buffer.array(), 0, buffer.position());
      if (all.size() > most) {
        throw new FetchException(
            Kind.TOO_LARGE, name, "sent more than the " + most + " octets that are read");
      }
    }
    return all.toByteArray();
  }

  private static void close(SocketChannel channel) {
    try {
      channel.close();
    } catch (IOException alreadyGone) {
      // Nothing is left to be released.
    }
  }
}
