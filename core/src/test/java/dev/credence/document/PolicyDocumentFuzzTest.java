package dev.credence.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.credence.FuzzedText;
import dev.credence.TrustPolicy;
import dev.credence.TrustPolicySet;
import dev.credence.claim.Requirement;
import java.time.Duration;
import java.util.List;

/** Any text as a document of policies. */
class PolicyDocumentFuzzTest {
  @FuzzTest
  @DictionaryEntries({
    "\"require\": [",
    "\"anyOf\": [",
    "\"allOf\": [",
    "\"claim\": \"a\"",
    "\"is\": ",
    "\"isNot\": ",
    "\"isOneOf\": [",
    "\"matches\": \"a*\"",
    "\"isAbsent\": true",
    "\"type\": \"string\"",
    "\"clockSkew\": \"PT1M\"",
    "\"maxLifetime\": \"PT5M\"",
    "\"tolerateAudiences\": [",
    "\"grants\": [",
    "\"provider\": \"gitlab\"",
    "\"protectedBranch\": \"main\"",
    "\"onlyOnce\": true"
  })
  void document_that_is_read_demands_something_and_means_the_same_once_written(byte[] input) {
    String json = FuzzedText.of(input);
    TrustPolicySet set;
    try {
      set = PolicyDocument.read(json);
    } catch (PolicyDocumentException refused) {
      requirePlace(json, refused);
      return;
    }
    assertThat(set.policies()).isNotEmpty();
    for (TrustPolicy policy : set.policies()) {
      assertThat(policy.audience()).isNotBlank();
      assertThat(policy.requirements()).isNotEmpty();
      assertThat(policy.clockSkew()).isBetween(Duration.ZERO, Duration.ofMinutes(10));
      assertThat(policy.maxLifetime()).isLessThanOrEqualTo(policy.issuer().maxLifetime());
    }
    String written = PolicyDocument.write(set);
    TrustPolicySet again = PolicyDocument.read(written);
    assertThat(requirements(again)).isEqualTo(requirements(set));
    assertThat(PolicyDocument.write(again)).isEqualTo(written);
  }

  private static void requirePlace(String json, PolicyDocumentException refused) {
    FuzzedText.requireHarmless(refused.getMessage(), false);
    long lines =
        json.chars().filter(c -> c == '\n').count() + json.chars().filter(c -> c == '\r').count();
    assertThat((long) refused.line()).isBetween(1L, lines + 1);
    assertThat(refused.column()).isBetween(1, json.length() + 1);
  }

  private static List<List<Requirement>> requirements(TrustPolicySet set) {
    return set.policies().stream().map(TrustPolicy::requirements).toList();
  }
}
