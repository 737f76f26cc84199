package dev.credence.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestReaderTest {
  private final ByteArrayOutputStream told = new ByteArrayOutputStream();

  @Test
  void request_has_method_path_query_and_header_fields() throws Exception {
    ServerRequest request =
        read(
            "GET /a%2Fb?audience=x%20y&audience=z&flag HTTP/1.1\r\n"
                + "Host: h\r\n"
                + "Accept: a\r\n"
                + "accept:  b \r\n\r\n");

    assertThat(request.method()).isEqualTo("GET");
    assertThat(request.path()).isEqualTo("/a%2Fb");
    assertThat(request.query()).isEqualTo("audience=x%20y&audience=z&flag");
    assertThat(request.queryParameters()).containsOnlyKeys("audience").containsValue("z");
    assertThat(request.headers().get("ACCEPT")).containsExactly("a", "b");
    assertThat(request.body()).isEmpty();
    assertThat(request).hasToString("GET /a%2Fb");
  }

  @Test
  void body_has_the_announced_length() throws Exception {
    ServerRequest request =
        read(
            "POST /token HTTP/1.1\r\n"
                + "Content-Length: 27\r\n\r\n"
                + "grant_type=a%3Ab&scope=c+de and more");

    assertThat(request.text()).isEqualTo("grant_type=a%3Ab&scope=c+de");
    assertThat(request.formParameters())
        .containsEntry("grant_type", "a:b")
        .containsEntry("scope", "c de");
  }

  @Test
  void body_comes_in_chunks() throws Exception {
    ServerRequest request =
        read(
            "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "4\r\nabcd\r\nA;x=y\r\n0123456789\r\n0\r\nTrailer: t\r\n\r\n");

    assertThat(request.text()).isEqualTo("abcd0123456789");
  }

  @Test
  void client_that_waits_is_told_to_go_on() throws Exception {
    read("POST / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\nx");

    assertThat(told).hasToString("HTTP/1.1 100 Continue\r\n\r\n");
  }

  @Test
  void client_that_hangs_up_asks_nothing() throws Exception {
    assertThat(next("")).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1",
        "GET / HTTP/1.1\r\nHost: h\r\n",
        "POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\nabcd",
        "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nab"
      })
  void request_that_breaks_off_is_none(String text) {
    assertThatThrownBy(() -> read(text)).isInstanceOf(EOFException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "EHLO x\r\n\r\n",
        "GET  / HTTP/1.1\r\n\r\n",
        "GET http://h/ HTTP/1.1\r\n\r\n",
        "GET / HTTP/2\r\n\r\n",
        "GET / HTTP/1.1\r\nno colon\r\n\r\n",
        "POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
        "POST / HTTP/1.1\r\nContent-Length: 1048577\r\n\r\n",
        "POST / HTTP/1.1\r\nContent-Length: many\r\n\r\n",
        "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"
      })
  void text_that_is_no_request_is_refused(String text) {
    assertThatThrownBy(() -> read(text)).isInstanceOf(ProtocolException.class);
  }

  private ServerRequest read(String text) throws IOException {
    ServerRequest request = next(text);
    assertThat(request).isNotNull();
    return request;
  }

  private @Nullable ServerRequest next(String text) throws IOException {
    byte[] octets = text.getBytes(StandardCharsets.UTF_8);
    return new RequestReader(new ByteArrayInputStream(octets), told).next();
  }
}
