package snippets;

import static dev.credence.testkit.assertj.CredenceAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.credence.RejectionReason;
import dev.credence.TrustPolicy;
import dev.credence.ci.GitHubActions;
import dev.credence.keys.JwksKeySource;
import dev.credence.keys.KeysUnavailableException;
import dev.credence.testkit.Canary;
import dev.credence.testkit.CiIssuer;
import dev.credence.testkit.Fault;
import dev.credence.testkit.GitHubActionsIssuer;
import dev.credence.testkit.Moment;
import dev.credence.testkit.PoisonEntry;
import dev.credence.testkit.RecordedRequest;
import dev.credence.testkit.TestClock;
import dev.credence.testkit.TlsIdentity;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The snippets of the fault server's API documentation, compiled and run. */
class FaultSnippetsTest {
  private static final String AUDIENCE = "https://deploy.example.com";

  private final TestClock clock = TestClock.atPresent();
  private final GitHubActionsIssuer github =
      CiIssuer.gitHubActions().audience(AUDIENCE).clock(clock);
  private final TrustPolicy production =
      TrustPolicy.named("production-deploy")
          .issuer(GitHubActions.issuer())
          .audience(AUDIENCE)
          .require(GitHubActions.repository("octo-org/octo-repo").id(74).ownerId(65))
          .build();

  @AfterEach
  void close() {
    github.close();
  }

  @Test
  void server() throws Exception {
    // @start region="server"
    try (JwksKeySource keys = github.discoveredKeys()) {
      github.server().keys().header("Cache-Control", "max-age=600");
      TrustPolicy underTest = production.withKeys(keys).withClock(clock);
      assertThat(underTest.evaluate(github.pushToMain().sign())).isTrusted();
      assertThat(github.server().keys().journal().count()).isOne();
    }
    // @end
  }

  @Test
  void faults() throws Exception {
    // @start region="faults"
    github.server().keys().faults().always(Fault.gzip().and(Fault.hangUp(Moment.MID_BODY)));
    try (JwksKeySource keys = github.discoveredKeys()) {
      TrustPolicy underTest = production.withKeys(keys).withClock(clock);
      assertThatThrownBy(() -> underTest.evaluate(github.pushToMain().sign()))
          .isInstanceOf(KeysUnavailableException.class);
    }
    // @end
  }

  @Test
  void script() throws Exception {
    // @start region="script"
    github
        .server()
        .keys()
        .faults()
        .next(2, Fault.status(503, Duration.ofSeconds(30)))
        .sometimes(0.1, 42, Fault.reset(Moment.MID_BODY));
    github.server().faults().during(Duration.ofMinutes(59), Fault.status(500));
    github.server().refuseConnections();

    github.server().recover(); // all of it
    // @end
    try (JwksKeySource keys = github.discoveredKeys()) {
      assertThat(keys.current().toCompletableFuture().get().ids()).hasSize(1);
    }
  }

  @Test
  void journal() throws Exception {
    try (JwksKeySource keys = github.discoveredKeys()) {
      keys.current().toCompletableFuture().get();
    }
    // @start region="journal"
    RecordedRequest request = github.server().keys().journal().last();
    assertThat(request.at()).isEqualTo(clock.instant());
    assertThat(request.header("Accept-Encoding")).isEmpty();
    assertThat(request.header("Cookie")).isEmpty();
    // @end
  }

  @Test
  void canary() throws Exception {
    // @start region="canary"
    try (Canary canary = Canary.start();
        JwksKeySource keys = github.discoveredKeys()) {
      github.server().keys().faults().always(Fault.redirect(302, canary.url()));
      TrustPolicy underTest = production.withKeys(keys).withClock(clock);
      assertThatThrownBy(() -> underTest.evaluate(github.pushToMain().sign()))
          .isInstanceOf(KeysUnavailableException.class);
      assertThat(canary.connections()).isZero();
    }
    // @end
  }

  @Test
  void tls() throws Exception {
    // @start region="tls"
    TlsIdentity tls = TlsIdentity.generate();
    github.overTls(tls);
    github.server().presents(tls.expired());
    try (JwksKeySource keys = github.discoveredKeys()) {
      TrustPolicy underTest = production.withKeys(keys).withClock(clock);
      assertThatThrownBy(() -> underTest.evaluate(github.pushToMain().sign()))
          .isInstanceOf(KeysUnavailableException.class);
    }
    // @end
  }

  @Test
  void keyring() throws Exception {
    // @start region="keyring"
    String before = github.pushToMain().sign();
    github.keyring().poison(PoisonEntry.values()).rotate();
    TrustPolicy overlapping = production.withKeys(github.keys()).withClock(clock);
    assertThat(overlapping.evaluate(before)).isTrusted();
    assertThat(overlapping.evaluate(github.pushToMain().sign())).isTrusted();

    github.keyring().retireOthers();
    TrustPolicy after = production.withKeys(github.keys()).withClock(clock);
    assertThat(after.evaluate(before)).isRejectedBecause(RejectionReason.KEY_UNKNOWN);
    // @end
  }
}
