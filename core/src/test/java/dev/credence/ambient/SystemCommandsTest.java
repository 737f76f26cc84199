package dev.credence.ambient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.credence.ambient.IdTokenUnavailableException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real programs, which are shell scripts of the test. */
@Timeout(60)
class SystemCommandsTest {
  @TempDir private Path folder;

  private void script(String... lines) throws IOException {
    Path file = folder.resolve("circleci");
    Files.writeString(file, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
  }

  private AmbientEnvironment.Builder environment() {
    return AmbientEnvironment.builder()
        .variables(Map.of("PATH", "relative:" + folder, "CIRCLECI", "true", "SEEN", "sts"))
        .clock(() -> TestTokens.NOW);
  }

  private IdToken token(AmbientEnvironment environment) throws IdTokenUnavailableException {
    return CircleCiIdTokens.ofCommand("sts", environment).idToken();
  }

  @Test
  void programs_output_is_the_token() throws Exception {
    script(
        "[ \"$*\" = 'run oidc get --claims {\"aud\":\"sts\"}' ] || exit 3",
        "echo warning >&2",
        "echo " + TestTokens.forAudience("sts"));

    assertThat(token(environment().build()).audiences()).containsExactly("sts");
  }

  @Test
  void program_gets_the_environments_variables_and_no_others() throws Exception {
    script(
        "[ \"$SEEN\" = sts ] && [ -z \"$HOME\" ] || exit 3",
        "echo " + TestTokens.forAudience("sts"));

    assertThat(token(environment().build()).audiences()).containsExactly("sts");
  }

  @Test
  void status_is_told_and_nothing_that_was_printed() throws Exception {
    script("echo secret-output", "echo secret-error >&2", "exit 7");

    assertThat(Failures.of(Kind.REFUSED, () -> token(environment().build())).getMessage())
        .contains("ended with status 7")
        .doesNotContain("secret-");
  }

  @Test
  void program_that_hangs_is_killed_at_the_deadline() throws Exception {
    Path ready = folder.resolve("ready");
    script("while true; do echo $$ > " + ready + "; done");

    Failures.of(
        Kind.UNREACHABLE, () -> token(environment().deadline(Duration.ofMillis(300)).build()));
  }

  @Test
  void output_without_end_ends_the_program() throws Exception {
    script("while echo aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa; do :; done");
    AmbientEnvironment environment = environment().build();

    // The closed pipe kills the program, or fails its writing where that signal is ignored.
    assertThatThrownBy(() -> token(environment))
        .asInstanceOf(InstanceOfAssertFactories.type(IdTokenUnavailableException.class))
        .extracting(IdTokenUnavailableException::kind)
        .isIn(Kind.REFUSED, Kind.BAD_ANSWER);
  }

  @Test
  void file_that_is_not_executable_is_not_found() throws Exception {
    Files.writeString(folder.resolve("circleci"), "#!/bin/sh\n");

    Failures.of(Kind.UNREACHABLE, () -> token(environment().build()));
  }

  @Test
  void relative_folder_of_the_path_is_left_out() {
    SystemCommands commands = new SystemCommands();

    assertThat(commands.find("sh", Map.of("PATH", "bin:../../../../../../../../bin:."))).isEmpty();
    assertThat(commands.find("sh", Map.of())).isEmpty();
    assertThat(commands.find("sh", Map.of("PATH", "bin:/bin"))).contains("/bin/sh");
  }
}
