package dev.credence.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileKeySourceTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  @TempDir Path directory;
  private final NanoClock clock = new NanoClock();
  private Instant modified = Instant.parse("2026-01-01T00:00:00Z");

  private Path file() {
    return directory.resolve("jwks.json");
  }

  private FileKeySource source() {
    return new FileKeySource(file(), clock);
  }

  private void write(String content) throws IOException {
    Files.writeString(file(), content);
    modified = modified.plusSeconds(1);
    Files.setLastModifiedTime(file(), FileTime.from(modified));
  }

  @Test
  void keys_are_read_when_first_asked_for() throws Exception {
    FileKeySource source = source();
    write(JwksDocuments.keySet("a"));

    assertThat(source.current().toCompletableFuture()).isCompleted();
    assertThat(Answers.keys(source.current()).ids()).containsExactly("a");
  }

  @Test
  void changed_file_is_read_again_after_a_second() throws Exception {
    write(JwksDocuments.keySet("a"));
    FileKeySource source = source();
    Answers.keys(source.current());
    write(JwksDocuments.keySet("b"));

    clock.advance(SECOND.minusNanos(1));
    assertThat(Answers.keys(source.current()).ids()).containsExactly("a");
    clock.advance(Duration.ofNanos(1));
    assertThat(Answers.keys(source.current()).ids()).containsExactly("b");
  }

  @Test
  void unchanged_file_gives_the_same_set() throws Exception {
    write(JwksDocuments.keySet("a"));
    FileKeySource source = source();
    KeySet first = Answers.keys(source.current());

    clock.advance(SECOND);

    assertThat(Answers.keys(source.current())).isSameAs(first);
    assertThat(Answers.keys(source.newerThan(first, "b"))).isSameAs(first);
  }

  @Test
  void broken_new_version_never_replaces_a_good_one() throws Exception {
    write(JwksDocuments.keySet("a"));
    FileKeySource source = source();
    KeySet good = Answers.keys(source.current());

    for (String broken : new String[] {"", "{\"keys\":[]}", "not json"}) {
      write(broken);
      clock.advance(SECOND);
      assertThat(Answers.keys(source.current())).isSameAs(good);
    }
    Files.delete(file());
    clock.advance(SECOND);
    assertThat(Answers.keys(source.current())).isSameAs(good);

    write(JwksDocuments.keySet("c"));
    clock.advance(SECOND);
    assertThat(Answers.keys(source.current()).ids()).containsExactly("c");
  }

  @Test
  void missing_file_is_named_and_found_once_it_is_there() throws Exception {
    FileKeySource source = source();

    assertThat(Answers.failure(source.current()))
        .hasMessage("The keys of \"jwks.json\" are unavailable: there is no such file.")
        .extracting(failure -> failure.retryAfter().get())
        .isEqualTo(SECOND);

    write(JwksDocuments.keySet("a"));
    clock.advance(SECOND);
    assertThat(Answers.keys(source.current()).ids()).containsExactly("a");
  }

  @Test
  void directory_in_place_of_a_file_is_refused() throws Exception {
    Files.createDirectory(file());

    assertThat(Answers.failure(source().current()))
        .hasMessage("The keys of \"jwks.json\" are unavailable: the file can't be read.");
  }

  @Test
  void unusable_content_is_refused_with_the_reason() throws Exception {
    write("{\"keys\":[]}");

    assertThat(Answers.failure(source().current()))
        .hasMessage("The keys of \"jwks.json\" are unavailable: the JWK set is empty.");
  }

  @Test
  void content_that_is_not_utf8_is_refused() throws Exception {
    Files.write(file(), new byte[] {(byte) 0xff, (byte) 0xfe});

    assertThat(Answers.failure(source().current()))
        .hasMessage("The keys of \"jwks.json\" are unavailable: the file is not UTF-8.");
  }

  @Test
  void oversize_file_is_refused() throws Exception {
    write(JwksDocuments.keySet("a") + " ".repeat(131_072));

    assertThat(Answers.failure(source().current()))
        .hasMessage(
            "The keys of \"jwks.json\" are unavailable: the file has more than 131072 octets.");
  }

  @Test
  void text_names_the_file_only() {
    assertThat(KeySource.ofFile(file())).hasToString("keys in the file \"jwks.json\"");
  }
}
