package dev.credence.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.credence.internal.http.FetchException.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class BoundedFetchTlsTest {
  @TempDir static Path directory;
  private static TlsServer server;
  private static TlsServer misnamed;

  @BeforeAll
  static void start() throws Exception {
    server = new TlsServer(directory, "ip:127.0.0.1");
    misnamed = new TlsServer(directory, "dns:keys.example");
  }

  @AfterAll
  static void stop() {
    server.close();
    misnamed.close();
  }

  @Test
  void server_with_a_trusted_certificate_is_fetched_from() throws Exception {
    try (BoundedFetch fetch = fetch(server.trustingClient())) {
      assertThat(fetch.get(request(server.url("127.0.0.1"))).get().body()).hasSize(2);
    }
  }

  @Test
  void unknown_certificate_is_refused() {
    assertTlsFailure(null, server.url("127.0.0.1"));
  }

  @Test
  void certificate_of_another_server_is_refused() {
    assertTlsFailure(misnamed.trustingClient(), server.url("127.0.0.1"));
  }

  @Test
  void trusted_certificate_for_another_name_is_refused() {
    assertTlsFailure(misnamed.trustingClient(), misnamed.url("127.0.0.1"));
  }

  @Test
  void server_that_speaks_no_tls_is_refused() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"))) {
      new Thread(() -> answerInPlainText(socket)).start();

      assertTlsFailure(null, URI.create("https://127.0.0.1:" + socket.getLocalPort() + "/keys"));
    }
  }

  private static void answerInPlainText(ServerSocket socket) {
    while (!socket.isClosed()) {
      try (Socket connection = socket.accept()) {
        connection
            .getOutputStream()
            .write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        connection.getInputStream().readAllBytes();
      } catch (IOException closed) {
        return;
      }
    }
  }

  private static void assertTlsFailure(@Nullable SSLContext context, URI url) {
    try (BoundedFetch fetch = fetch(context)) {
      assertThatThrownBy(() -> fetch.get(request(url)).get())
          .cause()
          .hasMessage("\"127.0.0.1\" could not be reached over trusted TLS")
          .hasNoCause()
          .asInstanceOf(InstanceOfAssertFactories.type(FetchException.class))
          .extracting(FetchException::kind)
          .isEqualTo(Kind.TLS);
    }
  }

  private static BoundedFetch fetch(@Nullable SSLContext context) {
    Duration patient = Duration.ofSeconds(30);
    return BoundedFetch.overHttps(new FetchSettings(patient, patient, null, context));
  }

  private static FetchRequest request(URI url) {
    return new FetchRequest(url, 1000);
  }
}
