package dev.credence.ci;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GitHubSubjectTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "repo:octo-org@065/octo-repo@74:pull_request",
        "repo:octo-org@65/octo-repo@0074:pull_request",
        "repo:octo-org@0/octo-repo@74:pull_request"
      })
  void id_with_a_zero_in_front_read_like_the_id_without(String subject) {
    assertThat(GitHubSubject.parse(subject)).isEmpty();
  }

  @Test
  void id_without_a_zero_in_front_is_read() {
    assertThat(GitHubSubject.parse("repo:octo-org@650/octo-repo@74:pull_request"))
        .hasValueSatisfying(read -> assertThat(read.ownerId()).hasValue(650));
  }
}
