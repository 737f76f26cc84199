package dev.credence.ci;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.credence.FuzzedText;

/** Any text as a subject that a provider's grammar takes apart. */
class SubjectFuzzTest {
  @FuzzTest
  @DictionaryEntries({
    "repo:",
    "@65",
    "/",
    ":",
    ":environment:",
    "@",
    "spiffe://",
    "..",
    "/eid1/c/pub/t/",
    "/a/",
    "/sc/"
  })
  void subject_that_is_read_is_spelled_in_one_way_only(byte[] input) {
    String subject = FuzzedText.of(input);
    GitHubSubject.parse(subject)
        .ifPresent(read -> {
          assertThat(read).hasToString(subject);
          assertThat(read.owner()).isNotEmpty().doesNotContain("/", ":", "@");
          assertThat(read.repository()).isNotEmpty().doesNotContain("/", ":", "@");
          assertThat(read.context()).isNotEmpty();
          assertThat(read.ownerId().isPresent()).isEqualTo(read.repositoryId().isPresent());
        });
    EntraSubject.parse(subject).ifPresent(read -> assertThat(read).hasToString(subject));
    SpiffeId.parse(subject)
        .ifPresent(read -> {
          assertThat(read).hasToString(subject);
          assertThat(read.trustDomain()).doesNotContain("/", ":", "@");
          assertThat(read.path()).startsWith("/").doesNotContain("//", "/../", "/./");
        });
  }
}
