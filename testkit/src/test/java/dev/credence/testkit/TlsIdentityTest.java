package dev.credence.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.credence.keys.JwksKeySource;
import dev.credence.keys.KeysUnavailableException;
import java.net.URI;
import java.security.SignatureException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Certificates before the JDK's own TLS, with its check of host names. */
class TlsIdentityTest {
  private static final TlsIdentity SOUND = TlsIdentity.generate();

  private final SpiffeIssuer issuer = CiIssuer.spiffe().overTls(SOUND);

  @AfterEach
  void close() {
    issuer.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "localhost"})
  void sound_certificate_is_trusted_for_this_machine(String host) throws Exception {
    URI url = issuer.server().keys().url();
    assertThat(url).hasScheme("https");
    URI named = URI.create("https://" + host + ":" + url.getPort() + url.getPath());
    try (RawClient client = RawClient.connect(named, SOUND.sslContext())) {
      client.ask("GET", url.getPath(), "");

      assertThat(client.answer().bodyText()).isEqualTo(issuer.jwks());
    }
  }

  @Test
  void key_source_trusts_the_issuers_certificate() throws Exception {
    try (JwksKeySource source = issuer.discoveredKeys()) {
      assertThat(source.current().toCompletableFuture().get().ids())
          .containsExactly(issuer.keyring().signingKeyId());
    }
  }

  @Test
  void java_runtimes_default_trust_refuses_it() {
    URI url = issuer.server().keys().url();

    assertThatThrownBy(() -> RawClient.connect(url, SSLContext.getDefault()))
        .isInstanceOf(SSLHandshakeException.class);
  }

  @Test
  void expired_certificate_is_refused() {
    issuer.server().presents(SOUND.expired());

    assertThatThrownBy(this::connect)
        .isInstanceOf(SSLHandshakeException.class)
        .hasRootCauseInstanceOf(CertificateExpiredException.class);
  }

  @Test
  void certificate_of_another_host_is_refused() {
    issuer.server().presents(SOUND.wrongHost());

    assertThatThrownBy(this::connect)
        .isInstanceOf(SSLHandshakeException.class)
        .hasCauseInstanceOf(CertificateException.class)
        .hasMessageContaining("127.0.0.1");
  }

  @Test
  void certificate_of_an_unknown_authority_is_refused() {
    issuer.server().presents(SOUND.unknownAuthority());

    assertThatThrownBy(this::connect)
        .isInstanceOf(SSLHandshakeException.class)
        .hasRootCauseInstanceOf(SignatureException.class);
  }

  static Stream<Named<TlsIdentity>> unsound() {
    return Stream.of(
        Named.of("expired", SOUND.expired()),
        Named.of("wrong host", SOUND.wrongHost()),
        Named.of("unknown authority", SOUND.unknownAuthority()));
  }

  @ParameterizedTest
  @MethodSource("unsound")
  void key_source_refuses_an_unsound_certificate_until_it_is_mended(TlsIdentity unsound)
      throws Exception {
    issuer.server().presents(unsound);
    try (JwksKeySource source = issuer.discoveredKeys()) {
      assertThatThrownBy(() -> source.current().toCompletableFuture().get())
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(KeysUnavailableException.class)
          .hasMessageContaining("TLS");
      assertThat(issuer.server().journal().isEmpty()).isTrue();
    }
    issuer.server().presents(SOUND);
    try (JwksKeySource source = issuer.discoveredKeys()) {
      assertThat(source.current().toCompletableFuture().get().ids()).hasSize(1);
    }
  }

  @Test
  void faults_are_met_over_tls_too() throws Exception {
    URI url = issuer.server().keys().url();
    issuer.server().keys().faults().next(1, Fault.hangUp(Moment.MID_BODY));
    try (RawClient client = RawClient.connect(url, SOUND.sslContext())) {
      client.ask("GET", url.getPath(), "");

      assertThat(client.everything().body()).hasSize(issuer.jwks().length() / 2);
    }
  }

  @Test
  void handshake_may_stall() throws Exception {
    issuer.server().stallConnections();
    URI url = issuer.server().keys().url();
    try (RawClient client = RawClient.connect(url)) {
      client.send("something");
      assertThat(issuer.server().connections()).isLessThanOrEqualTo(1);

      issuer.close();

      assertThat(client.everything().octets()).isEmpty();
    }
  }

  @Test
  void plain_http_to_a_tls_server_gets_no_answer() throws Exception {
    assertThat(RawClient.get(issuer.server().keys().url()).text()).doesNotContain("HTTP/1.1 200");
    assertThat(issuer.server().journal().isEmpty()).isTrue();
  }

  @Test
  void each_identity_is_trusted_by_its_own_clients_only() {
    TlsIdentity other = TlsIdentity.generate();
    URI url = issuer.server().keys().url();

    assertThatThrownBy(() -> RawClient.connect(url, other.sslContext()))
        .isInstanceOf(SSLException.class);
  }

  @Test
  void certificate_has_to_be_chosen_before_the_server_starts() {
    issuer.server();
    assertThatThrownBy(() -> issuer.overTls(SOUND))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "The server was started already: call overTls before url, server or discoveredKeys");
  }

  @Test
  void plain_server_presents_no_certificate() {
    try (SpiffeIssuer plain = CiIssuer.spiffe()) {
      assertThatThrownBy(() -> plain.server().presents(SOUND))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("This server speaks plain HTTP: call overTls before it is started");
    }
  }

  private void connect() throws Exception {
    RawClient.connect(issuer.server().keys().url(), SOUND.sslContext()).close();
  }
}
