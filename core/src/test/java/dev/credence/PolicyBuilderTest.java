package dev.credence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.credence.claim.Claim;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a policy refuses to be built of, and how it says so. */
class PolicyBuilderTest {

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a\nb"})
  void a_name_is_readable(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TrustPolicy.named(name))
        .withMessageStartingWith("A policy's name has 1 to 100 characters");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ci.example.com",
        "http://ci.example.com",
        "HTTPS://ci.example.com",
        "https://",
        "https://user@ci.example.com",
        "https://ci.example.com?x",
        "https://ci.example.com#x",
        "https://a_b",
        "https://c\u0456.example.com",
        "https://ci.example.com ",
        "file:///etc/passwd"
      })
  void an_issuer_is_a_plain_https_url(String identifier) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Issuer.of(identifier))
        .withMessageStartingWith("An issuer is an https URL with a host");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"https://gitlab.com", "https://login.app.env0.com/", "https://h:8443/a/b"})
  void an_issuer_is_kept_as_it_is_spelled(String identifier) {
    assertThat(Issuer.of(identifier).identifier()).isEqualTo(identifier);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a\u202eb"})
  void an_audience_is_readable(String audience) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> TrustPolicy.named("p").issuer(Issuer.of("https://a.example")).audience(audience))
        .withMessageStartingWith("An audience is a text without control characters");
  }

  static Stream<Duration> badSkews() {
    return Stream.of(Duration.ofNanos(-1), Duration.ofMinutes(10).plusNanos(1), Duration.ofDays(1));
  }

  @ParameterizedTest
  @MethodSource("badSkews")
  void a_skew_is_at_most_ten_minutes(Duration skew) {
    assertThat(TestPolicies.builder().clockSkew(Duration.ofMinutes(10)).build()).isNotNull();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TestPolicies.builder().clockSkew(skew))
        .withMessage("The clock skew is from 0 to PT10M; this is " + skew);
  }

  @Test
  void a_lifetime_can_be_shortened_only() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TestPolicies.builder().maxLifetime(Duration.ofHours(25)))
        .withMessageStartingWith("A policy can shorten the PT24H");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TestPolicies.builder().maxLifetime(Duration.ZERO));
  }

  @Test
  void nothing_is_null() {
    assertThatNullPointerException().isThrownBy(() -> TestPolicies.builder().clock(null));
    assertThatNullPointerException().isThrownBy(() -> TestPolicies.builder().onlyOnce(null));
    assertThatNullPointerException().isThrownBy(() -> TestPolicies.builder().require(null));
    assertThatNullPointerException().isThrownBy(() -> TestPolicies.policy().evaluate(null));
  }

  @Test
  void a_policy_tells_what_it_was_built_of() {
    TrustPolicy policy = TestPolicies.policy();
    assertThat(policy.name()).isEqualTo("production");
    assertThat(policy.issuer().identifier()).isEqualTo(TokenForge.ISSUER);
    assertThat(policy.audience()).isEqualTo(TokenForge.AUDIENCE);
    assertThat(policy.requirements())
        .containsExactly(
            Claim.string("repository_id").is("74"),
            Claim.string("environment").is("production"),
            Claim.string("ref").is("refs/heads/main"));
  }
}
