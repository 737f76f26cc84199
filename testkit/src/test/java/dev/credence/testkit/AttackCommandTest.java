package dev.credence.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credence.Decision;
import dev.credence.Issuer;
import dev.credence.TrustPolicy;
import dev.credence.claim.Claim;
import dev.credence.keys.KeySource;
import dev.credence.keys.KeysUnavailableException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The catalogue against a service over HTTP, as those of other languages run it. */
class AttackCommandTest {
  private static final String ISSUER = "https://ci.example.com";

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  private int run(String... args) {
    return AttackCommand.run(args, new PrintStream(printed, true, StandardCharsets.UTF_8));
  }

  private String printed() {
    return printed.toString(StandardCharsets.UTF_8);
  }

  /** What a service does with a token. */
  private interface Service {
    int status(String token) throws Exception;
  }

  private static LoopbackListener serving(Service service) {
    LoopbackListener listener = new LoopbackListener(null);
    listener.accept(wire -> {
      for (ServerRequest request = wire.nextRequest();
          request != null;
          request = wire.nextRequest()) {
        String field = request.header("Authorization").orElse("");
        String token = field.isEmpty() ? request.text() : field.substring("Bearer ".length());
        Delivery.WHOLE.deliver(wire, ServerResponse.of(status(service, token)));
      }
    });
    return listener;
  }

  private static int status(Service service, String token) {
    try {
      return service.status(token);
    } catch (Exception e) {
      return 500;
    }
  }

  /** A service that trusts the issuer at a port, and fetches its keys once. */
  private static Service credence(int issuerPort) {
    AtomicReference<TrustPolicy> policy = new AtomicReference<>();
    return token -> {
      if (policy.get() == null) {
        policy.set(policy(keys(issuerPort)));
      }
      return answer(policy.get(), token);
    };
  }

  private static int answer(TrustPolicy policy, String token) throws KeysUnavailableException {
    return policy.evaluate(token) instanceof Decision.Trusted ? 204 : 401;
  }

  private static KeySource keys(int port) throws IOException, InterruptedException {
    URI url = URI.create("http://127.0.0.1:" + port + "/jwks");
    return KeySource.ofJwks(
        HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.ofString())
            .body());
  }

  private static TrustPolicy policy(KeySource keys) {
    return TrustPolicy.named("service")
        .issuer(Issuer.builder(ISSUER).keys(keys).build())
        .audience("https://deploy.example.com")
        .require(
            Claim.string("ref").is("refs/heads/main"), Claim.string("environment").is("production"))
        .build();
  }

  private static int freePort() {
    LoopbackPort port = new LoopbackPort();
    port.release();
    return port.number();
  }

  @Test
  void a_service_that_withstands_everything_passes(@TempDir Path folder) throws IOException {
    int port = freePort();
    Path json = folder.resolve("report.json");
    try (LoopbackListener service = serving(credence(port))) {
      int status =
          run(
              "--endpoint",
              "http://127.0.0.1:" + service.port(),
              "--in-body",
              "--issuer",
              ISSUER,
              "--port",
              String.valueOf(port),
              "--unattended",
              "--except",
              "S11-in-a-claim=the test's server refuses bodies of 10 MB itself",
              "--except",
              "J9-two-hundred-thousand=the test's server refuses bodies of 10 MB itself",
              "--except",
              "S7-twenty-million-dots=the test's server refuses bodies of 10 MB itself",
              "--json",
              json.toString());
      assertThat(printed()).contains("issuer     " + ISSUER, "/.well-known/openid-configuration");
      assertThat(Files.readString(json)).contains("\"id\":\"H1-none-without-signature\"");
      assertThat(printed()).contains("| all |");
      assertThat(status).as(printed()).isZero();
    }
  }

  @Test
  void a_service_that_accepts_everything_fails() {
    try (LoopbackListener service = serving(token -> 200)) {
      int status =
          run(
              "--endpoint",
              "http://127.0.0.1:" + service.port(),
              "--port",
              String.valueOf(freePort()),
              "--unattended",
              "--level",
              "every-verifier");
      assertThat(status).isEqualTo(1);
      assertThat(printed()).contains("H1-none-without-signature");
    }
  }

  @Test
  void a_service_that_breaks_has_neither_accepted_nor_refused() {
    try (LoopbackListener service = serving(token -> 500)) {
      int status =
          run(
              "--endpoint",
              "http://127.0.0.1:" + service.port(),
              "--port",
              String.valueOf(freePort()),
              "--unattended",
              "--level",
              "every-verifier");
      assertThat(status).isEqualTo(1);
      assertThat(printed())
          .contains("it was neither accepted nor refused: the endpoint answered with status 500");
    }
  }

  @Test
  void every_attack_is_listed_with_its_references() {
    assertThat(run("--list")).isZero();
    assertThat(printed().lines().count()).isEqualTo(AttackCatalogue.standard().attacks().size());
    assertThat(printed()).contains("CVE-2022-21449");
  }

  @Test
  void arguments_that_make_no_sense_are_answered_with_the_usage() {
    assertThat(run()).isEqualTo(2);
    assertThat(run("--wrong")).isEqualTo(2);
    assertThat(run("--endpoint")).isEqualTo(2);
    assertThat(run("--endpoint", "http://127.0.0.1", "--port", "x")).isEqualTo(2);
    assertThat(run("--endpoint", "http://127.0.0.1", "--algorithm", "HS256")).isEqualTo(2);
    assertThat(run("--endpoint", "http://127.0.0.1", "--except", "S1")).isEqualTo(2);
    assertThat(printed())
        .contains(
            "There is no option --wrong",
            "--endpoint needs a value",
            "--port has to be a number from 1 to 65535, not x",
            "--algorithm has to be RS256, ES256 or EdDSA",
            "Usage: java -jar");
  }
}
