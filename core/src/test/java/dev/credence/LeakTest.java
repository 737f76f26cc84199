package dev.credence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Nothing that is printed of a decision holds a piece of the token. */
class LeakTest {
  private static final int PIECE = 16;

  private static String everythingPrinted(String token) {
    Decision decision = TestPolicies.evaluate(token);
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text);
    out.println(decision);
    if (decision instanceof Decision.Trusted trusted) {
      out.println(trusted.token());
      out.println(trusted.token().claims());
    } else {
      Rejection rejection = ((Decision.Rejected) decision).rejection();
      out.println(rejection);
      out.println(rejection.explain());
      out.println(rejection.publicMessage());
      rejection.mismatches().forEach(out::println);
      new TokenRejectedException(rejection).printStackTrace(out);
    }
    return text.toString();
  }

  private static void assertNoPieceOf(String token, String printed) {
    for (int from = 0; from + PIECE <= token.length(); from++) {
      assertThat(printed).doesNotContain(token.substring(from, from + PIECE));
    }
  }

  @Test
  void no_piece_of_a_token_is_printed() {
    String token = TokenForge.sign(TokenForge.claims());
    String[] parts = token.split("\\.");
    List<String> tokens =
        List.of(
            token,
            token + "\n",
            "Bearer " + token,
            token + "." + parts[0],
            parts[0] + "." + parts[1],
            parts[0] + "." + parts[2] + "." + parts[2],
            parts[0] + "." + parts[1] + "." + parts[2].substring(4) + "AAAA",
            TokenForge.sign(TokenForge.claims().with("exp", 1)),
            TokenForge.sign(TokenForge.claims().with("aud", "\"theirs\"")),
            TokenForge.sign(TokenForge.claims().with("ref", "\"x\"")),
            TokenForge.sign(TokenForge.HEADER, "{\"marker\":"),
            TokenForge.sign("{\"alg\":\"none\",\"kid\":\"key-1\"}", "{}"));
    for (String each : tokens) {
      assertNoPieceOf(each, everythingPrinted(each));
    }
  }

  @Test
  void no_claim_that_the_policy_does_not_name_is_printed() {
    String marker = "canary-0123456789abcdef";
    TestClaims claims = TokenForge.claims().with("other", TestClaims.quoted(marker));
    assertThat(everythingPrinted(TokenForge.sign(claims))).doesNotContain(marker);
    assertThat(everythingPrinted(TokenForge.sign(claims.with("ref", "\"x\""))))
        .doesNotContain(marker);
  }

  @Test
  void a_header_that_would_break_lines_is_escaped() {
    String header = "{\"alg\":\"RS\\r\\n\\u001b[31m256\",\"kid\":\"key-1\"}";
    String printed =
        TestPolicies.rejection(TokenForge.sign(header, TokenForge.claims().toJson())).explain();
    assertThat(printed).contains("RS\\r\\n").doesNotContain("\r", "\u001b");
  }
}
