package dev.credence.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FetchAddressTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://keys.example",
        "https://keys.example/",
        "https://keys.example:8443/a/b?appid=1",
        "https://127.0.0.1/",
        "https://[::1]:1/"
      })
  void https_url_is_accepted(String url) {
    assertThat(FetchAddress.HTTPS.objectionTo(URI.create(url))).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "http://keys.example/ | must begin with https://",
        "http://127.0.0.1/ | must begin with https://",
        "HTTPS://keys.example/ | must begin with https://",
        "file:///etc/passwd | must begin with https://",
        "jar:file:/a.jar!/b | must begin with https://",
        "data:application/json,{} | must begin with https://",
        "keys.example/ | must begin with https://",
        "//keys.example/ | must begin with https://",
        "https:keys.example | must name a host in plain ASCII letters, digits, dots and hyphens",
        "https:///keys | must name a host in plain ASCII letters, digits, dots and hyphens",
        "https://a_b.example/ | must name a host in plain ASCII letters, digits, dots and hyphens",
        "https://keys.exämple/ | must name a host in plain ASCII letters, digits, dots and hyphens",
        "https://good.example@evil.example/ | must not contain a user name or password",
        "https://u:p@keys.example/ | must not contain a user name or password",
        "https://@keys.example/ | must not contain a user name or password",
        "https://keys.example/#top | must not contain a fragment"
      })
  void other_url_is_refused(String url, String objection) throws Exception {
    String raw = url.replace("{", "%7B").replace("}", "%7D");

    assertThat(FetchAddress.HTTPS.objectionTo(new URI(raw))).isEqualTo(objection);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:8080/a",
        "http://[::1]:8080/a",
        "http://localhost:8080/a",
        "https://localhost/"
      })
  void loopback_url_is_accepted_by_the_loopback_rule(String url) {
    assertThat(FetchAddress.LOOPBACK.objectionTo(URI.create(url))).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://keys.example/",
        "https://keys.example/",
        "http://127.0.0.2/",
        "http://127.1/",
        "http://2130706433/",
        "http://0.0.0.0/",
        "http://10.0.0.1/",
        "http://[::]/",
        "http://[::ffff:127.0.0.1]/",
        "http://localhost.example/",
        "http://LOCALHOST/",
        "http://127.0.0.1.nip.io/",
        "http://127.0.0.1@keys.example/",
        "ftp://127.0.0.1/"
      })
  void anything_else_is_refused_by_the_loopback_rule(String url) {
    assertThat(FetchAddress.LOOPBACK.objectionTo(URI.create(url))).isNotNull();
  }
}
