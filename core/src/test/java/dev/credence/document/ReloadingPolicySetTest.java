package dev.credence.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.credence.TrustPolicy;
import dev.credence.TrustPolicySet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReloadingPolicySetTest {
  private static final Instant START = Instant.parse("2026-11-21T12:00:00Z");
  private static final String BROKEN = Mistaken.DOCUMENT.replace("\"audience\"", "\"audiance\"");
  private static final String MISTAKE =
      "roles.json, line 7, column 7, at /policies/0/audiance: A policy has no member"
          + " \"audiance\"; did you mean \"audience\"?";

  @TempDir Path directory;
  private Instant now = START;
  private Instant modified = START;
  private final InstantSource clock = () -> now;
  private final List<PolicyFileStatus> told = new ArrayList<>();

  private Path file() {
    return directory.resolve("roles.json");
  }

  private void write(String json) throws IOException {
    Files.writeString(file(), json);
    modified = modified.plusSeconds(1);
    Files.setLastModifiedTime(file(), FileTime.from(modified));
  }

  private static String named(String name) {
    return Mistaken.DOCUMENT.replace("deploy\"", name + "\"");
  }

  private ReloadingPolicySet.Builder builder() {
    return ReloadingPolicySet.builder(file())
        .clock(clock)
        .checkEvery(Duration.ofSeconds(10))
        .onChange(told::add);
  }

  private void tenSecondsPass() {
    now = now.plusSeconds(10);
  }

  private static String nameIn(TrustPolicySet set) {
    return set.policies().get(0).name();
  }

  @Test
  void new_version_is_used_when_the_next_look_is_due() throws IOException {
    write(named("one"));
    ReloadingPolicySet roles = builder().build();
    assertThat(nameIn(roles.current())).isEqualTo("one");
    write(named("two"));

    now = now.plusMillis(9_999);
    assertThat(nameIn(roles.current())).isEqualTo("one");
    now = now.plusMillis(1);
    assertThat(nameIn(roles.current())).isEqualTo("two");
    assertThat(told).hasSize(1);
    assertThat(told.get(0).isCurrent()).isTrue();
    assertThat(roles.status().loadedAt()).isEqualTo(START.plusSeconds(10));
    assertThat(roles.status().error()).isEmpty();
  }

  @Test
  void unchanged_file_gives_the_same_set() throws IOException {
    write(named("one"));
    ReloadingPolicySet roles = builder().build();
    TrustPolicySet first = roles.current();
    tenSecondsPass();

    assertThat(roles.current()).isSameAs(first);
    assertThat(roles.status().loadedAt()).isEqualTo(START);
    assertThat(told).isEmpty();
  }

  @Test
  void version_of_the_same_size_is_noticed() throws IOException {
    write(named("one"));
    ReloadingPolicySet roles = builder().build();
    write(named("two"));
    tenSecondsPass();

    assertThat(nameIn(roles.current())).isEqualTo("two");
  }

  @Test
  void bad_version_does_not_replace_a_good_one_and_is_told_once() throws IOException {
    write(named("one"));
    ReloadingPolicySet roles = builder().build();
    TrustPolicySet good = roles.current();
    write(BROKEN);
    tenSecondsPass();
    assertThat(roles.current()).isSameAs(good);
    tenSecondsPass();
    assertThat(roles.current()).isSameAs(good);

    PolicyFileStatus status = roles.status();
    assertThat(status.isCurrent()).isFalse();
    assertThat(status.loadedAt()).isEqualTo(START);
    assertThat(status.failedAt()).contains(START.plusSeconds(10));
    assertThat(status.error()).get().extracting(Throwable::getMessage).isEqualTo(MISTAKE);
    assertThat(told).containsExactly(status);
    assertThat(status)
        .hasToString(
            "loaded at 2026-11-21T12:00:00Z, not replaced at 2026-11-21T12:00:10Z: " + MISTAKE);
  }

  @Test
  void good_version_after_a_bad_one_is_used() throws IOException {
    write(named("one"));
    ReloadingPolicySet roles = builder().build();
    write(BROKEN);
    tenSecondsPass();
    roles.current();
    write(named("three"));
    tenSecondsPass();

    assertThat(nameIn(roles.current())).isEqualTo("three");
    assertThat(roles.status().error()).isEmpty();
    assertThat(roles.status().failedAt()).isEmpty();
    assertThat(told).extracting(PolicyFileStatus::isCurrent).containsExactly(false, true);
  }

  @Test
  void file_that_is_gone_leaves_the_policies_in_use() throws IOException {
    write(named("one"));
    ReloadingPolicySet roles = builder().build();
    Files.delete(file());
    tenSecondsPass();
    assertThat(nameIn(roles.current())).isEqualTo("one");
    tenSecondsPass();
    assertThat(nameIn(roles.current())).isEqualTo("one");
    assertThat(told).hasSize(1);
    assertThat(roles.status().error())
        .get()
        .extracting(Throwable::getMessage)
        .isEqualTo("roles.json: The file with the policies does not exist");

    write(named("two"));
    tenSecondsPass();
    assertThat(nameIn(roles.current())).isEqualTo("two");
  }

  @Test
  void first_version_has_to_be_good() throws IOException {
    assertThatThrownBy(() -> builder().build())
        .isInstanceOf(PolicyDocumentException.class)
        .hasMessage("roles.json: The file with the policies does not exist");

    write(BROKEN);
    assertThatThrownBy(() -> ReloadingPolicySet.of(file()))
        .isInstanceOf(PolicyDocumentException.class)
        .hasMessage(MISTAKE);
  }

  @Test
  void issuers_that_stay_keep_their_keys() throws IOException {
    String declared =
        Mistaken.DOCUMENT
            .replace(
                "\"policies\"",
                "\"issuers\": {\"ours\": {\"identifier\": \"https://ci.example.com\"}},"
                    + " \"policies\"")
            .replace("\"provider\": \"github-actions\"", "\"issuer\": \"ours\"");
    write(declared);
    ReloadingPolicySet roles = builder().build();
    TrustPolicy before = roles.current().policies().get(0);
    write(declared.replace("refs/heads/main", "refs/heads/other"));
    tenSecondsPass();
    TrustPolicy after = roles.current().policies().get(0);
    assertThat(after.requirements()).isNotEqualTo(before.requirements());
    assertThat(after.issuer()).isSameAs(before.issuer());

    write(declared.replace("\"https://ci.example.com\"", "\"https://ci2.example.com\""));
    tenSecondsPass();
    assertThat(roles.current().policies().get(0).issuer().identifier())
        .isEqualTo("https://ci2.example.com");
  }

  @Test
  void issuers_of_a_bad_version_are_not_kept() throws IOException {
    write(named("one"));
    ReloadingPolicySet roles = builder().build();
    TrustPolicy before = roles.current().policies().get(0);
    write(BROKEN);
    tenSecondsPass();
    roles.current();
    write(named("two"));
    tenSecondsPass();

    assertThat(roles.current().policies().get(0).issuer()).isSameAs(before.issuer());
  }

  @Test
  void program_adapts_every_version() throws IOException {
    write(named("one"));
    List<String> adapted = new ArrayList<>();
    ReloadingPolicySet roles =
        builder()
            .adaptedBy(set -> {
              adapted.add(nameIn(set));
              return set.withClock(clock);
            })
            .build();
    write(named("two"));
    tenSecondsPass();
    roles.current();

    assertThat(adapted).containsExactly("one", "two");
  }

  @Test
  void version_that_the_program_cannot_adapt_is_a_bad_one() throws IOException {
    write(named("one"));
    ReloadingPolicySet roles =
        builder()
            .adaptedBy(set -> {
              if (nameIn(set).equals("two")) {
                throw new IllegalArgumentException("no policy \"one\"");
              }
              if (nameIn(set).equals("three")) {
                throw new IllegalStateException("secret");
              }
              return set;
            })
            .build();
    write(named("two"));
    tenSecondsPass();
    assertThat(nameIn(roles.current())).isEqualTo("one");
    assertThat(roles.status().error())
        .get()
        .extracting(Throwable::getMessage)
        .isEqualTo("roles.json: The program can't use these policies: no policy \"one\"");

    write(named("three"));
    tenSecondsPass();
    assertThat(nameIn(roles.current())).isEqualTo("one");
    assertThat(roles.status().error())
        .get()
        .extracting(Throwable::getMessage)
        .isEqualTo(
            "roles.json: The program can't use these policies: java.lang.IllegalStateException");
  }

  @Test
  void listener_that_fails_changes_nothing() throws IOException {
    write(named("one"));
    ReloadingPolicySet roles =
        builder()
            .onChange(status -> {
              throw new IllegalStateException("broken");
            })
            .build();
    write(named("two"));
    tenSecondsPass();

    assertThat(nameIn(roles.current())).isEqualTo("two");
  }

  @Test
  void clock_that_is_set_back_puts_off_nothing() throws IOException {
    write(named("one"));
    ReloadingPolicySet roles = builder().build();
    write(named("two"));
    now = now.minus(Duration.ofDays(1));

    assertThat(nameIn(roles.current())).isEqualTo("two");
  }

  @Test
  void negative_interval_is_refused() {
    assertThatThrownBy(() -> builder().checkEvery(Duration.ofNanos(-1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "The time between two looks at the file is zero or more; this is PT-0.000000001S");
  }

  @Test
  void description_names_the_file_and_no_path() throws IOException {
    write(named("one"));

    assertThat(builder().build())
        .hasToString("ReloadingPolicySet of roles.json, loaded at 2026-11-21T12:00:00Z");
  }
}
