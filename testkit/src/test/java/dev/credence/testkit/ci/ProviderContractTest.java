package dev.credence.testkit.ci;

import static dev.credence.testkit.assertj.CredenceAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.credence.Decision;
import dev.credence.RejectionReason;
import dev.credence.Stage;
import dev.credence.claim.Claim;
import dev.credence.claim.ClaimRequirement;
import dev.credence.keys.JwksKeySource;
import dev.credence.keys.KeySource;
import dev.credence.testkit.CiIssuer;
import dev.credence.testkit.CiToken;
import dev.credence.testkit.TokenClaims;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for each provider's sound policy, whatever the provider's claims are. */
class ProviderContractTest {
  private static final String CASES = "dev.credence.testkit.ci.ProviderCases#all";

  @ParameterizedTest
  @MethodSource(CASES)
  void documented_sample_is_trusted(ProviderCase provider) throws Exception {
    assertThat(provider.policy().evaluate(provider.token().sign())).isTrusted();
  }

  @ParameterizedTest
  @MethodSource(CASES)
  void keys_found_by_discovery_verify_the_sample(ProviderCase provider) throws Exception {
    try (JwksKeySource discovered = provider.issuer().discoveredKeys()) {
      Decision decision = provider.policy().withKeys(discovered).evaluate(provider.token().sign());
      assertThat(decision).isTrusted();
    }
  }

  @ParameterizedTest
  @MethodSource(CASES)
  void sound_policy_rests_on_claims_of_the_sample(ProviderCase provider) {
    assertThat(provider.restsOn()).isNotEmpty();
  }

  static Stream<Arguments> requirements() {
    return ProviderCases.all()
        .flatMap(provider -> provider.restsOn().stream().map(one -> Arguments.of(provider, one)));
  }

  @ParameterizedTest
  @MethodSource("requirements")
  void required_claim_left_out_is_refused(ProviderCase provider, ClaimRequirement required)
      throws Exception {
    String token = ClaimChange.without(provider.token(), required.claim());
    assertThat(provider.policy().evaluate(token))
        .isRejectedBecause(
            isSubject(required.claim())
                ? RejectionReason.CLAIM_MISSING
                : RejectionReason.CLAIM_MISMATCH)
        .namesOnly(required.claim().name())
        .explains("absent");
  }

  static Stream<Arguments> otherTypes() {
    return changes(ClaimChange::inOtherTypes);
  }

  @ParameterizedTest
  @MethodSource("otherTypes")
  void required_claim_of_another_type_is_refused(
      ProviderCase provider, ClaimRequirement required, @Nullable Object value) throws Exception {
    String token = ClaimChange.with(provider.token(), required.claim(), value);
    RejectionReason ofSubject =
        value == null ? RejectionReason.CLAIM_MISSING : RejectionReason.CLAIM_TYPE;
    assertThat(provider.policy().evaluate(token))
        .isRejectedBecause(isSubject(required.claim()) ? ofSubject : RejectionReason.CLAIM_MISMATCH)
        .namesOnly(required.claim().name());
  }

  static Stream<Arguments> otherValues() {
    return changes(ClaimChange::otherValues);
  }

  @ParameterizedTest
  @MethodSource("otherValues")
  void required_claim_of_another_value_is_refused(
      ProviderCase provider, ClaimRequirement required, Object value) throws Exception {
    String token = ClaimChange.with(provider.token(), required.claim(), value);
    assertThat(provider.policy().evaluate(token))
        .isRejectedBecause(
            isSubject(required.claim()) && value.equals("")
                ? RejectionReason.CLAIM_INVALID
                : RejectionReason.CLAIM_MISMATCH)
        .namesOnly(required.claim().name());
  }

  @ParameterizedTest
  @MethodSource(CASES)
  void claim_required_to_be_absent_is_refused_when_there(ProviderCase provider) throws Exception {
    for (ClaimRequirement required : provider.restsOnAbsenceOf()) {
      for (Object value : new Object[] {"x", "", true, 1, List.of(), Map.of()}) {
        String token = ClaimChange.with(provider.token(), required.claim(), value);
        assertThat(provider.policy().evaluate(token))
            .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
            .namesOnly(required.claim().name());
      }
    }
  }

  static Stream<Arguments> otherIssuers() {
    return ProviderCases.all()
        .flatMap(provider -> {
          String iss = provider.policy().issuer().identifier();
          return Stream.of(
                  iss + "/",
                  iss + "x",
                  iss + "/other",
                  iss.substring(0, iss.length() - 1),
                  iss.replace("https://", "http://"),
                  iss.replace("https://", "https://evil."),
                  "HTTPS" + iss.substring("https".length()),
                  iss.toUpperCase(Locale.ROOT),
                  "",
                  null,
                  List.of(iss))
              .map(other -> Arguments.of(provider, other));
        });
  }

  @ParameterizedTest
  @MethodSource("otherIssuers")
  void issuer_spelled_otherwise_is_refused(ProviderCase provider, @Nullable Object iss)
      throws Exception {
    String token = provider.token().inconsistent().claim("iss", iss).sign();
    assertThat(provider.policy().evaluate(token))
        .isRejectedBecause(RejectionReason.ISSUER_UNKNOWN)
        .namesOnly("iss");
  }

  @ParameterizedTest
  @MethodSource(CASES)
  void registered_claim_left_out_is_refused(ProviderCase provider) throws Exception {
    for (String name : List.of("sub", "aud", "exp", "iat")) {
      String token = provider.token().inconsistent().without(name).sign();
      assertThat(provider.policy().evaluate(token))
          .isRejectedBecause(RejectionReason.CLAIM_MISSING)
          .namesOnly(name)
          .explains("absent");
    }
  }

  @ParameterizedTest
  @MethodSource(CASES)
  void time_as_a_string_is_refused(ProviderCase provider) throws Exception {
    for (String name : List.of("exp", "iat")) {
      Object time = TokenClaims.of(provider.token()).get(name);
      String token = provider.token().inconsistent().claim(name, String.valueOf(time)).sign();
      assertThat(provider.policy().evaluate(token))
          .isRejectedBecause(RejectionReason.CLAIM_TYPE)
          .namesOnly(name);
    }
  }

  @ParameterizedTest
  @MethodSource(CASES)
  void audience_of_another_service_is_refused(ProviderCase provider) throws Exception {
    String other = provider.policy().audience() + "/other";
    assertThat(provider.policy().evaluate(provider.token().audience(other).sign()))
        .isRejectedBecause(RejectionReason.AUDIENCE_MISMATCH)
        .namesOnly("aud");
  }

  @ParameterizedTest
  @MethodSource(CASES)
  void audience_beside_this_one_or_twice_is_refused(ProviderCase provider) throws Exception {
    String ours = provider.policy().audience();
    for (String other : List.of(ours + "/b", ours)) {
      assertThat(provider.policy().evaluate(provider.token().audience(ours, other).sign()))
          .isRejectedBecause(RejectionReason.AUDIENCE_MULTIPLE)
          .namesOnly("aud");
    }
  }

  @ParameterizedTest
  @MethodSource(CASES)
  void expired_token_is_refused(ProviderCase provider) throws Exception {
    assertThat(provider.policy().evaluate(provider.token().expired(Duration.ofMinutes(1)).sign()))
        .isRejectedBecause(RejectionReason.EXPIRED)
        .namesOnly("exp");
  }

  @ParameterizedTest
  @MethodSource(CASES)
  void lifetime_is_bounded(ProviderCase provider) throws Exception {
    Duration longest = provider.policy().issuer().maxLifetime();
    BigDecimal issued = (BigDecimal) TokenClaims.of(provider.token()).get("iat");
    BigDecimal end = issued.add(BigDecimal.valueOf(longest.toSeconds()));
    String longLived = provider.token().inconsistent().claim("exp", end).sign();
    assertThat(provider.policy().evaluate(longLived)).isTrusted();
    String tooLong = provider.token().inconsistent().claim("exp", end.add(BigDecimal.ONE)).sign();
    assertThat(provider.policy().evaluate(tooLong))
        .isRejectedBecause(RejectionReason.LIFETIME_EXCEEDED)
        .namesOnly("exp");
  }

  @ParameterizedTest
  @MethodSource(CASES)
  void key_that_the_issuer_does_not_publish_is_refused(ProviderCase provider) throws Exception {
    KeySource others =
        ProviderCases.all()
            .filter(one -> one != provider)
            .findFirst()
            .orElseThrow()
            .issuer()
            .keys();
    Decision decision = provider.policy().withKeys(others).evaluate(provider.token().sign());
    assertThat(decision).isInstanceOf(Decision.Rejected.class);
    assertThat(((Decision.Rejected) decision).rejection().stage()).isIn(Stage.KEY, Stage.SIGNATURE);
  }

  @ParameterizedTest
  @MethodSource(CASES)
  void signature_that_was_changed_is_refused(ProviderCase provider) throws Exception {
    String token = provider.token().sign();
    int signature = token.lastIndexOf('.') + 1;
    char other = token.charAt(signature) == 'A' ? 'B' : 'A';
    String changed = token.substring(0, signature) + other + token.substring(signature + 1);
    assertThat(provider.policy().evaluate(changed))
        .isRejectedBecause(RejectionReason.SIGNATURE_INVALID);
  }

  /** A provider that is not in the table is not tested by anything here. */
  @Test
  void every_kind_of_issuer_has_a_case() {
    assertThat(ProviderCases.all().<Class<?>>map(provider -> provider.issuer().getClass()))
        .contains(CiIssuer.class.getPermittedSubclasses());
  }

  private static Stream<Arguments> changes(Changes changes) {
    return ProviderCases.all()
        .flatMap(provider ->
            provider.restsOn().stream()
                .flatMap(required ->
                    changes
                        .of(provider.token(), required)
                        .map(value -> Arguments.of(provider, required, value))));
  }

  private static boolean isSubject(Claim<?> claim) {
    return claim.path().equals(List.of("sub"));
  }

  /** Ways to change one claim of a token. */
  @FunctionalInterface
  private interface Changes {
    Stream<? extends @Nullable Object> of(CiToken<?> token, ClaimRequirement requirement);
  }
}
