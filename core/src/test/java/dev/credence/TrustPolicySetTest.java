package dev.credence;

import static dev.credence.TestClaims.quoted;
import static dev.credence.TokenForge.claims;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.credence.claim.Claim;
import dev.credence.claim.Requirement;
import dev.credence.claim.StringClaim;
import dev.credence.keys.KeySet;
import dev.credence.keys.KeySource;
import dev.credence.keys.KeysUnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Several policies over one token. */
class TrustPolicySetTest {
  private static final StringClaim REF = Claim.string("ref");
  private static final StringClaim REPOSITORY_ID = Claim.string("repository_id");
  private static final Issuer ISSUER = Issuer.of(TokenForge.ISSUER).withKeys(TokenForge.keys());

  private static TrustPolicy.Builder policy(String name, Requirement requirement) {
    return TrustPolicy.named(name)
        .issuer(ISSUER)
        .audience(TokenForge.AUDIENCE)
        .require(requirement)
        .clock(TokenForge.CLOCK);
  }

  private static Decision evaluate(TrustPolicySet set, String token) {
    try {
      return set.evaluate(token);
    } catch (KeysUnavailableException e) {
      throw new AssertionError("the keys are fixed", e);
    }
  }

  private final TrustPolicySet set =
      TrustPolicySet.of(
          policy("main", REF.is("refs/heads/main")).grants("deploy", "read").build(),
          policy("any-branch", REF.matches("refs/heads/*")).grants("read", "preview").build(),
          policy("tags", REF.matches("refs/tags/*")).grants("publish").build());

  @Test
  void every_policy_that_trusts_a_token_is_told_with_what_it_grants() throws Exception {
    Decision.Trusted trusted = set.verify(TokenForge.sign(claims()));
    assertThat(trusted.policies())
        .extracting(TrustPolicy::name)
        .containsExactlyInAnyOrder("main", "any-branch");
    assertThat(trusted.grants()).containsExactlyInAnyOrder("deploy", "read", "preview");
    assertThat(trusted.token().subject()).startsWith("repo:");
  }

  @Test
  void a_token_that_one_policy_trusts_gets_what_that_one_grants() throws Exception {
    String tag = TokenForge.sign(claims().with("ref", quoted("refs/tags/v1")));
    assertThat(set.verify(tag).grants()).containsExactly("publish");
  }

  @Test
  void the_nearest_miss_comes_first() {
    TrustPolicySet two =
        TrustPolicySet.of(
            policy("far", Requirement.allOf(REF.matches("refs/x/*"), REPOSITORY_ID.matches("x*")))
                .build(),
            policy("near", REF.matches("refs/tags/*")).build());
    Decision.Rejected rejected = (Decision.Rejected) evaluate(two, TokenForge.sign(claims()));
    assertThat(rejected.rejection().policy()).contains("near");
    assertThat(rejected.rejections())
        .extracting(r -> r.policy().orElse(""))
        .containsExactly("near", "far");
    assertThat(rejected.rejection().reason()).isEqualTo(RejectionReason.CLAIM_MISMATCH);
  }

  @Test
  void a_token_that_matches_no_exact_value_is_told_what_was_required() {
    TrustPolicySet exact =
        TrustPolicySet.of(
            policy("one", REPOSITORY_ID.is("1")).build(),
            policy("two", REPOSITORY_ID.isOneOf("2", "3")).build());
    Decision.Rejected rejected = (Decision.Rejected) evaluate(exact, TokenForge.sign(claims()));
    assertThat(rejected.rejections()).hasSize(2);
    assertThat(rejected.rejection().mismatches())
        .containsExactly(new Mismatch("repository_id", "is \"1\"", "\"74\""));
  }

  @Test
  void a_token_refused_before_any_policy_is_asked_names_them_all() {
    Rejection malformed = TestPolicies.rejection(evaluate(set, "x"));
    assertThat(malformed.policy()).isEmpty();
    assertThat(malformed.explain()).contains("All 3 policies, stage: token format");
    Rejection stranger =
        TestPolicies.rejection(
            evaluate(set, TokenForge.sign(claims().with("iss", quoted("https://evil.example")))));
    assertThat(stranger.reason()).isEqualTo(RejectionReason.ISSUER_UNKNOWN);
    assertThat(stranger.mismatches())
        .containsExactly(
            new Mismatch("iss", "is \"https://ci.example.com\"", "\"https://evil.example\""));
  }

  @Test
  void an_issuer_that_is_no_text_is_unknown() {
    for (String json : new String[] {"null", "7", "[\"https://ci.example.com\"]"}) {
      assertThat(
              TestPolicies.rejection(evaluate(set, TokenForge.sign(claims().with("iss", json))))
                  .reason())
          .isEqualTo(RejectionReason.ISSUER_UNKNOWN);
    }
  }

  @Test
  void policies_of_other_issuers_are_not_asked() throws Exception {
    TrustPolicy other =
        TrustPolicy.named("other")
            .issuer(Issuer.of("https://other.example"))
            .audience(TokenForge.AUDIENCE)
            .require(REF.isPresent())
            .grants("other")
            .clock(TokenForge.CLOCK)
            .build();
    TrustPolicySet both =
        TrustPolicySet.of(other, policy("main", REF.is("refs/heads/main")).grants("main").build());
    assertThat(both.verify(TokenForge.sign(claims())).grants()).containsExactly("main");
  }

  @Test
  void policies_may_have_different_audiences() throws Exception {
    TrustPolicy theirs =
        TrustPolicy.named("theirs")
            .issuer(ISSUER)
            .audience("theirs")
            .require(REF.isPresent())
            .grants("theirs")
            .clock(TokenForge.CLOCK)
            .build();
    TrustPolicySet both =
        TrustPolicySet.of(policy("ours", REF.isPresent()).grants("ours").build(), theirs);
    assertThat(both.verify(TokenForge.sign(claims())).grants()).containsExactly("ours");
    assertThat(both.verify(TokenForge.sign(claims().with("aud", quoted("theirs")))).grants())
        .containsExactly("theirs");
    assertThat(
            TestPolicies.rejection(
                    evaluate(both, TokenForge.sign(claims().with("aud", quoted("nobody's")))))
                .reason())
        .isEqualTo(RejectionReason.AUDIENCE_MISMATCH);
  }

  @Test
  void a_set_agrees_with_its_policies_one_by_one() throws Exception {
    List<TrustPolicy> many = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      Requirement requirement =
          switch (i % 5) {
            case 0 -> REPOSITORY_ID.is(Integer.toString(i));
            case 1 -> REPOSITORY_ID.isOneOf(Integer.toString(i), Integer.toString(i - 1));
            case 2 -> REF.is("refs/heads/b" + i);
            case 3 -> Requirement.anyOf(REF.is("refs/heads/b" + i), REPOSITORY_ID.is("" + i));
            default ->
                Requirement.allOf(
                    REF.matches("refs/heads/b" + i % 7 + "*"), REPOSITORY_ID.isNot("5"));
          };
      many.add(policy("p" + i, requirement).build());
    }
    TrustPolicySet all = TrustPolicySet.of(many);
    for (int i = 0; i < 300; i += 3) {
      String token =
          TokenForge.sign(
              claims()
                  .with("repository_id", quoted(Integer.toString(i)))
                  .with("ref", quoted("refs/heads/b" + (i * 7) % 300)));
      List<String> expected = new ArrayList<>();
      for (TrustPolicy each : many) {
        if (each.evaluate(token).isTrusted()) {
          expected.add(each.name());
        }
      }
      Decision decision = all.evaluate(token);
      assertThat(decision.isTrusted()).isEqualTo(!expected.isEmpty());
      if (decision instanceof Decision.Trusted trusted) {
        assertThat(trusted.policies())
            .extracting(TrustPolicy::name)
            .containsExactlyInAnyOrderElementsOf(expected);
      }
    }
  }

  @Test
  void a_shared_guard_is_asked_once_and_refuses_the_second_use() throws Exception {
    ReplayGuard guard = ReplayGuard.inMemory(10, TokenForge.CLOCK);
    TrustPolicySet once =
        TrustPolicySet.of(
            policy("a", REF.isPresent()).onlyOnce(guard).grants("a").build(),
            policy("b", REF.isPresent()).onlyOnce(guard).grants("b").build(),
            policy("c", REF.isPresent()).grants("c").build());
    String token = TokenForge.sign(claims());
    assertThat(once.verify(token).grants()).containsExactlyInAnyOrder("a", "b", "c");
    assertThat(once.verify(token).grants()).containsExactly("c");
  }

  @Test
  void keys_are_asked_for_once_and_a_decision_can_be_awaited() {
    AtomicInteger asked = new AtomicInteger();
    CompletableFuture<KeySet> coming = new CompletableFuture<>();
    KeySource source =
        () -> {
          asked.incrementAndGet();
          return coming;
        };
    CompletableFuture<Decision> decision =
        set.withKeys(TokenForge.ISSUER, source).evaluateAsync(TokenForge.sign(claims()));
    assertThat(decision).isNotDone();
    coming.complete(KeySet.parse("{\"keys\":[" + TokenForge.jwk("key-1", "") + "]}"));
    assertThat(decision).isCompletedWithValueMatching(Decision::isTrusted);
    assertThat(asked).hasValue(1);
  }

  @Test
  void with_keys_at_hand_the_decision_is_there_at_once() {
    assertThat(set.evaluateAsync(TokenForge.sign(claims())))
        .isCompletedWithValueMatching(Decision::isTrusted);
  }

  @Test
  void a_rejection_is_thrown_by_verify() {
    TokenRejectedException thrown =
        assertThrows(TokenRejectedException.class, () -> set.verify("x"));
    assertThat(thrown.reason()).isEqualTo(RejectionReason.MALFORMED);
  }

  @Test
  void a_set_that_contradicts_itself_is_not_built() {
    TrustPolicy main = policy("main", REF.isPresent()).build();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TrustPolicySet.of(main, main))
        .withMessage(
            "Two policies of the set are named \"main\", number 1 and number 2; a name is given"
                + " once");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TrustPolicySet.of(List.of()))
        .withMessageStartingWith("A set has at least one policy");
    TrustPolicy elsewhere =
        policy("elsewhere", REF.isPresent()).build().withKeys(TokenForge.keys());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TrustPolicySet.of(main, elsewhere))
        .withMessage(
            "The policies \"main\" and \"elsewhere\" differ in how their issuer"
                + " https://ci.example.com is to be trusted: build both with one Issuer");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> set.withKeys("https://other.example", TokenForge.keys()))
        .withMessageStartingWith("No policy of the set has the issuer \"https://other.example\"");
  }

  @Test
  void a_label_is_granted_once() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> policy("p", REF.isPresent()).grants("a", "a"))
        .withMessageStartingWith("What a policy grants is a text");
  }
}
