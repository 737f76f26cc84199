package dev.credence.testkit.keys;

import static dev.credence.testkit.assertj.CredenceAssertions.assertThat;

import dev.credence.Issuer;
import dev.credence.RejectionReason;
import dev.credence.TrustPolicy;
import dev.credence.ci.GitHubActions;
import dev.credence.keys.JwksKeySource;
import dev.credence.testkit.CiIssuer;
import dev.credence.testkit.Fault;
import dev.credence.testkit.GitHubActionsIssuer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two issuers whose different keys have one id. */
class TwoIssuersTest {
  private static final Issuer OTHER = Issuer.of("https://token.actions.acme.ghe.com");

  private final FetchingPolicy one = FetchingPolicy.start();
  private final String keyId = one.keyring().signingKeyId();
  private final GitHubActionsIssuer other =
      CiIssuer.gitHubActions(OTHER).audience(FetchingPolicy.AUDIENCE).clock(one.clock());
  private final JwksKeySource otherKeys = other.discoveredKeysBuilder().clock(one.clock()).build();
  private final TrustPolicy otherPolicy =
      TrustPolicy.named("other")
          .issuer(OTHER)
          .audience(FetchingPolicy.AUDIENCE)
          .require(GitHubActions.REF.is("refs/heads/main"))
          .clock(one.clock())
          .build()
          .withKeys(otherKeys);

  TwoIssuersTest() {
    String underThatId = other.jwks().replace(other.keyring().signingKeyId(), keyId);
    other.server().keys().faults().always(Fault.body(underThatId));
  }

  @AfterEach
  void close() {
    otherKeys.close();
    other.close();
    one.close();
  }

  private String tokenOfOther() {
    return other.pushToMain().inconsistent().header("kid", keyId).sign();
  }

  private void assertNothingMixes() throws Exception {
    String otherAsOne =
        other
            .pushToMain()
            .inconsistent()
            .header("kid", keyId)
            .claim("iss", one.github().identifier())
            .sign();
    String oneAsOther =
        one.github().pushToMain().inconsistent().claim("iss", OTHER.identifier()).sign();
    assertThat(one.decide(otherAsOne)).isRejectedBecause(RejectionReason.SIGNATURE_INVALID);
    assertThat(otherPolicy.evaluate(oneAsOther))
        .isRejectedBecause(RejectionReason.SIGNATURE_INVALID);
  }

  @Test
  void keys_fetched_first_for_the_one_are_not_used_for_the_other() throws Exception {
    assertThat(one.decide()).isTrusted();
    assertThat(otherPolicy.evaluate(tokenOfOther())).isTrusted();
    assertNothingMixes();
  }

  @Test
  void keys_fetched_first_for_the_other_are_not_used_for_the_one() throws Exception {
    assertThat(otherPolicy.evaluate(tokenOfOther())).isTrusted();
    assertThat(one.decide()).isTrusted();
    assertNothingMixes();
  }
}
