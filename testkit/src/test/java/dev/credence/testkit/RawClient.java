package dev.credence.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** A connection of a client that says and sees every octet. */
public final class RawClient implements AutoCloseable {
  /** Longer than any test; a read that never ends becomes a failure. */
  private static final int PATIENCE_MILLIS = 20_000;

  private final Socket socket;

  private RawClient(Socket socket) {
    this.socket = socket;
  }

  public static RawClient connect(URI url) throws IOException {
    Socket socket = new Socket(url.getHost(), url.getPort());
    socket.setSoTimeout(PATIENCE_MILLIS);
    return new RawClient(socket);
  }

  /** Connects with TLS and checks the certificate, its host name included. */
  public static RawClient connect(URI url, SSLContext trust) throws IOException {
    SSLSocket socket =
        (SSLSocket) trust.getSocketFactory().createSocket(url.getHost(), url.getPort());
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    socket.setSoTimeout(PATIENCE_MILLIS);
    try {
      socket.startHandshake();
    } catch (IOException e) {
      socket.close();
      throw e;
    }
    return new RawClient(socket);
  }

  /** One request on a connection of its own, and everything that comes of it. */
  public static RawAnswer get(URI url, String... headers) throws IOException {
    try (RawClient client = connect(url)) {
      client.ask("GET", url.getRawPath(), join(headers) + "Connection: close\r\n");
      return client.everything();
    }
  }

  private static String join(String... headers) {
    return headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
  }

  public void ask(String method, String target, String headers) throws IOException {
    send(method + " " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\n" + headers + "\r\n");
  }

  public void send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
  }

  /** Reads one response whose length is announced, and leaves the connection open. */
  public RawAnswer answer() throws IOException {
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    while (!octets.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
      octets.write(read(1));
    }
    RawAnswer head = new RawAnswer(octets.toByteArray(), false);
    String length = head.header("Content-Length");
    octets.write(read(length.isEmpty() ? 0 : Integer.parseInt(length)));
    return new RawAnswer(octets.toByteArray(), false);
  }

  public byte[] read(int octets) throws IOException {
    byte[] read = socket.getInputStream().readNBytes(octets);
    if (read.length < octets) {
      throw new IOException("The server hung up");
    }
    return read;
  }

  /** Reads until the server ends the connection. */
  public RawAnswer everything() throws IOException {
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    InputStream in = socket.getInputStream();
    byte[] buffer = new byte[8_192];
    try {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        octets.write(buffer, 0, count);
      }
      return new RawAnswer(octets.toByteArray(), false);
    } catch (SocketException reset) {
      return new RawAnswer(octets.toByteArray(), true);
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
