package dev.credence.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.azure.core.credential.TokenRequestContext;
import dev.credence.testkit.FakeEntraResource;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AzureFederationBuilderTest {
  private final EntraScene scene = new EntraScene();
  private final AzureFederation.Builder builder = scene.federation();

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void what_is_required_is_asked_for() {
    assertThatIllegalStateException()
        .isThrownBy(() -> AzureFederation.builder().build())
        .withMessage("An AzureFederation needs clientId: set it first");
    assertThatIllegalStateException()
        .isThrownBy(() -> AzureFederation.builder().clientId(EntraScene.CLIENT).build())
        .withMessage("An AzureFederation needs tenantId: set it first");
    assertThatIllegalStateException()
        .isThrownBy(() ->
            AzureFederation.builder()
                .clientId(EntraScene.CLIENT)
                .tenantId(EntraScene.TENANT)
                .build())
        .withMessage("An AzureFederation needs idTokens: set it first");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ".", "../x", "a/b", "-x", "a b", "contoso.com?x", "täst.example", "%2e"})
  void text_that_is_no_tenant_is_refused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.tenantId(text))
        .withMessageEndingWith(
            "is neither an id (a UUID) nor a domain such as contoso.onmicrosoft.com");
    assertThatIllegalArgumentException().isThrownBy(() -> builder.allowTenants(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"common", "Organizations", "consumers"})
  void sign_in_of_people_is_no_tenant(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.tenantId(name))
        .withMessage(
            "The tenant \""
                + name
                + "\" is where people sign in: name the tenant that the application belongs to");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "my-application", "0-0-0-0-0", "0f4a2d347e2c4b0d9a8a5b7a2f9f6c21"})
  void text_that_is_no_client_id_is_refused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.clientId(text))
        .withMessage(
            "The client id \""
                + text
                + "\" is no UUID: it is the Application (client) ID, not the application's name");
  }

  @Test
  void ids_are_the_same_in_capitals() {
    try (AzureFederation azure =
        builder
            .clientId(EntraScene.CLIENT.toUpperCase())
            .tenantId(EntraScene.TENANT.toUpperCase())
            .build()) {
      assertThat(azure.getTokenSync(scene.request()).getToken()).startsWith("fake-entra-");
    }
  }

  @Test
  void authority_is_an_https_url_of_a_host_alone() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.authority(URI.create("http://login.microsoftonline.com")))
        .withMessage("The authority must begin with https://");
    for (String more : new String[] {"/", "/tenant", "?a=b"}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> builder.authority(URI.create("https://login.example" + more)))
          .withMessage(
              "The authority must have no path and no query: the tenant is set by tenantId");
    }
  }

  @Test
  void limits_are_checked_before_anything_is_asked() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> scene.federation().attempts(0).build())
        .withMessage("The attempts are 0; they must be from 1 to 10");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> scene.federation().budget(Duration.ZERO).build())
        .withMessage("The budget is PT0S; it must be positive and at most PT5M");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> scene.federation().timeout(Duration.ofMinutes(2)).build())
        .withMessage("The total timeout is PT2M; it must be positive and at most PT1M");
  }

  @ParameterizedTest
  @EnumSource
  void each_cloud_has_its_authority(AzureCloud cloud) {
    FakeEntraResource resource = scene.entra.resource("https://resource.example");
    scene.github.audience(cloud.audience());
    scene.application.trustsNobody().trusts(scene.github, EntraScene.MAIN, cloud.audience());

    try (AzureFederation azure =
        scene
            .federation(EntraScene.source(scene.github.ambient(), cloud.audience()))
            .cloud(cloud)
            .proxySelector(scene.entra.inPlaceOfEntra(cloud.authority()))
            .build()) {
      assertThat(
              azure.getTokenSync(new TokenRequestContext().addScopes(resource.scope())).getToken())
          .startsWith("fake-entra-");
    }
  }

  @Test
  void own_cloud_is_asked_where_it_is() {
    URI own = URI.create("https://login.azurestack.example");

    try (AzureFederation azure =
        builder.authority(own).proxySelector(scene.entra.inPlaceOfEntra(own)).build()) {
      assertThat(azure.getTokenSync(scene.request()).getToken()).startsWith("fake-entra-");
    }
  }
}
