package dev.credence.azure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credence.TrustPolicy;
import org.junit.jupiter.api.Test;

/** Run with the module and what it requires on the module path, see the pom. */
class ModulePathTest {
  @Test
  void job_gets_an_access_token_on_the_module_path() {
    assertThat(AzureFederation.class.getModule().getName()).isEqualTo("dev.credence.azure");
    assertThat(TrustPolicy.class.getModule().getName()).isEqualTo("dev.credence");

    try (EntraScene scene = new EntraScene();
        AzureFederation azure = scene.federation().build()) {
      assertThat(azure.getTokenSync(scene.request()).getToken()).startsWith("fake-entra-");
    }
  }
}
