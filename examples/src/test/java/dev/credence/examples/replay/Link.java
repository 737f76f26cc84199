package dev.credence.examples.replay;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/**
 * The network in front of one member, on the loopback interface: others reach the member through it
 * alone, so it can be stalled (nothing arrives and nobody is told) and healed again.
 */
final class Link implements AutoCloseable {
  private static final int BUFFER_BYTES = 16 * 1024;
  private static final int BACKLOG = 50;
  private static final CountDownLatch OPEN = new CountDownLatch(0);

  private final int target;
  private final ServerSocket server;
  private final Set<Closeable> sockets = ConcurrentHashMap.newKeySet();
  private volatile CountDownLatch gate = OPEN;

  private Link(int target) throws IOException {
    this.target = target;
    this.server = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
    sockets.add(server);
    start(this::accept);
  }

  static Link to(int port) throws IOException {
    return new Link(port);
  }

  int port() {
    return server.getLocalPort();
  }

  /** From now on nothing comes through. */
  void stall() {
    gate = new CountDownLatch(1);
  }

  /** What came meanwhile is let through, and whatever comes next. */
  void heal() {
    CountDownLatch closed = gate;
    gate = OPEN;
    closed.countDown();
  }

  private void accept() throws IOException {
    while (true) {
      Socket from = opened(server.accept());
      start(() -> connect(from));
    }
  }

  private void connect(Socket from) throws IOException, InterruptedException {
    try (from;
        Socket to = opened(new Socket(InetAddress.getLoopbackAddress(), target))) {
      start(() -> copy(from, to));
      copy(to, from);
    }
  }

  private Socket opened(Socket socket) throws IOException {
    sockets.add(socket);
    socket.setTcpNoDelay(true);
    return socket;
  }

  private void copy(Socket from, Socket to) throws IOException, InterruptedException {
    byte[] buffer = new byte[BUFFER_BYTES];
    try (from;
        to;
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        gate.await();
        out.write(buffer, 0, read);
      }
    }
  }

  /** A way of bytes, which ends when either side closes it. */
  private interface Flow {
    void run() throws IOException, InterruptedException;
  }

  private static void start(Flow flow) {
    Thread thread =
        new Thread(
            () -> {
              try {
                flow.run();
              } catch (IOException | InterruptedException closed) {
                Thread.currentThread().interrupt();
              }
            },
            "link");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    heal();
    for (Closeable socket : sockets) {
      try {
        socket.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
