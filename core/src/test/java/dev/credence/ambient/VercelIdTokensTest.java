package dev.credence.ambient;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credence.ambient.FakeServer.Asked;
import dev.credence.ambient.FakeServer.Reply;
import dev.credence.ambient.IdTokenUnavailableException.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class VercelIdTokensTest {
  private static final String TEAM = "https://vercel.com/acme";

  private final FakeServer server = new FakeServer();
  private final String own = TestTokens.forAudience(TEAM);
  private final TestEnvironment environment =
      new TestEnvironment()
          .set("VERCEL", "1")
          .set("VERCEL_OIDC_TOKEN", own)
          .inPlaceOf("https://oidc.vercel.com", server);

  @AfterEach
  void stop() {
    server.close();
  }

  private IdToken token(String audience) throws IdTokenUnavailableException {
    return AmbientIdTokens.detect(audience, environment.build()).idToken();
  }

  @Test
  void own_audience_needs_no_exchange() throws Exception {
    assertThat(token(TEAM).reveal()).isEqualTo(own);
    assertThat(server.asked()).isEmpty();
  }

  @Test
  void other_audience_is_exchanged_as_vercels_own_library_does() throws Exception {
    String exchanged = TestTokens.forAudience("sts");
    server.on("/~token", Reply.json("{\"token\":\"" + exchanged + "\",\"expiry\":1795219500}"));

    assertThat(token("sts").reveal()).isEqualTo(exchanged);

    Asked asked = server.onlyAsked();
    assertThat(asked.method()).isEqualTo("POST");
    assertThat(asked.target()).isEqualTo("/~token");
    assertThat(asked.header("Content-Type")).isEqualTo("application/json");
    assertThat(asked.header("Authorization")).isEqualTo("(none)");
    assertThat(asked.body()).isEqualTo("{\"token\":\"" + own + "\",\"aud\":\"sts\"}");
  }

  @Test
  void expired_token_is_not_exchanged() {
    environment.set("VERCEL_OIDC_TOKEN", TestTokens.expired(TEAM));

    assertThat(Failures.of(Kind.EXPIRED, () -> token("sts")))
        .hasMessageContaining("vercel env pull");
    assertThat(server.asked()).isEmpty();
  }

  @Test
  void refused_exchange_is_told() {
    server.on("/~token", Reply.status(403));

    assertThat(Failures.of(Kind.REFUSED, () -> token("sts")))
        .hasMessageContaining("\"oidc.vercel.com\" answered with status 403")
        .hasMessageContaining("did not take the token in VERCEL_OIDC_TOKEN");
  }

  @Test
  void missing_token_names_the_setting() {
    environment.unset("VERCEL_OIDC_TOKEN");

    assertThat(Failures.of(Kind.NOT_GRANTED, () -> token("sts")))
        .hasMessageContaining("\"Secure backend access with OIDC federation\"");
  }
}
