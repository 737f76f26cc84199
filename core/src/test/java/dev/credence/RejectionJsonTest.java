package dev.credence;

import static dev.credence.TestClaims.quoted;
import static dev.credence.TestPolicies.rejection;
import static dev.credence.TokenForge.claims;
import static org.assertj.core.api.Assertions.assertThat;

import dev.credence.internal.json.JsonLimits;
import dev.credence.internal.json.StrictJson;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The form of a rejection for tools. */
class RejectionJsonTest {
  private static String withId(Rejection rejection, String json) {
    return json.replace("<id>", rejection.correlationId());
  }

  @Test
  void verified_rejection_has_all_members() {
    Rejection rejection = rejection(claims().without("environment").with("ref", quoted("main")));
    assertThat(rejection.toJson())
        .isEqualTo(
            withId(
                rejection,
                "{\"reason\":\"CLAIM_MISMATCH\",\"stage\":\"REQUIREMENTS\",\"policy\":\"production\","
                    + "\"correlationId\":\"<id>\",\"verified\":true,\"mismatches\":[{\"claim\":\"environment\",\"required\":\"is"
                    + " \\\"production\\\"\",\"found\":\"absent\",\"nearMiss\":\"NO_ENVIRONMENT\",\"advice\":\"The"
                    + " job declares no environment, so its token names"
                    + " none.\"},{\"claim\":\"ref\",\"required\":\"is \\\"refs/heads/main\\\"\","
                    + "\"found\":\"\\\"main\\\"\",\"nearMiss\":\"SHORT_BRANCH_NAME\",\"advice\":\"One"
                    + " has refs/heads/ before the branch's name and the other has not: CIs differ"
                    + " in that.\"}],\"changes\":[{\"place\":\"WORKFLOW\",\"widening\":false,\"text\":\"add"
                    + " the line environment: \\\"production\\\" to the"
                    + " job\"},{\"place\":\"POLICY\",\"widening\":true,\"text\":\"for ref, write"
                    + " \\\"main\\\" in place of \\\"refs/heads/main\\\". It then trusts tags of"
                    + " that name as well, unless it requires what tells them apart: only if that"
                    + " is meant\"}]}"));
  }

  @Test
  void unverified_value_never_stands_under_found() {
    Rejection rejection = rejection(claims().with("iss", quoted("https://gitlab.com")));
    assertThat(rejection.toJson())
        .isEqualTo(
            withId(
                rejection,
                "{\"reason\":\"ISSUER_UNKNOWN\",\"stage\":\"ISSUER\",\"policy\":\"production\","
                    + "\"correlationId\":\"<id>\",\"verified\":false,\"mismatches\":[{\"claim\":\"iss\",\"required\":\"is"
                    + " \\\"https://ci.example.com\\\"\","
                    + "\"unverified\":\"\\\"https://gitlab.com\\\"\",\"nearMiss\":\"OTHER_PROVIDER\",\"advice\":\"The"
                    + " token is of another CI, or of another installation of it.\"}]}"));
  }

  @Test
  void member_without_a_value_is_left_out() throws Exception {
    Rejection rejection =
        TestPolicies.rejection(TrustPolicySet.of(TestPolicies.policy()).evaluate("x"));
    assertThat(rejection.toJson())
        .isEqualTo(
            withId(
                rejection,
                "{\"reason\":\"MALFORMED\",\"stage\":\"FORMAT\",\"correlationId\":\"<id>\","
                    + "\"verified\":false,\"detail\":\"it has 1 part, and a signed JWT has 3\"}"));
  }

  @Test
  void hostile_value_is_escaped_and_cut_and_the_token_is_not_there() throws Exception {
    String hostile = "\\\"},\\\"verified\\\":true\\u202e\\n\\u2028é" + "x".repeat(500);
    String token = TokenForge.sign(claims().with("repository_id", quoted(hostile)));
    Rejection rejection = rejection(TestPolicies.evaluate(token));
    String json = rejection.toJson();

    assertThat(json).isASCII().doesNotContain("\n", token, token.split("\\.")[1]);
    Map<String, Object> read = StrictJson.parseObject(json, JsonLimits.TOKEN_CLAIMS);
    assertThat(read)
        .containsOnlyKeys("reason", "stage", "policy", "correlationId", "verified", "mismatches");
    Map<?, ?> mismatch = (Map<?, ?>) ((List<?>) read.get("mismatches")).get(0);
    assertThat(mismatch.get("found")).isEqualTo(rejection.mismatches().get(0).found());
    assertThat((String) mismatch.get("found")).hasSizeLessThanOrEqualTo(66);
  }
}
