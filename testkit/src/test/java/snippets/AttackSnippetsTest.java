package snippets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credence.Issuer;
import dev.credence.TrustPolicy;
import dev.credence.claim.Claim;
import dev.credence.keys.KeySource;
import dev.credence.testkit.Attack;
import dev.credence.testkit.Attack.Family;
import dev.credence.testkit.AttackCatalogue;
import dev.credence.testkit.AttackReport;
import dev.credence.testkit.AttackRun;
import dev.credence.testkit.AttackScene;
import dev.credence.testkit.TokenVerifier;
import dev.credence.testkit.junit.AttackTests;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The snippets of the attack catalogue's documentation, compiled and run. */
class AttackSnippetsTest {
  @Test
  void run() {
    // @start region="run"
    AttackReport report =
        AttackCatalogue.standard()
            .only(attack -> attack.duty() == Attack.Duty.EVERY_VERIFIER)
            .run("my service", scene -> myVerifier(scene)::verify);
    assertThat(report.failures()).isEmpty();
    // @end
    assertThat(report.passed()).isTrue();
  }

  // @start region="verifier"
  TrustPolicy myVerifier(AttackScene scene) {
    if (scene.isFetched()) {
      throw new UnsupportedOperationException("keys are given, not fetched");
    }
    return TrustPolicy.named("my-service")
        .issuer(
            Issuer.builder(scene.issuer())
                .algorithms(scene.algorithm())
                .keys(KeySource.ofJwks(scene.jwks()))
                .build())
        .audience(scene.audience())
        .require(Claim.string("ref").is("refs/heads/main"))
        .clockSkew(scene.skew())
        .clock(scene.clock())
        .build();
  }

  // @end

  @Test
  void report() {
    AttackReport report = only(Family.S).run("my service", scene -> myVerifier(scene)::verify);
    // @start region="report"
    String forPeople = report.toMarkdown();
    String forPrograms = report.toJson();
    String forCodeScanning = report.toSarif();
    // @end
    assertThat(forPeople).contains("Nothing failed");
    assertThat(forPrograms).contains("\"passed\":true");
    assertThat(forCodeScanning).contains("\"version\":\"2.1.0\"");
  }

  // @start region="junit"
  @Nested
  class MyVerifierTest {
    @TestFactory
    Stream<DynamicNode> attacks() {
      return AttackTests.of(only(Family.H), scene -> myVerifier(scene)::verify);
    }
  }

  // @end

  @Test
  void except() {
    TokenVerifier.Factory trimming =
        scene -> {
          TrustPolicy policy = myVerifier(scene);
          return token -> policy.verify(token.strip());
        };
    // @start region="except"
    AttackCatalogue catalogue =
        only(Family.S)
            .except("S1-leading-space", "our gateway trims tokens")
            .except("S1-trailing-space", "our gateway trims tokens")
            .except("S1-trailing-newline", "our gateway trims tokens")
            .except("S1-trailing-crlf", "our gateway trims tokens");
    // @end
    assertThat(catalogue.run("trimming", trimming).passed()).isTrue();
  }

  @Test
  void forge() throws Exception {
    Attack any = AttackCatalogue.standard().attacks().get(0);
    TokenVerifier.Factory forging =
        scene -> {
          TrustPolicy verifier = myVerifier(scene);
          // @start region="forge"
          String forged =
              scene
                  .token()
                  .header("alg", "none")
                  .claim("ref", "refs/heads/main")
                  .payloadText(json -> json.replace("production", "staging"))
                  .signaturePart(part -> "")
                  .sign();
          // @end
          assertThat(forged).endsWith(".");
          return verifier::verify;
        };
    try (AttackRun run = AttackCatalogue.standard().start(forging)) {
      assertThat(run.result(any, any.algorithms().iterator().next()).problem()).isEmpty();
    }
  }

  private static AttackCatalogue only(Family family) {
    return AttackCatalogue.standard().only(attack -> attack.family() == family);
  }
}
