package dev.credence.testkit.ci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.credence.VerifiedToken;
import dev.credence.ambient.AmbientIdTokens;
import dev.credence.ambient.IdTokenSource;
import dev.credence.testkit.AwsOutboundIssuer;
import dev.credence.testkit.CiIssuer;
import dev.credence.testkit.SpiffeIssuer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every provider's job gets a token by its own means, which the provider's sound policy trusts. */
@Timeout(60)
class AmbientRoundTripTest {

  static Stream<ProviderCase> withTokensInTheJob() {
    return ProviderCases.all().filter(each -> !withoutTokensInTheJob().toList().contains(each));
  }

  static Stream<ProviderCase> withoutTokensInTheJob() {
    return ProviderCases.all()
        .filter(each ->
            each.issuer() instanceof AwsOutboundIssuer || each.issuer() instanceof SpiffeIssuer);
  }

  @ParameterizedTest
  @MethodSource("withTokensInTheJob")
  void token_of_the_job_is_trusted(ProviderCase provider) throws Exception {
    try (CiIssuer<?> issuer = provider.issuer()) {
      issuer.running(provider.sample());
      IdTokenSource tokens = AmbientIdTokens.detect(provider.policy().audience(), issuer.ambient());

      VerifiedToken job = provider.policy().verify(tokens.idToken().reveal());

      assertThat(job.issuer()).isEqualTo(issuer.identifier());
    }
  }

  @ParameterizedTest
  @MethodSource("withoutTokensInTheJob")
  void provider_without_tokens_in_the_job_says_so(ProviderCase provider) {
    assertThatThrownBy(() -> provider.issuer().env())
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("no variables, files or endpoints");
  }
}
