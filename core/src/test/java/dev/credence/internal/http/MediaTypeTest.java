package dev.credence.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MediaTypeTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "APPLICATION/JSON",
        " application/json ",
        "application/json;charset=utf-8",
        "application/json; charset=UTF-8",
        "application/json; charset=\"utf-8\"",
        "application/json; odata.metadata=minimal; charset=utf-8",
        "application/jwk-set+json",
        "application/a0+json",
        "application/z9+json",
        "application/vnd.example.v2+json; version=1"
      })
  void json_in_utf8_is_accepted(String contentType) {
    assertThat(MediaType.isJson(contentType)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ";",
        "json",
        "text/html",
        "text/json",
        "text/plain",
        "application/octet-stream",
        "application/jsonp",
        "application/json+xml",
        "application/+json",
        "application/a/b+json",
        "application/a b+json",
        "application/json, text/html",
        "application/json; charset=utf-16",
        "application/json; charset=iso-8859-1",
        "application/json; charset=",
        "application/json; charset=utf-8; charset=utf-16",
        "application/json; charset = utf-8"
      })
  void anything_else_is_refused(String contentType) {
    assertThat(MediaType.isJson(contentType)).isFalse();
  }
}
