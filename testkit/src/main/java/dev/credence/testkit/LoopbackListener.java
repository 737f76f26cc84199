package dev.credence.testkit;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * Listens at a port of 127.0.0.1, and gives each connection a daemon thread of its own.
 * Thread-safe. After {@link #close()} no thread and no socket is left.
 */
final class LoopbackListener implements AutoCloseable {
  /** Threads end at once unless someone's own code holds them; that isn't waited for forever. */
  private static final Duration LONGEST_FAREWELL = Duration.ofSeconds(10);

  /** What is done with a connection. */
  interface Conversation {
    void hold(Wire wire) throws IOException;
  }

  private final CompletableFuture<Void> closing = new CompletableFuture<>();
  private final ChangeSignal changes = new ChangeSignal();
  private final AtomicInteger accepted = new AtomicInteger();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
  private final LoopbackPort port;
  private volatile Conversation conversation = Wire::reset;
  private volatile @Nullable TlsIdentity identity;
  private @Nullable Thread acceptor;

  /**
   * Takes a port.
   *
   * @param identity what is shown to clients in TLS; null for plain connections
   */
  LoopbackListener(@Nullable TlsIdentity identity) {
    this(identity, new LoopbackPort());
  }

  /** Listens at a given port for plain connections. */
  static LoopbackListener at(LoopbackPort port) {
    return new LoopbackListener(null, port);
  }

  private LoopbackListener(@Nullable TlsIdentity identity, LoopbackPort port) {
    this.identity = identity;
    this.port = port;
  }

  /** Treats new connections so from now on; accepts them, if they were not or were refused. */
  synchronized void accept(Conversation next) {
    conversation = next;
    if (acceptor != null || closing.isDone()) {
      return;
    }
    ServerSocket listening = port.listening();
    ServerSocket bound = listening == null ? port.listen() : listening;
    acceptor = daemon("accepts", () -> acceptFrom(bound));
    acceptor.start();
  }

  /** Breaks all connections off and accepts none. */
  synchronized void refuse() {
    if (acceptor != null) {
      stopAccepting();
      port.hold();
      open.forEach(LoopbackListener::reset);
    }
  }

  @Override
  public synchronized void close() {
    closing.complete(null);
    stopAccepting();
    open.forEach(LoopbackListener::reset);
    threads.forEach(LoopbackListener::join);
  }

  int port() {
    return port.number();
  }

  /** How many connections were ever accepted. */
  int accepted() {
    return accepted.get();
  }

  /** How many connections are open now. */
  int open() {
    return open.size();
  }

  /** Tells when connections come and go. */
  ChangeSignal changes() {
    return changes;
  }

  /** Shows another certificate to those who connect from now on. */
  void present(TlsIdentity other) {
    identity = other;
  }

  private void stopAccepting() {
    port.release();
    if (acceptor != null) {
      join(acceptor);
      acceptor = null;
    }
  }

  private void acceptFrom(ServerSocket bound) {
    while (!bound.isClosed()) {
      try {
        // Closed by the thread that speaks over it.
        converse(bound.accept());
      } catch (IOException e) {
        // The port was closed, or a client was gone before it was accepted.
      }
    }
  }

  private void converse(Socket socket) {
    open.add(socket);
    int number = accepted.incrementAndGet();
    Conversation held = conversation;
    Thread thread = daemon("speaks " + number, () -> speak(socket, number, held));
    thread.start();
    threads.removeIf(each -> !each.isAlive());
    threads.add(thread);
    changes.changed();
  }

  private void speak(Socket socket, int number, Conversation held) {
    try (socket) {
      socket.setTcpNoDelay(true);
      held.hold(new Wire(number, socket, spoken(socket), closing));
    } catch (IOException e) {
      // The client hung up, or was meant to find the connection broken.
    } finally {
      open.remove(socket);
      changes.changed();
    }
  }

  private Socket spoken(Socket socket) throws IOException {
    TlsIdentity shown = identity;
    if (shown == null) {
      return socket;
    }
    SSLSocket tls =
        (SSLSocket)
            shown
                .serverContext()
                .getSocketFactory()
                .createSocket(socket, socket.getInetAddress().getHostAddress(), port(), true);
    tls.setUseClientMode(false);
    return tls;
  }

  private Thread daemon(String what, Runnable task) {
    String name = "credence-testkit " + port() + " " + what;
    Thread thread = new Thread(null, task, name, 0, false);
    thread.setDaemon(true);
    return thread;
  }

  private static void reset(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException alreadyClosed) {
      // Closed is what it should be.
    }
  }

  private static void join(Thread thread) {
    if (thread.equals(Thread.currentThread())) {
      return;
    }
    try {
      thread.join(LONGEST_FAREWELL.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
