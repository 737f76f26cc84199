package dev.credence;

import static dev.credence.TestPolicies.evaluate;
import static dev.credence.TestPolicies.rejection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.credence.ci.GitHubActions;
import dev.credence.ci.GitHubJob;
import dev.credence.internal.text.Base64Url;
import dev.credence.keys.KeySource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A real token that GitHub issued, against GitHub's real keys of that day. */
class GitHubBeaconTest {
  private static final Instant WHILE_VALID = Instant.parse("2026-06-13T19:02:00Z");
  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

  private String token = "";
  private String jwks = "";

  @BeforeEach
  void read_the_vectors() throws IOException {
    String vectors = System.getProperty("credence.vectors", "");
    assumeFalse(vectors.isEmpty(), "credence.vectors is not set");
    Path folder = Path.of(vectors, "github-beacon");
    token = Files.readString(folder.resolve("token.jwt")).strip();
    jwks = Files.readString(folder.resolve("jwks.json"));
  }

  private TrustPolicy policy(String audience, Instant now) {
    return TrustPolicy.named("beacon")
        .issuer(GitHubActions.issuer())
        .audience(audience)
        .require(
            GitHubActions.repository("sigstore-conformance/extremely-dangerous-public-oidc-beacon")
                .id(632596897)
                .ownerId(131804563),
            GitHubActions.REF.is("refs/heads/main"),
            GitHubActions.EVENT_NAME.isOneOf("push", "workflow_dispatch"))
        .clock(() -> now)
        .build()
        .withKeys(KeySource.ofJwks(jwks));
  }

  private Decision decide(String text) {
    return evaluate(policy("sigstore", WHILE_VALID), text);
  }

  @Test
  void the_token_is_trusted_while_it_was_valid() {
    assertThat(decide(token)).isInstanceOf(Decision.Trusted.class);
    GitHubJob job = GitHubActions.job(((Decision.Trusted) decide(token)).token());
    assertThat(job.repositoryId()).isEqualTo("632596897");
    assertThat(job.ref()).contains("refs/heads/main");
    assertThat(job.subject().orElseThrow().repositoryId()).isEmpty();
  }

  @Test
  void the_token_has_expired_by_now() {
    Rejection rejection = rejection(evaluate(policy("sigstore", Instant.now()), token));
    assertThat(rejection.reason()).isEqualTo(RejectionReason.EXPIRED);
  }

  @Test
  void the_token_is_for_its_audience_only() {
    Rejection rejection = rejection(evaluate(policy("npm", WHILE_VALID), token));
    assertThat(rejection.reason()).isEqualTo(RejectionReason.AUDIENCE_MISMATCH);
  }

  @Test
  void any_other_character_in_the_signature_is_refused() {
    int from = token.lastIndexOf('.') + 1;
    int canonical = 0;
    for (int at = from; at < token.length(); at++) {
      for (int i = 0; i < ALPHABET.length(); i++) {
        String edited = token.substring(0, at) + ALPHABET.charAt(i) + token.substring(at + 1);
        if (edited.equals(token)) {
          continue;
        }
        boolean decodes = Base64Url.decode(edited.substring(from)) != null;
        canonical += decodes ? 1 : 0;
        assertThat(rejection(decide(edited)).reason())
            .isEqualTo(decodes ? RejectionReason.SIGNATURE_INVALID : RejectionReason.MALFORMED);
      }
    }
    // All characters but the last carry six bits, the last carries two.
    assertThat(canonical).isEqualTo((token.length() - 1 - from) * 63 + 3);
  }

  @Test
  void any_other_character_before_the_signature_is_refused() {
    for (int at = 0; at < token.lastIndexOf('.'); at++) {
      if (token.charAt(at) == '.') {
        continue;
      }
      char other = token.charAt(at) == 'A' ? 'B' : 'A';
      Decision decision = decide(token.substring(0, at) + other + token.substring(at + 1));
      assertThat(rejection(decision).isVerified()).as("character %d", at).isFalse();
    }
  }
}
