package dev.credence;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Any text as the header of a token that is otherwise sound, and signed as it stands. */
class TokenHeaderFuzzTest {
  private static final List<String> FORBIDDEN =
      List.of("crit", "b64", "zip", "cty", "enc", "jku", "jwk", "x5u", "x5c", "p2c", "p2s", "epk");
  private static final String PAYLOAD = TokenForge.encode(TokenForge.claims().toJson());

  private final SignedWhereNeeded tokens = new SignedWhereNeeded(TestPolicies.policy());

  @FuzzTest
  @DictionaryEntries({
    "\"alg\":\"none\"",
    "\"alg\":\"HS256\"",
    "\"alg\":\"RS512\"",
    "\"crit\":[]",
    "\"b64\":false",
    "\"jku\":\"https://x\"",
    "\"typ\":\"at+jwt\"",
    "\"typ\":\"application/jwt\"",
    "\"kid\":null",
    "\"zip\":\"DEF\"",
    "\\u0061lg",
    "\ufeff",
    "\ud83d\ude00"
  })
  void header_is_accepted_only_if_another_parser_finds_what_is_required(byte[] input)
      throws Exception {
    Decision decision = tokens.evaluate(FuzzedText.of(input), PAYLOAD);
    if (decision.isTrusted()) {
      Map<String, Object> members = JSONObjectUtils.parse(FuzzedText.of(input));
      assertThat(members).containsEntry("alg", "RS256").containsEntry("kid", TokenForge.KEY_ID);
      assertThat(members).doesNotContainKeys(FORBIDDEN.toArray(String[]::new));
      Object type = members.get("typ");
      assertThat(type == null ? "JWT" : ((String) type).toUpperCase(Locale.ROOT))
          .isIn("JWT", "APPLICATION/JWT");
    } else {
      Rejection rejection = TestPolicies.rejection(decision);
      assertThat(rejection.isVerified()).as("the header is the only fault").isFalse();
      FuzzedText.requireHarmless(rejection.explain(), true);
    }
  }
}
