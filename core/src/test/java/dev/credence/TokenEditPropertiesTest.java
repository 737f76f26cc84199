package dev.credence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credence.internal.jose.JwsAlgorithm;
import dev.credence.internal.text.Base64Url;
import java.util.Base64;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;

/** What was signed can't be edited, and is spelled in one way only. */
class TokenEditPropertiesTest {
  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

  /** What an edit can be refused for: everything that is looked at before the signature, and it. */
  private static final Set<RejectionReason> REASONS =
      Set.of(
          RejectionReason.MALFORMED,
          RejectionReason.HEADER_FORBIDDEN,
          RejectionReason.JSON_INVALID,
          RejectionReason.ISSUER_UNKNOWN,
          RejectionReason.ALGORITHM_NOT_ALLOWED,
          RejectionReason.AUDIENCE_MISMATCH,
          RejectionReason.EXPIRED,
          RejectionReason.CLAIM_MISSING,
          RejectionReason.CLAIM_TYPE,
          RejectionReason.CLAIM_INVALID,
          RejectionReason.KEY_UNKNOWN,
          RejectionReason.SIGNATURE_INVALID);

  private static final Map<JwsAlgorithm, String> TOKENS = new EnumMap<>(JwsAlgorithm.class);
  private static final Map<JwsAlgorithm, TrustPolicy> POLICIES = new EnumMap<>(JwsAlgorithm.class);

  static {
    for (JwsAlgorithm algorithm :
        new JwsAlgorithm[] {JwsAlgorithm.RS256, JwsAlgorithm.ES256, JwsAlgorithm.ED25519}) {
      SigningForge forge = new SigningForge(algorithm);
      TOKENS.put(algorithm, forge.token());
      POLICIES.put(algorithm, forge.policy());
    }
  }

  /** One edit of one character. */
  enum Edit {
    REPLACE,
    INSERT,
    DELETE,
    DOUBLE,
    SWAP;

    String of(String token, int at, char other) {
      String before = token.substring(0, at);
      String after = token.substring(at + 1);
      char here = token.charAt(at);
      return switch (this) {
        case REPLACE -> before + other + after;
        case INSERT -> before + other + here + after;
        case DELETE -> before + after;
        case DOUBLE -> before + here + here + after;
        case SWAP ->
            after.isEmpty() ? other + before : before + after.charAt(0) + here + after.substring(1);
      };
    }
  }

  @Provide
  Arbitrary<Character> characters() {
    return Arbitraries.oneOf(
        Arbitraries.of(ALPHABET.chars().mapToObj(c -> (char) c).toList()), Arbitraries.chars());
  }

  @Provide
  Arbitrary<JwsAlgorithm> algorithms() {
    return Arbitraries.of(TOKENS.keySet());
  }

  @Property(tries = 2_000, edgeCases = EdgeCasesMode.NONE)
  void edited_token_is_refused_for_a_reason_before_or_at_its_signature(
      @ForAll("algorithms") JwsAlgorithm algorithm,
      @ForAll Edit edit,
      @ForAll @IntRange(max = 100_000) int place,
      @ForAll("characters") char other) {
    String token = TOKENS.get(algorithm);
    String edited = edit.of(token, place % token.length(), other);
    Decision decision = TestPolicies.evaluate(POLICIES.get(algorithm), edited);

    if (edited.equals(token)) {
      assertThat(decision.isTrusted()).isTrue();
      return;
    }
    Rejection rejection = TestPolicies.rejection(decision);
    assertThat(rejection.reason()).isIn(REASONS);
    assertThat(rejection.isVerified()).isFalse();
    Statistics.label("reason")
        .collect(rejection.reason())
        .coverage(coverage -> {
          coverage.check(RejectionReason.MALFORMED).percentage(p -> p > 5);
          coverage.check(RejectionReason.SIGNATURE_INVALID).percentage(p -> p > 5);
          coverage.check(RejectionReason.JSON_INVALID).percentage(p -> p > 5);
        });
  }

  @Provide
  Arbitrary<String> parts() {
    Arbitrary<String> spelled =
        Arbitraries.strings().withChars(ALPHABET).ofMinLength(1).ofMaxLength(9);
    Arbitrary<String> canonical =
        Arbitraries.bytes()
            .array(byte[].class)
            .ofMinSize(1)
            .ofMaxSize(9)
            .map(bytes -> Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    Arbitrary<String> junk = Arbitraries.strings().withChars(ALPHABET + "=+/ \n").ofMaxLength(9);
    return Arbitraries.oneOf(spelled, canonical, canonical, canonical, junk);
  }

  @Property(tries = 5_000)
  void text_that_is_accepted_is_how_its_bytes_are_encoded(
      @ForAll("parts") String payload, @ForAll("parts") String signature) {
    String text = TokenForge.encode(TokenForge.HEADER) + "." + payload + "." + signature;
    boolean accepted = CompactJws.parse(text) instanceof Outcome.Passed<CompactJws>;

    assertThat(accepted).isEqualTo(isCanonical(payload) && isCanonical(signature));
    if (CompactJws.parse(text) instanceof Outcome.Passed<CompactJws> passed) {
      CompactJws jws = passed.value();
      assertThat(
              TokenForge.encode(TokenForge.HEADER)
                  + "."
                  + Base64Url.encode(jws.payload())
                  + "."
                  + Base64Url.encode(jws.signature()))
          .isEqualTo(text);
    }
    Statistics.label("accepted")
        .collect(accepted)
        .coverage(coverage -> {
          coverage.check(true).percentage(p -> p > 20);
          coverage.check(false).percentage(p -> p > 20);
        });
  }

  /** By the JDK's decoder, which is lenient, and its encoder. */
  private static boolean isCanonical(String part) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(part);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(part);
    } catch (IllegalArgumentException refused) {
      return false;
    }
  }
}
