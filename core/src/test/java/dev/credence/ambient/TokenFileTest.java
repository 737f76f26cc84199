package dev.credence.ambient;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credence.ambient.IdTokenUnavailableException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenFileTest {
  @TempDir private Path folder;

  private final TestEnvironment environment =
      new TestEnvironment().set("KUBERNETES_SERVICE_HOST", "10.0.0.1");

  private IdToken token(String audience) throws IdTokenUnavailableException {
    return AmbientIdTokens.detect(audience, environment.build()).idToken();
  }

  @Test
  void projected_file_is_read_again_at_each_use() throws Exception {
    environment.tokenFile("/var/run/secrets/id-token/token");
    environment.file("/var/run/secrets/id-token/token", TestTokens.withAudience("[\"sts\"]"));
    IdTokenSource source = AmbientIdTokens.detect("sts", environment.build());
    source.idToken();

    environment.file("/var/run/secrets/id-token/token", TestTokens.expired("sts"));

    assertThat(Failures.of(Kind.EXPIRED, source::idToken))
        .hasMessageContaining("The kubelet renews it in time");
  }

  @ParameterizedTest
  @CsvSource({
    "AWS_WEB_IDENTITY_TOKEN_FILE, sts.amazonaws.com",
    "AZURE_FEDERATED_TOKEN_FILE, api://AzureADTokenExchange"
  })
  void file_of_a_clouds_webhook_serves_its_own_audience(String variable, String audience)
      throws Exception {
    environment.set(variable, "/projected/token");
    environment.file("/projected/token", TestTokens.forAudience(audience));

    assertThat(token(audience).audiences()).containsExactly(audience);
    assertThat(Failures.of(Kind.NO_CI, () -> token("https://rp.example")))
        .hasMessageContaining("Kubernetes");
  }

  @Test
  void pod_without_a_file_is_told_how_to_declare_one() {
    assertThat(
            Failures.of(
                Kind.NOT_GRANTED,
                () -> KubernetesIdTokens.of("https://rp.example", environment.build())))
        .hasMessageContaining("No file is known that holds a token for \"https://rp.example\"")
        .hasMessageContaining(
            """
                    - serviceAccountToken:
                        audience: "https://rp.example"
                        expirationSeconds: 3600
                        path: token
            """
                .indent(4)
                .stripTrailing());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/var/run/secrets/kubernetes.io/serviceaccount/token",
        "/var/run/secrets/../secrets/kubernetes.io/serviceaccount/token"
      })
  void default_token_never_leaves_the_cluster(String file) {
    environment.tokenFile(file).file(file, TestTokens.forAudience("sts"));

    assertThat(Failures.of(Kind.BAD_ENVIRONMENT, () -> token("sts")))
        .hasMessageContaining("must not leave it");
  }

  @Test
  void missing_file_is_named() {
    environment.tokenFile("/projected/\u001Btoken");

    assertThat(Failures.of(Kind.NOT_GRANTED, () -> token("sts")))
        .hasMessageContaining("The file \"/projected/\\u001btoken\" can't be read.")
        .hasMessageContaining("serviceAccountToken");
  }

  @Test
  void large_file_is_not_taken_for_a_token() throws IOException {
    Path file = Files.writeString(folder.resolve("token"), "a".repeat(65_537));
    AmbientEnvironment real =
        AmbientEnvironment.builder().variables(Map.of()).clock(() -> TestTokens.NOW).build();

    assertThat(
            Failures.of(
                Kind.BAD_ENVIRONMENT, () -> KubernetesIdTokens.ofFile(file, "sts", real).idToken()))
        .hasMessageContaining("holds no token: it is longer than 65536 octets");
  }

  @Test
  void real_file_is_read_without_its_line_break() throws Exception {
    Path file = Files.writeString(folder.resolve("token"), TestTokens.forAudience("sts") + "\n");
    AmbientEnvironment real =
        AmbientEnvironment.builder().variables(Map.of()).clock(() -> TestTokens.NOW).build();

    assertThat(KubernetesIdTokens.ofFile(file, "sts", real).idToken().audiences())
        .containsExactly("sts");
  }
}
