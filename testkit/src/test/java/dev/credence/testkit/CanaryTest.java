package dev.credence.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.credence.keys.JwksKeySource;
import java.net.ConnectException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CanaryTest {
  private final Canary canary = Canary.start();

  @AfterEach
  void close() {
    canary.close();
  }

  @Test
  void canary_counts_who_connects_and_answers_nothing() throws Exception {
    assertThat(canary.connections()).isZero();
    try (RawClient one = RawClient.connect(canary.url());
        RawClient other = RawClient.connect(canary.urlAtLocalhost())) {
      assertThat(one.everything().octets()).isEmpty();
      assertThat(other.everything().octets()).isEmpty();
    }

    assertThat(canary.connections()).isEqualTo(2);
    assertThat(canary.awaitConnection(Duration.ZERO)).isTrue();
  }

  @Test
  void closed_canary_listens_no_more() {
    canary.close();

    assertThatThrownBy(() -> RawClient.connect(canary.url())).isInstanceOf(ConnectException.class);
    assertThat(canary.awaitConnection(Duration.ZERO)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void key_source_follows_no_redirect_to_it(int status) {
    try (SpiffeIssuer issuer = CiIssuer.spiffe();
        JwksKeySource source = issuer.discoveredKeys()) {
      issuer.server().keys().faults().always(Fault.redirect(status, canary.urlAtLocalhost()));

      assertThatThrownBy(() -> source.current().toCompletableFuture().get())
          .isInstanceOf(ExecutionException.class)
          .hasMessageContaining("redirect (" + status + ")");
      assertThat(canary.connections()).isZero();
      assertThat(issuer.server().connections()).isLessThanOrEqualTo(2);
    }
  }

  @Test
  void key_source_follows_no_downgrade_from_https_to_it() {
    TlsIdentity tls = TlsIdentity.generate();
    try (SpiffeIssuer issuer = CiIssuer.spiffe().overTls(tls);
        JwksKeySource source = issuer.discoveredKeys()) {
      issuer.server().discovery().faults().always(Fault.redirect(302, canary.url()));

      assertThatThrownBy(() -> source.current().toCompletableFuture().get())
          .isInstanceOf(ExecutionException.class)
          .hasMessageContaining("redirect (302)");
      assertThat(canary.connections()).isZero();
    }
  }
}
