package dev.credence;

import static dev.credence.TestClaims.quoted;
import static dev.credence.TokenForge.claims;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.credence.audit.AuditEvent;
import dev.credence.audit.AuditEvent.Verdict;
import dev.credence.audit.AuditListener;
import dev.credence.audit.AuditedToken;
import dev.credence.audit.CorrelationIds;
import dev.credence.claim.Claim;
import dev.credence.keys.KeySet;
import dev.credence.keys.KeySource;
import dev.credence.keys.KeysUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Each decision is one event. */
class AuditTest {
  private static final Claim<?>[] MORE = {
    Claim.string("ref"), Claim.strings("list"), Claim.integer("n")
  };
  private static final Issuer ISSUER =
      Issuer.builder(TokenForge.ISSUER)
          .identityClaims(Claim.string("repository_id"), MORE)
          .keys(TokenForge.keys())
          .build();

  private final List<AuditEvent> events = new ArrayList<>();
  private final TrustPolicy policy =
      policy("production").grants("deploy").audit(events::add).build();

  private static TrustPolicy.Builder policy(String name) {
    return TrustPolicy.named(name)
        .issuer(ISSUER)
        .audience(TokenForge.AUDIENCE)
        .require(Claim.string("repository_id").is("74"), Claim.string("ref").is("refs/heads/main"))
        .clock(TokenForge.CLOCK);
  }

  private AuditEvent only() {
    assertThat(events).hasSize(1);
    return events.get(0);
  }

  private static KeySource unavailable() {
    return () -> CompletableFuture.failedFuture(new KeysUnavailableException("ci", "it is down"));
  }

  @Test
  void a_trusted_token_is_told_with_all_that_is_known_of_it() {
    String token =
        TokenForge.sign(claims().with("list", "[\"a\",\"b\"]").with("n", 7).with("other", "1"));
    assertThat(TestPolicies.evaluate(policy, token).isTrusted()).isTrue();
    AuditEvent event = only();
    assertThat(event.kind()).isEqualTo(AuditEvent.Kind.DECISION);
    assertThat(event.verdict()).isEqualTo(Verdict.TRUSTED);
    assertThat(event.time()).isEqualTo(TokenForge.NOW);
    assertThat(event.policies()).containsExactly("production");
    assertThat(event.grants()).containsExactly("deploy");
    assertThat(event.reason()).isEmpty();
    assertThat(event.stage()).isEmpty();
    assertThat(event.correlationId().orElseThrow()).hasSize(22);
    assertThat(event.fingerprint().orElseThrow()).startsWith("sha256:");
    AuditedToken told = event.token().orElseThrow();
    assertThat(told.isVerified()).isTrue();
    assertThat(told.issuer()).contains(TokenForge.ISSUER);
    assertThat(told.subject()).contains("repo:octo-org/octo-repo:environment:production");
    assertThat(told.audience()).containsExactly(TokenForge.AUDIENCE);
    assertThat(told.id()).contains("6f4762ed-0758-4ccb-808d-ee3af5d723a8");
    assertThat(told.expiresAt()).contains(TokenForge.NOW.plusSeconds(290));
    assertThat(told.claims())
        .containsExactly(
            Map.entry("repository_id", "74"),
            Map.entry("ref", "refs/heads/main"),
            Map.entry("list", "[\"a\", \"b\"]"),
            Map.entry("n", "7"));
  }

  @Test
  void each_refusal_is_one_event_of_its_stage() {
    String good = TokenForge.sign(claims());
    Map<Stage, String> refused = new LinkedHashMap<>();
    refused.put(Stage.FORMAT, "x");
    refused.put(
        Stage.ISSUER, TokenForge.sign(claims().with("iss", quoted("https://evil.example"))));
    refused.put(Stage.PRE_SCREEN, TokenForge.sign(claims().with("aud", quoted("theirs"))));
    refused.put(
        Stage.KEY, TokenForge.sign("{\"alg\":\"RS256\",\"kid\":\"no\"}", claims().toJson()));
    refused.put(Stage.SIGNATURE, good.substring(0, good.length() - 8) + "AAAAAAAA");
    refused.put(Stage.REGISTERED_CLAIMS, TokenForge.sign(claims().with("SUB", quoted("x"))));
    refused.put(Stage.REQUIREMENTS, TokenForge.sign(claims().with("ref", quoted("refs/heads/x"))));
    refused.forEach((stage, token) -> {
      events.clear();
      Rejection rejection = TestPolicies.rejection(TestPolicies.evaluate(policy, token));
      AuditEvent event = only();
      assertThat(event.verdict()).isEqualTo(Verdict.REJECTED);
      assertThat(event.stage()).contains(stage.name());
      assertThat(event.reason()).contains(rejection.reason().name());
      assertThat(event.policies()).containsExactly("production");
      assertThat(event.grants()).isEmpty();
      assertThat(event.mismatches())
          .containsExactlyElementsOf(rejection.mismatches().stream().map(Mismatch::claim).toList());
      assertThat(event.correlationId()).contains(rejection.correlationId());
      assertThat(event.token().isPresent()).isEqualTo(stage != Stage.FORMAT);
      event
          .token()
          .ifPresent(told -> assertThat(told.isVerified()).isEqualTo(stage.isAfterSignature()));
    });
  }

  @Test
  void a_replay_is_one_event_as_well() {
    TrustPolicy once =
        policy("once")
            .onlyOnce(ReplayGuard.inMemory(10, TokenForge.CLOCK))
            .audit(events::add)
            .build();
    String token = TokenForge.sign(claims());
    TestPolicies.evaluate(once, token);
    TestPolicies.evaluate(once, token);
    assertThat(events)
        .extracting(AuditEvent::verdict)
        .containsExactly(Verdict.TRUSTED, Verdict.REJECTED);
    assertThat(events.get(1).stage()).contains("REPLAY");
    assertThat(events.get(1).reason()).contains("REPLAYED");
    assertThat(events.get(1).token().orElseThrow().isVerified()).isTrue();
    assertThat(events.get(0).correlationId()).isNotEqualTo(events.get(1).correlationId());
    assertThat(events.get(0).fingerprint()).isEqualTo(events.get(1).fingerprint());
  }

  @Test
  void the_identity_claims_of_an_unknown_issuer_are_not_told() {
    TestPolicies.evaluate(
        policy, TokenForge.sign(claims().with("iss", quoted("https://evil.example"))));
    AuditedToken told = only().token().orElseThrow();
    assertThat(told.isVerified()).isFalse();
    assertThat(told.issuer()).contains("https://evil.example");
    assertThat(told.claims()).isEmpty();
  }

  @Test
  void claims_of_the_wrong_type_are_left_out() {
    TestPolicies.evaluate(
        policy,
        TokenForge.sign(
            claims().with("sub", "1").with("aud", "{}").with("exp", "\"x\"").with("jti", "[]")));
    AuditedToken told = only().token().orElseThrow();
    assertThat(told.subject()).isEmpty();
    assertThat(told.audience()).isEmpty();
    assertThat(told.expiresAt()).isEmpty();
    assertThat(told.id()).isEmpty();
    assertThat(told.issuer()).contains(TokenForge.ISSUER);
  }

  @Test
  void keys_that_cannot_be_had_are_an_undecided_event() {
    assertThatThrownBy(() -> policy.withKeys(unavailable()).evaluate(TokenForge.sign(claims())))
        .isInstanceOf(KeysUnavailableException.class);
    assertThat(only().verdict()).isEqualTo(Verdict.UNDECIDED);
    assertThat(only().reason()).contains("KEYS_UNAVAILABLE");
    assertThat(only().policies()).isEmpty();
    assertThat(only().token().orElseThrow().isVerified()).isFalse();
  }

  @Test
  void a_decision_that_comes_later_is_one_event_when_it_comes() {
    CompletableFuture<KeySet> keys = new CompletableFuture<>();
    CompletableFuture<Decision> decision =
        policy.withKeys(() -> keys).evaluateAsync(TokenForge.sign(claims()));
    assertThat(events).isEmpty();
    keys.complete(rightKeys());
    assertThat(decision).isCompletedWithValueMatching(Decision::isTrusted);
    assertThat(only().verdict()).isEqualTo(Verdict.TRUSTED);
  }

  @Test
  void a_decision_that_fails_later_is_one_undecided_event() {
    CompletableFuture<KeySet> keys = new CompletableFuture<>();
    CompletableFuture<Decision> decision =
        policy.withKeys(() -> keys).evaluateAsync(TokenForge.sign(claims()));
    keys.completeExceptionally(new KeysUnavailableException("ci", "it is down"));
    assertThatThrownBy(decision::get).hasCauseInstanceOf(KeysUnavailableException.class);
    assertThat(only().verdict()).isEqualTo(Verdict.UNDECIDED);
    assertThat(only().reason()).contains("KEYS_UNAVAILABLE");
  }

  @Test
  void a_decision_that_nobody_waits_for_any_more_is_told() {
    CompletableFuture<KeySet> keys = new CompletableFuture<>();
    policy.withKeys(() -> keys).evaluateAsync(TokenForge.sign(claims())).cancel(true);
    keys.complete(rightKeys());
    assertThat(only().verdict()).isEqualTo(Verdict.TRUSTED);
  }

  private static KeySet rightKeys() {
    return KeySet.parse("{\"keys\":[" + TokenForge.jwk("key-1", "\"alg\":\"RS256\",") + "]}");
  }

  @Test
  void a_key_source_that_throws_is_an_undecided_event_and_still_throws() {
    TrustPolicy broken =
        policy.withKeys(() -> {
          throw new IllegalStateException("broken");
        });
    String token = TokenForge.sign(claims());
    assertThatThrownBy(() -> broken.evaluate(token)).isInstanceOf(IllegalStateException.class);
    assertThat(only().verdict()).isEqualTo(Verdict.UNDECIDED);
    assertThat(only().reason()).contains("DECISION_FAILED");
    events.clear();
    assertThatThrownBy(() -> broken.evaluateAsync(token)).isInstanceOf(IllegalStateException.class);
    assertThat(only().reason()).contains("DECISION_FAILED");
  }

  @Test
  void the_public_message_and_the_event_have_one_id() throws Exception {
    Rejection rejection = TestPolicies.rejection(policy.evaluate("x"));
    String id = only().correlationId().orElseThrow();
    assertThat(rejection.publicMessage())
        .isEqualTo("The token was not accepted. Reference: " + id + ".");
    assertThatThrownBy(() -> policy.verify("x"))
        .isInstanceOfSatisfying(
            TokenRejectedException.class,
            e -> assertThat(events.get(1).correlationId()).contains(e.rejection().correlationId()));
  }

  @Test
  void an_id_that_is_given_is_used() {
    TrustPolicy identified =
        policy("p").correlationIds(() -> "request-7").audit(events::add).build();
    assertThat(TestPolicies.rejection(TestPolicies.evaluate(identified, "x")).publicMessage())
        .isEqualTo("The token was not accepted. Reference: request-7.");
    assertThat(only().correlationId()).contains("request-7");
  }

  @Test
  void an_id_is_given_without_a_listener_as_well() {
    TrustPolicy identified = policy("p").correlationIds(() -> "request-7").build();
    assertThat(TestPolicies.rejection(TestPolicies.evaluate(identified, "x")).correlationId())
        .isEqualTo("request-7");
  }

  @Test
  void an_id_that_cannot_be_sent_back_is_replaced() {
    for (CorrelationIds ids :
        List.<CorrelationIds>of(
            () -> "<script>",
            () -> "a\r\nSet-Cookie: b",
            () -> "",
            () -> null,
            () -> {
              throw new IllegalStateException();
            })) {
      events.clear();
      TrustPolicy identified = policy("p").correlationIds(ids).audit(events::add).build();
      Rejection rejection = TestPolicies.rejection(TestPolicies.evaluate(identified, "x"));
      assertThat(rejection.correlationId()).hasSize(22);
      assertThat(only().correlationId()).contains(rejection.correlationId());
    }
  }

  @Test
  void an_id_is_asked_for_by_the_thread_that_asks_for_the_decision() {
    List<Thread> asking = new ArrayList<>();
    CompletableFuture<KeySet> keys = new CompletableFuture<>();
    TrustPolicy identified =
        policy("p")
            .correlationIds(() -> {
              asking.add(Thread.currentThread());
              return "id";
            })
            .build()
            .withKeys(() -> keys);
    identified.evaluateAsync(TokenForge.sign(claims()));
    assertThat(asking).containsExactly(Thread.currentThread());
  }

  @Test
  void a_rejection_keeps_its_id() {
    Rejection rejection = TestPolicies.rejection("x");
    assertThat(rejection.correlationId()).isEqualTo(rejection.correlationId()).hasSize(22);
    assertThat(TestPolicies.rejection("x").correlationId()).isNotEqualTo(rejection.correlationId());
  }

  @Test
  void a_set_tells_one_event_whatever_it_holds() {
    TrustPolicySet set =
        TrustPolicySet.of(
                policy("a").grants("x").audit(events::add).build(), policy("b").grants("y").build())
            .withClock(TokenForge.CLOCK);
    assertThat(evaluate(set, TokenForge.sign(claims())).isTrusted()).isTrue();
    assertThat(only().policies()).containsExactlyInAnyOrder("a", "b");
    assertThat(only().grants()).containsExactlyInAnyOrder("x", "y");
    assertThat(only().token().orElseThrow().claims()).containsEntry("repository_id", "74");
  }

  @Test
  void a_listener_that_several_policies_of_a_set_have_is_told_once() {
    AuditListener one = events::add;
    TrustPolicySet set =
        TrustPolicySet.of(policy("a").audit(one).build(), policy("b").audit(one).build())
            .withAudit(one);
    evaluate(set, TokenForge.sign(claims()));
    assertThat(events).hasSize(1);
  }

  @Test
  void all_rejections_of_a_set_have_the_id_of_the_event() {
    TrustPolicySet set =
        TrustPolicySet.of(policy("a").build(), policy("b").build()).withAudit(events::add);
    Decision.Rejected rejected =
        (Decision.Rejected)
            evaluate(set, TokenForge.sign(claims().with("ref", quoted("refs/heads/x"))));
    assertThat(rejected.rejections()).hasSize(2);
    assertThat(rejected.rejections())
        .allSatisfy(r -> assertThat(only().correlationId()).contains(r.correlationId()));
    assertThat(only().policies()).hasSize(1);
    assertThat(only().mismatches()).containsExactly("ref");
  }

  @Test
  void a_set_that_refuses_before_any_policy_is_asked_names_none() {
    TrustPolicySet set = TrustPolicySet.of(policy("a").build()).withAudit(events::add);
    evaluate(set, "x");
    assertThat(only().policies()).isEmpty();
    assertThat(only().reason()).contains("MALFORMED");
  }

  @Test
  void a_set_without_keys_tells_one_undecided_event() {
    TrustPolicySet set =
        TrustPolicySet.of(policy("a").build(), policy("b").build())
            .withAudit(events::add)
            .withKeys(TokenForge.ISSUER, unavailable());
    assertThatThrownBy(() -> set.evaluate(TokenForge.sign(claims())))
        .isInstanceOf(KeysUnavailableException.class);
    assertThat(only().verdict()).isEqualTo(Verdict.UNDECIDED);
    events.clear();
    assertThat(set.evaluateAsync(TokenForge.sign(claims()))).isCompletedExceptionally();
    assertThat(only().verdict()).isEqualTo(Verdict.UNDECIDED);
  }

  @Test
  void a_set_has_the_ids_of_its_policies_or_its_own() {
    TrustPolicySet set =
        TrustPolicySet.of(policy("a").build(), policy("b").correlationIds(() -> "theirs").build());
    assertThat(TestPolicies.rejection(evaluate(set, "x")).correlationId()).isEqualTo("theirs");
    TrustPolicySet own = set.withCorrelationIds(() -> "own");
    assertThat(TestPolicies.rejection(evaluate(own, "x")).correlationId()).isEqualTo("own");
    assertThat(
            TestPolicies.rejection(evaluate(own.withClock(TokenForge.CLOCK), "x")).correlationId())
        .isEqualTo("own");
  }

  private static Decision evaluate(TrustPolicySet set, String token) {
    try {
      return set.evaluate(token);
    } catch (KeysUnavailableException e) {
      throw new AssertionError("the keys are fixed", e);
    }
  }

  @Test
  void a_listener_that_throws_changes_no_decision() {
    TrustPolicy broken =
        policy("p")
            .audit(event -> {
              throw new IllegalStateException();
            })
            .audit(events::add)
            .build();
    assertThat(TestPolicies.evaluate(broken, TokenForge.sign(claims())).isTrusted()).isTrue();
    assertThat(TestPolicies.evaluate(broken, "x").isTrusted()).isFalse();
    assertThat(events).hasSize(2);
  }

  @Test
  void a_clock_that_throws_for_the_record_changes_no_decision() {
    TrustPolicy broken =
        policy.withClock(() -> {
          throw new IllegalStateException();
        });
    assertThat(TestPolicies.rejection(TestPolicies.evaluate(broken, "x")).reason())
        .isEqualTo(RejectionReason.MALFORMED);
    assertThat(events).isEmpty();
  }

  @Test
  void latency_is_the_time_from_the_call_to_the_verdict() {
    AtomicLong nanos = new AtomicLong();
    AuditTrail trail =
        AuditTrail.NONE
            .telling(events::add)
            .measuringBy(() -> nanos.getAndAdd(Duration.ofMillis(3).toNanos()));
    TrustPolicy measured = new TrustPolicy("p", ISSUER, policy.grants(), policy.expected(), trail);
    TestPolicies.evaluate(measured, TokenForge.sign(claims()));
    assertThat(only().latency()).contains(Duration.ofMillis(3));
  }

  @Test
  void without_a_listener_nothing_is_measured() {
    AtomicInteger asked = new AtomicInteger();
    TrustPolicy silent =
        new TrustPolicy(
            "p",
            ISSUER,
            policy.grants(),
            policy
                .expected()
                .withClock(() -> {
                  asked.incrementAndGet();
                  return Instant.EPOCH;
                }),
            AuditTrail.NONE.measuringBy(asked::incrementAndGet));
    assertThat(TestPolicies.evaluate(silent, "x").isTrusted()).isFalse();
    assertThat(asked).hasValue(0);
  }
}
