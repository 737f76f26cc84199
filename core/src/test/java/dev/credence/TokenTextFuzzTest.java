package dev.credence;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.credence.internal.text.Base64Url;
import dev.credence.keys.KeySource;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;

/** Any text as a token: the issuer's own is trusted, and no other spelling of it. */
class TokenTextFuzzTest {
  /** What can be said of a token before anything in it is read; such a refusal quotes nothing. */
  private static final Set<RejectionReason> ABOUT_THE_FORM =
      Set.of(RejectionReason.MALFORMED, RejectionReason.TOO_LARGE, RejectionReason.JSON_INVALID);

  private final TrustPolicy policy =
      TestPolicies.builder().build().withKeys(KeySource.ofJwks(IssuedOnce.KEYS));

  @FuzzTest
  @DictionaryEntries({
    ".", "..", "eyJ", "e30", "=", "==", "Bearer ", "\u0000", "\ufeff", "{\"", "_w"
  })
  void text_is_trusted_only_as_it_was_issued(byte[] input) throws Exception {
    String text = FuzzedText.of(input);
    Decision decision = policy.evaluate(text);
    if (decision instanceof Decision.Rejected rejected) {
      requireFitRefusal(text, rejected.rejection());
    } else {
      assertThat(text).isEqualTo(IssuedOnce.TOKEN);
    }
    if (CompactJws.parse(text) instanceof Outcome.Passed<CompactJws> passed) {
      requireOneSpelling(text, passed.value());
    }
  }

  private static void requireFitRefusal(String text, Rejection rejection) {
    assertThat(text).isNotEqualTo(IssuedOnce.TOKEN);
    String message = rejection.explain();
    FuzzedText.requireHarmless(message, true);
    if (ABOUT_THE_FORM.contains(rejection.reason())) {
      FuzzedText.requireNoPieceOf(text, message.replace(rejection.reason().name(), ""));
    }
  }

  /** What was taken apart and is put together again is the same text, to the JDK as well. */
  private static void requireOneSpelling(String text, CompactJws jws) {
    String[] parts = text.split("\\.", -1);
    assertThat(parts).hasSize(3);
    assertThat(StandardCharsets.US_ASCII.decode(jws.signingInput()).toString())
        .isEqualTo(parts[0] + "." + parts[1]);
    assertThat(Base64Url.encode(jws.payload())).isEqualTo(parts[1]);
    assertThat(Base64Url.encode(jws.signature())).isEqualTo(parts[2]);
    Base64.Decoder lenient = Base64.getUrlDecoder();
    assertThat(Base64Url.encode(lenient.decode(parts[0]))).isEqualTo(parts[0]);
    assertThat(jws.payload()).isEqualTo(lenient.decode(parts[1]));
    assertThat(jws.signature()).isEqualTo(lenient.decode(parts[2]));
  }
}
