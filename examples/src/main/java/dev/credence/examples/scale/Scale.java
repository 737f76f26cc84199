package dev.credence.examples.scale;

import dev.credence.TrustPolicySet;
import dev.credence.ci.GitHubActions;
import dev.credence.document.PolicyDocument;
import dev.credence.keys.KeysUnavailableException;
import dev.credence.testkit.CiIssuer;
import dev.credence.testkit.GitHubActionsIssuer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What ten thousand policies cost a service: how long reading them takes in a process that has just
 * started, and how long a decision takes beside one by ten policies.
 */
public final class Scale {
  private static final int FEW = 10;
  private static final int MANY = 10_000;
  private static final String AUDIENCE = "https://deploy.example.com";

  private Scale() {}

  /**
   * Runs as a program and inside a build alike.
   *
   * @param args none; or {@code write FILE} and then, in a process that does nothing else, {@code
   *     read FILE}
   * @throws Exception if something else than a figure is wrong
   */
  public static void main(String[] args) throws Exception {
    if (args.length == 2 && args[0].equals("write")) {
      Files.writeString(Path.of(args[1]), document(MANY));
    } else if (args.length == 2 && args[0].equals("read")) {
      start(Path.of(args[1]));
    } else {
      compare();
    }
  }

  /** Text is put together by hand: formatting it would take a while in a new process. */
  private static void start(Path file) {
    long start = System.nanoTime();
    TrustPolicySet read = PolicyDocument.load(file);
    long milliseconds = (System.nanoTime() - start) / 1_000_000;
    System.out.println("read " + read.policies().size() + " policies in " + milliseconds + " ms");
  }

  private static void compare() throws Exception {
    String many = document(MANY);
    long start = System.nanoTime();
    TrustPolicySet read = PolicyDocument.read(many);
    print("read 10,000 policies, the first that this process reads", start, 1);
    start = System.nanoTime();
    PolicyDocument.read(many);
    print("read them again", start, 1);
    try (GitHubActionsIssuer github = CiIssuer.gitHubActions().audience(AUDIENCE)) {
      decide(github, PolicyDocument.read(document(FEW)), read);
    }
  }

  private static void decide(GitHubActionsIssuer github, TrustPolicySet few, TrustPolicySet many)
      throws KeysUnavailableException {
    String issuer = GitHubActions.issuer().identifier();
    Rounds rounds =
        new Rounds(few.withKeys(issuer, github.keys()), many.withKeys(issuer, github.keys()));
    rounds.measure("trusted", github.environment("production").repository("o/r7", 1_007, 8).sign());
    rounds.measure(
        "wrong environment", github.environment("staging").repository("o/r7", 1_007, 8).sign());
    rounds.measure("stranger", github.environment("production").repository("o/x", 9, 9).sign());
  }

  /** Each repository's production job has a role of its own. */
  private static String document(int policies) {
    return IntStream.range(0, policies)
        .mapToObj(Scale::policy)
        .collect(Collectors.joining(",\n", "{\"version\": 1, \"policies\": [\n", "\n]}\n"));
  }

  private static String policy(int i) {
    return String.format(
        Locale.ROOT,
        """
        {"name": "deploy-%d", "provider": "github-actions", "audience": "%s",
         "require": [{"repository": "o/r%d", "id": %d, "ownerId": %d},
                     {"claim": "environment", "is": "production"},
                     {"claim": "ref", "matches": "refs/heads/*"}],
         "grants": ["deploy-%d"]}\
        """,
        i,
        AUDIENCE,
        i,
        1_000 + i,
        i % 100 + 1,
        i);
  }

  static void print(String what, long start, int decisions) {
    Duration each = Duration.ofNanos(System.nanoTime() - start).dividedBy(decisions);
    System.out.printf(Locale.ROOT, "  %-58s %10.3f ms%n", what, each.toNanos() / 1e6);
  }
}
