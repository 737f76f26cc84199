package dev.credence.azure;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.credential.AccessToken;
import com.azure.core.exception.ClientAuthenticationException;
import dev.credence.cloud.CloudExchange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An Entra that goes away and comes back while the job runs. */
@Timeout(120)
class OutageTest {
  private final EntraScene scene = new EntraScene();

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void no_expired_token_is_handed_out_and_recovery_takes_no_longer_than_one_budget()
      throws Exception {
    scene.entra.accessTokensLast(Duration.ofMinutes(10));
    int served = 0;
    int failed = 0;
    try (AzureFederation azure = scene.federation().attempts(1).build()) {
      for (int minute = 0; minute < 60; minute++) {
        if (minute == 15) {
          scene.entra.server().refuseConnections();
        }
        if (minute == 35) {
          scene.entra.server().recover();
        }
        try {
          AccessToken token = azure.getTokenSync(scene.request());
          assertThat(token.getExpiresAt().toInstant())
              .as("minute %d", minute)
              .isAfter(scene.clock.instant());
          served++;
        } catch (ClientAuthenticationException unavailable) {
          assertThat(minute).isBetween(15, 34);
          failed++;
        }
        scene.clock.advance(Duration.ofMinutes(1));
      }
    }
    assertThat(failed).as("the outage is longer than a token lives").isPositive();
    assertThat(served + failed).isEqualTo(60);
  }

  @Test
  void exchange_that_is_under_way_in_a_short_outage_succeeds_within_its_budget() throws Exception {
    try (AzureFederation azure = scene.federation().attempts(10).build()) {
      scene.entra.server().refuseConnections();
      CompletableFuture<AccessToken> token = azure.getToken(scene.request()).toFuture();
      List<Boolean> waited = new ArrayList<>();
      waited.add(token.isDone());

      long recovered = System.nanoTime();
      scene.entra.server().recover();

      assertThat(token.get(20, TimeUnit.SECONDS).getToken()).startsWith("fake-entra-");
      assertThat(Duration.ofNanos(System.nanoTime() - recovered))
          .isLessThan(CloudExchange.DEFAULT_BUDGET);
      assertThat(waited).containsExactly(false);
    }
  }
}
