package dev.credence.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.credential.AccessToken;
import dev.credence.ambient.IdTokenSource;
import dev.credence.testkit.Fault;
import dev.credence.testkit.Moment;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a closed credential leaves behind: nothing. */
@Timeout(120)
class ClosingTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final EntraScene scene = new EntraScene();

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void closed_credential_leaves_no_thread_and_no_socket() {
    Set<Thread> before = ownThreads();
    AzureFederation azure = scene.federation(freshTokens()).build();
    azure.getTokenSync(scene.request());
    azure.getToken(scene.request().setClaims("{\"a\":\"b\"}")).block(PATIENCE);
    assertThat(started(before)).isNotEmpty();

    azure.close();

    awaitNoneSince(before);
    assertThat(scene.entra.server().awaitOpenConnections(0, PATIENCE)).isTrue();
  }

  @Test
  void closing_ends_what_is_under_way() {
    Set<Thread> before = ownThreads();
    scene.entra.server().faults().always(Fault.stall(Moment.BEFORE_HEADERS));
    AzureFederation azure = scene.federation(freshTokens()).build();
    CompletableFuture<AccessToken> waiting = azure.getToken(scene.request()).toFuture();
    assertThat(scene.entra.server().journal().await(1, PATIENCE)).isTrue();

    azure.close();

    assertThatThrownBy(() -> waiting.get(20, TimeUnit.SECONDS))
        .cause()
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("This AzureFederation is closed");
    awaitNoneSince(before);
    assertThat(scene.entra.server().awaitOpenConnections(0, PATIENCE)).isTrue();
  }

  @Test
  void closed_credential_hands_out_nothing() {
    AzureFederation azure = scene.federation().build();
    azure.getTokenSync(scene.request());
    azure.close();
    azure.close();

    assertThatThrownBy(() -> azure.getTokenSync(scene.request()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("This AzureFederation is closed");
    assertThatThrownBy(() -> azure.getToken(scene.request()).block())
        .isInstanceOf(IllegalStateException.class);
  }

  /** Not by way of the CI's own client, which holds threads. */
  private IdTokenSource freshTokens() {
    return EntraScene.minting(() -> scene.github.pushToMain().sign());
  }

  /** Before JDK 21 a client's last thread ends only when the client is collected: a hint helps. */
  private static void awaitNoneSince(Set<Thread> before) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!started(before).isEmpty() && System.nanoTime() < deadline) {
      System.gc();
      Thread.onSpinWait();
    }
    assertThat(started(before)).isEmpty();
  }

  private static List<String> started(Set<Thread> before) {
    return ownThreads().stream()
        .filter(thread -> !before.contains(thread))
        .map(Thread::getName)
        .toList();
  }

  private static Set<Thread> ownThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread ->
            thread.getName().startsWith("HttpClient-") || thread.getName().startsWith("credence-"))
        .collect(Collectors.toSet());
  }
}
