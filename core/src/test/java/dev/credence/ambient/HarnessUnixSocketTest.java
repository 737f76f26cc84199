package dev.credence.ambient;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credence.ambient.IdTokenUnavailableException.Kind;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The runner behind a Unix socket, as on Linux and macOS. */
@Timeout(60)
class HarnessUnixSocketTest {
  private final CompletableFuture<String> request = new CompletableFuture<>();
  private Path folder;
  private Path socket;
  private ServerSocketChannel server;

  @BeforeEach
  void bind() throws IOException {
    // A socket's path has room for some hundred characters only.
    folder = Files.createTempDirectory("wi");
    socket = folder.resolve("mint.sock");
    server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket));
  }

  @AfterEach
  void unbind() throws IOException {
    server.close();
    Files.deleteIfExists(socket);
    Files.delete(folder);
  }

  private void answers(String response) {
    Thread thread = new Thread(() -> serve(response));
    thread.setDaemon(true);
    thread.start();
  }

  private void serve(String response) {
    while (server.isOpen()) {
      try (SocketChannel client = server.accept()) {
        request.complete(readRequest(client));
        client.write(ByteBuffer.wrap(response.getBytes(StandardCharsets.UTF_8)));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private static String readRequest(SocketChannel client) throws IOException {
    StringBuilder text = new StringBuilder();
    ByteBuffer buffer = ByteBuffer.allocate(4_096);
    while (!text.toString().endsWith("}") && client.read(buffer.clear()) >= 0) {
      text.append(StandardCharsets.UTF_8.decode(buffer.flip()));
    }
    return text.toString();
  }

  private IdToken token() throws IdTokenUnavailableException {
    AmbientEnvironment environment =
        new TestEnvironment()
            .set("HARNESS_WI_MINT_URL", "unix://" + socket)
            .set("HARNESS_WI_HANDLE", "handle")
            .build();
    return HarnessIdTokens.ofWorkloadIdentity("AWS_ID_TOKEN", "sts", environment).idToken();
  }

  private static String minted() {
    return "{\"oidc_token\":\"" + TestTokens.forAudience("sts") + "\",\"expires_at_unix\":1}";
  }

  @Test
  void identity_is_requested_over_the_socket() throws Exception {
    answers("HTTP/1.0 200 OK\r\nContent-Type: application/json\r\n\r\n" + minted());

    assertThat(token().audiences()).containsExactly("sts");

    assertThat(requestText())
        .startsWith("POST /mint_workload_token HTTP/1.0\r\nHost: localhost\r\n")
        .contains("\r\nContent-Type: application/json\r\nContent-Length: 67\r\n\r\n")
        .endsWith(
            "{\"handle\":\"handle\",\"name\":\"AWS_ID_TOKEN\",\"audience_override\":\"sts\"}");
  }

  private String requestText() throws InterruptedException, ExecutionException {
    return request.get();
  }

  @Test
  void unknown_identity_is_explained() {
    answers("HTTP/1.1 404 Not Found\r\nContent-Type: application/json\r\n\r\n{}");

    assertThat(Failures.of(Kind.REFUSED, this::token))
        .hasMessageContaining("\"mint.sock\" answered with status 404")
        .hasMessageContaining("no identity named \"AWS_ID_TOKEN\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "garbage\r\n\r\n",
        "HTTP/1.0 20 OK\r\n\r\n",
        "HTTP/1.0 200 OK\r\nno colon\r\n\r\n{}",
        "HTTP/1.0 200 OK\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{}",
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n2"
      })
  void broken_answer_is_no_answer(String response) {
    answers(response);

    Failures.of(Kind.UNREACHABLE, this::token);
  }

  @Test
  void answer_that_is_not_json_is_refused() {
    answers("HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\n\r\n" + minted());

    Failures.of(Kind.BAD_ANSWER, this::token);
  }

  @Test
  void answer_without_end_is_refused() {
    answers(
        "HTTP/1.0 200 OK\r\nContent-Type: application/json\r\n\r\n" + " ".repeat(100_000) + "{}");

    Failures.of(Kind.BAD_ANSWER, this::token);
  }

  @Test
  void missing_socket_is_told() throws Exception {
    server.close();
    Files.delete(socket);

    assertThat(Failures.of(Kind.UNREACHABLE, this::token))
        .hasMessageContaining("\"mint.sock\" could not be reached");
  }
}
