package dev.credence.examples.quickstart;

import dev.credence.Decision;
import dev.credence.Issuer;
import dev.credence.TrustPolicy;
import dev.credence.ci.GitHubActions;
import dev.credence.keys.KeySource;
import dev.credence.keys.KeysUnavailableException;
import java.io.PrintStream;
import java.time.Instant;

/** Explains a real token against a policy made from flags. */
final class Explain {
  private Explain() {}

  static int run(Flags flags, PrintStream out) throws UnusableException {
    TrustPolicy policy = policy(flags);
    String token = flags.content("--token");
    try {
      return report(policy.evaluate(token), out);
    } catch (KeysUnavailableException e) {
      throw new UnusableException(e.getMessage());
    }
  }

  private static int report(Decision decision, PrintStream out) {
    if (decision instanceof Decision.Trusted trusted) {
      out.println("TRUSTED");
      out.println(Identity.of(trusted.token()));
      return Quickstart.TRUSTED;
    }
    out.println("REJECTED");
    out.println(((Decision.Rejected) decision).rejection().explain());
    return Quickstart.REJECTED;
  }

  private static TrustPolicy policy(Flags flags) throws UnusableException {
    Instant at = flags.instant("--at", Instant.now());
    try {
      TrustPolicy.Builder policy =
          TrustPolicy.named("explain")
              .issuer(issuer(flags))
              .audience(flags.required("--audience"))
              .require(GitHubActions.REPOSITORY.is(flags.required("--repository")))
              .clock(() -> at);
      flags.optional("--ref").ifPresent(ref -> policy.require(GitHubActions.REF.is(ref)));
      flags
          .optional("--environment")
          .ifPresent(name -> policy.require(GitHubActions.ENVIRONMENT.is(name)));
      return policy.build();
    } catch (IllegalArgumentException e) {
      throw new UnusableException(e.getMessage());
    }
  }

  private static Issuer issuer(Flags flags) throws UnusableException {
    Issuer issuer = flags.optional("--issuer").map(Issuer::of).orElse(GitHubActions.issuer());
    if (flags.optional("--keys").isEmpty()) {
      return issuer;
    }
    return issuer.withKeys(KeySource.ofJwks(flags.content("--keys")));
  }
}
