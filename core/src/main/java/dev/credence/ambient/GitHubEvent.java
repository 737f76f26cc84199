package dev.credence.ambient;

import dev.credence.internal.json.JsonException;
import dev.credence.internal.json.JsonLimits;
import dev.credence.internal.json.StrictJson;
import dev.credence.internal.text.StrictUtf8;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The event that started a job of GitHub Actions, as far as it explains why there is no token. */
final class GitHubEvent {
  private static final int MAX_BYTES = 1 << 20;
  private static final JsonLimits LIMITS =
      new JsonLimits(MAX_BYTES, 32, 65_536, 64, MAX_BYTES, 65_536);

  private static final List<String> PATH_TO_SOURCE =
      List.of("pull_request", "head", "repo", "full_name");

  private GitHubEvent() {}

  /** Whether the job is known to run for a pull request from another repository. */
  static boolean isForkPullRequest(AmbientEnvironment environment) {
    Optional<String> target = environment.variable("GITHUB_REPOSITORY");
    Optional<String> source =
        environment
            .variable("GITHUB_EVENT_PATH")
            .flatMap(file -> sourceRepository(environment, file));
    return target.isPresent() && source.isPresent() && !source.equals(target);
  }

  private static Optional<String> sourceRepository(AmbientEnvironment environment, String file) {
    Object found = event(environment, file);
    for (String member : PATH_TO_SOURCE) {
      found = found instanceof Map<?, ?> object ? object.get(member) : null;
    }
    return found instanceof String name ? Optional.of(name) : Optional.empty();
  }

  private static @Nullable Object event(AmbientEnvironment environment, String file) {
    try {
      String json = StrictUtf8.decode(environment.files().read(Path.of(file), MAX_BYTES));
      return json == null ? null : StrictJson.parseObject(json, LIMITS);
    } catch (IOException | InvalidPathException | JsonException unreadable) {
      return null;
    }
  }
}
