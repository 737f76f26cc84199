package dev.credence.testkit.ci;

import static dev.credence.testkit.assertj.CredenceAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.credence.Decision;
import dev.credence.RejectionReason;
import dev.credence.Stage;
import dev.credence.testkit.InconsistentToken;
import dev.credence.testkit.TokenClaims;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A token of one provider is never accepted by the policy of another. */
class AllPairsTest {

  /** What can be wrong with a token of another provider that has the same issuer. */
  private static final Set<RejectionReason> SAME_ISSUER =
      EnumSet.of(
          RejectionReason.CLAIM_MISMATCH,
          RejectionReason.LIFETIME_EXCEEDED,
          RejectionReason.ALGORITHM_NOT_ALLOWED,
          RejectionReason.HEADER_FORBIDDEN);

  static Stream<Arguments> pairs() {
    return ProviderCases.all()
        .flatMap(one ->
            ProviderCases.all()
                .filter(other -> !other.provider().equals(one.provider()))
                .map(other -> Arguments.of(one, other)));
  }

  /** The keys are those of the token, so that nothing but its content can be what is refused. */
  @ParameterizedTest
  @MethodSource("pairs")
  void token_of_another_provider_is_refused(ProviderCase of, ProviderCase by) throws Exception {
    String token = of.token().audience(by.policy().audience()).sign();
    Decision decision = by.policy().withKeys(of.issuer().keys()).evaluate(token);
    if (of.issuer().identifier().equals(by.issuer().identifier())) {
      assertThat(decision).isInstanceOf(Decision.Rejected.class);
      assertThat(((Decision.Rejected) decision).rejection().reason()).isIn(SAME_ISSUER);
    } else {
      assertThat(decision).isRejectedBecause(RejectionReason.ISSUER_UNKNOWN).namesOnly("iss");
    }
  }

  /** Even if the right CI had minted it: no sound policy rests on the issuer alone. */
  @ParameterizedTest
  @MethodSource("pairs")
  void claims_of_another_provider_from_the_right_issuer_are_refused(
      ProviderCase of, ProviderCase by) throws Exception {
    assertThat(by.policy().evaluate(mintedBy(by, of)))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
        .isRejectedAt(Stage.REQUIREMENTS);
  }

  private static String mintedBy(ProviderCase by, ProviderCase of) {
    Map<String, Object> own = TokenClaims.of(by.token());
    InconsistentToken token = by.token().inconsistent();
    own.keySet().forEach(token::without);
    TokenClaims.of(of.token()).forEach(token::claim);
    for (String name : List.of("iss", "aud", "iat", "exp")) {
      token.claim(name, own.get(name));
    }
    return token.sign();
  }
}
