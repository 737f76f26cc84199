package dev.credence.examples.scoreboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credence.Decision;
import dev.credence.Issuer;
import dev.credence.Rejection;
import dev.credence.TokenRejectedException;
import dev.credence.TrustPolicy;
import dev.credence.audit.AuditEvent;
import dev.credence.audit.Slf4jAuditListener;
import dev.credence.claim.Claim;
import dev.credence.keys.JwksKeySource;
import dev.credence.keys.KeysUnavailableException;
import dev.credence.testkit.AttackCatalogue;
import dev.credence.testkit.AttackReport;
import dev.credence.testkit.AttackScene;
import dev.credence.testkit.TokenVerifier;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The whole catalogue with everything logged and everything printed that Credence has of a token:
 * decisions, exceptions with their causes, audit events, policies and keys.
 */
class LeakTest {
  private static final int PIECE = 16;

  /** Less than the usual, since slow servers are waited for in earnest. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /** What is searched of a very long token. */
  private static final int SEARCHED = 8_192;

  private final List<String> leaks = new ArrayList<>();
  private int tokens;
  private int printed;

  @Test
  void no_piece_of_a_token_or_a_key_is_in_any_output() {
    AttackReport report = AttackCatalogue.standard().run("Credence", this::verifier);
    assertThat(tokens).isGreaterThan(report.results().size());
    assertThat(printed).isGreaterThan(100 * tokens);
    assertThat(leaks).isEmpty();
  }

  @Test
  void what_is_logged_is_heard() throws Exception {
    CapturedLog.listen();
    org.slf4j.LoggerFactory.getLogger("x").trace("a {}", "word");
    assertThat(CapturedLog.heard()).contains("TRACE x a word");
  }

  @Test
  void a_piece_of_a_token_would_be_found() {
    find("abcdefghijklmnopqrstuvwxyz", "shown: defghijklmnopqrs", "test");
    assertThat(leaks).hasSize(1);
  }

  private TokenVerifier verifier(AttackScene scene) {
    List<AuditEvent> events = new ArrayList<>();
    JwksKeySource keys = scene.discoveredKeysBuilder().totalTimeout(PATIENCE).build();
    TrustPolicy policy =
        TrustPolicy.named("leaks")
            .issuer(Issuer.builder(scene.issuer()).algorithms(scene.algorithm()).keys(keys).build())
            .audience(scene.audience())
            .require(
                Claim.string("ref").is("refs/heads/main"),
                Claim.string("repository_id").is("74"),
                Claim.string("environment").is("production"))
            .clockSkew(scene.skew())
            .clock(scene.clock())
            .audit(events::add)
            .audit(Slf4jAuditListener.named("audit"))
            .build();
    return token -> {
      CapturedLog.listen();
      StringWriter text = new StringWriter();
      try {
        decide(policy, token, new PrintWriter(text));
      } finally {
        PrintWriter out = new PrintWriter(text);
        out.println(policy + " " + policy.issuer() + " " + keys + " " + keys.status());
        events.forEach(event -> out.println(event + event.toJson() + event.token()));
        events.clear();
        search(scene, token, text + CapturedLog.heard());
      }
    };
  }

  private static void decide(TrustPolicy policy, String token, PrintWriter out)
      throws TokenRejectedException, KeysUnavailableException {
    try {
      Decision decision = policy.evaluate(token);
      out.println(decision);
      if (decision instanceof Decision.Trusted trusted) {
        out.println(trusted.token() + " " + trusted.token().claims());
        return;
      }
      Rejection rejection = ((Decision.Rejected) decision).rejection();
      out.println(rejection + rejection.explain() + rejection.publicMessage());
      rejection.mismatches().forEach(out::println);
      policy.verify(token);
    } catch (TokenRejectedException | KeysUnavailableException e) {
      e.printStackTrace(out);
      throw e;
    }
  }

  private void search(AttackScene scene, String token, String output) {
    tokens++;
    printed += output.length();
    find(token.substring(0, Math.min(token.length(), SEARCHED)), output, "token");
    find(scene.marker(), output, "marker");
    for (String member : List.of("\"n\":\"", "\"x\":\"", "\"y\":\"", "\"d\":\"")) {
      String[] found = scene.jwks().split(member);
      for (int i = 1; i < found.length; i++) {
        find(found[i].substring(0, found[i].indexOf('"')), output, "key");
      }
    }
  }

  private void find(String secret, String output, String kind) {
    Set<String> pieces = new HashSet<>();
    for (int at = 0; at + PIECE <= secret.length(); at++) {
      pieces.add(secret.substring(at, at + PIECE));
    }
    for (int at = 0; at + PIECE <= output.length(); at++) {
      if (pieces.contains(output.substring(at, at + PIECE))) {
        leaks.add(kind + ": " + output.substring(at, at + PIECE) + " in " + output);
        return;
      }
    }
  }
}
