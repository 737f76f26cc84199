package dev.credence.gcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.credence.ambient.IdToken;
import dev.credence.ambient.IdTokenSource;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Mistakes are found when a federation is built, not when it is first used. */
class BuilderTest {
  private static final IdTokenSource UNUSED =
      new IdTokenSource() {
        @Override
        public IdToken idToken() {
          throw new AssertionError("Nothing is asked while building");
        }

        @Override
        public String audience() {
          return "unused";
        }
      };

  private static GcpFederation.Builder complete() {
    return GcpFederation.builder().provider(TestGoogle.PROVIDER).idTokens(UNUSED);
  }

  @Test
  void provider_is_named_by_its_parts() {
    WorkloadIdentityProvider provider =
        WorkloadIdentityProvider.of(123456789012L, "ci-pool", "github");
    String path =
        "projects/123456789012/locations/global/workloadIdentityPools/ci-pool/providers/github";

    assertThat(provider.resourceName()).isEqualTo("//iam.googleapis.com/" + path);
    assertThat(provider.audience()).isEqualTo("https://iam.googleapis.com/" + path);
    assertThat(provider).hasToString(path);
    assertThat(provider.projectNumber()).isEqualTo(123456789012L);
    assertThat(provider).isEqualTo(WorkloadIdentityProvider.of(123456789012L, "ci-pool", "github"));
    assertThat(provider)
        .isNotEqualTo(WorkloadIdentityProvider.of(123456789012L, "ci-pool", "gitlab"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "abc",
        "Ci-pool",
        "ci_pool",
        "projects/1/locations/global/workloadIdentityPools/ci-pool",
        "ci-pool/providers/github",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
      })
  void part_that_is_no_id_is_refused(String part) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WorkloadIdentityProvider.of(1, part, "github"))
        .withMessageStartingWith("The pool is \"")
        .withMessageEndingWith("\"; it must be its id alone: 4 to 32 of a-z, 0-9 and hyphens");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WorkloadIdentityProvider.of(1, "ci-pool", part))
        .withMessageStartingWith("The provider is \"");
  }

  @Test
  void project_number_is_positive() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WorkloadIdentityProvider.of(0, "ci-pool", "github"))
        .withMessage("The project number is 0; it must be positive");
  }

  @Test
  void provider_and_source_of_tokens_are_compulsory() {
    assertThatIllegalStateException()
        .isThrownBy(() -> GcpFederation.builder().idTokens(UNUSED).build())
        .withMessage("A GcpFederation needs provider: set it first");
    assertThatIllegalStateException()
        .isThrownBy(() -> GcpFederation.builder().provider(TestGoogle.PROVIDER).build())
        .withMessage("A GcpFederation needs idTokens: set it first");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "deploy",
        "deploy@",
        "a@b@c",
        "@my-project.iam.gserviceaccount.com",
        "x@y.com:generateAccessToken",
        "x@y.com/../other",
        "x@y.com?",
        "x%40y.com",
        "Deploy@my-project.iam.gserviceaccount.com"
      })
  void service_account_that_can_not_be_one_is_refused(String address) {
    String reason =
        "; it must be its address, such as deploy@my-project.iam.gserviceaccount.com, or its unique"
            + " id";
    assertThatIllegalArgumentException()
        .isThrownBy(() -> complete().serviceAccount(address))
        .withMessageStartingWith("The service account is \"")
        .withMessageEndingWith(reason);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> complete().delegates("gate@y.com", address))
        .withMessageEndingWith(reason);
  }

  @ParameterizedTest
  @ValueSource(strings = {"123456789012345678901", "sa@p.iam.gserviceaccount.com"})
  void service_account_is_an_address_or_a_unique_id(String address) {
    try (GcpFederation federation = complete().serviceAccount(address).build()) {
      assertThat(federation.toString()).contains(address + " by projects/123456789012/");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT9M59S", "PT12H1S", "PT10M0.5S", "PT0S", "-PT1H"})
  void lifetime_out_of_bounds_is_refused(Duration lifetime) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> complete().lifetime(lifetime))
        .withMessage(
            "The lifetime is " + lifetime + "; it must be whole seconds from PT10M to PT12H");
  }

  @Test
  void what_is_for_service_accounts_needs_one() {
    String reason =
        "A lifetime and delegates are for acting as a service account: call serviceAccount()";
    assertThatIllegalStateException()
        .isThrownBy(() -> complete().lifetime(Duration.ofHours(1)).build())
        .withMessage(reason);
    assertThatIllegalStateException()
        .isThrownBy(() -> complete().delegates("gate@y.com").build())
        .withMessage(reason);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "localhost",
        "https://x.y",
        "evil.com/",
        "a..b",
        ".goog",
        "x.",
        "x.y:80",
        "@x.y"
      })
  void universe_that_is_no_domain_is_refused(String domain) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> complete().universeDomain(domain))
        .withMessageStartingWith("The universe domain is \"")
        .withMessageEndingWith("\"; it must be a domain name such as googleapis.com");
  }

  @Test
  void limits_are_checked() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> complete().attempts(0).build())
        .withMessage("The attempts are 0; they must be from 1 to 10");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> complete().timeout(Duration.ofMinutes(2)).build())
        .withMessageStartingWith("The total timeout is PT2M");
  }
}
