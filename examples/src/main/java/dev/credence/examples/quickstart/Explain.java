package dev.credence.examples.quickstart;

import dev.credence.Decision;
import dev.credence.Issuer;
import dev.credence.TrustPolicy;
import dev.credence.ci.GitHubActions;
import dev.credence.claim.Claim;
import dev.credence.claim.Requirement;
import dev.credence.keys.KeySource;
import dev.credence.keys.KeysUnavailableException;
import dev.credence.keys.SignatureAlgorithm;
import java.io.PrintStream;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Explains a real token of any CI against a policy made from flags. */
final class Explain {
  private static final List<String> ONCE =
      List.of("--token", "--keys", "--at", "--issuer", "--type", "--audience", "--repository");
  private static final List<String> REPEATABLE = List.of("--algorithm", "--require");

  private Explain() {}

  static int run(List<String> args, PrintStream out) throws UnusableException {
    Flags flags = Flags.parse("explain", ONCE, REPEATABLE, args);
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
      List<Requirement> requirements = requirements(flags);
      return TrustPolicy.named("explain")
          .issuer(issuer(flags))
          .audience(flags.required("--audience"))
          .require(
              requirements.get(0),
              requirements.subList(1, requirements.size()).toArray(Requirement[]::new))
          .clock(() -> at)
          .build();
    } catch (IllegalArgumentException e) {
      throw new UnusableException(e.getMessage());
    }
  }

  private static List<Requirement> requirements(Flags flags) throws UnusableException {
    List<Requirement> requirements = new ArrayList<>();
    flags
        .optional("--repository")
        .ifPresent(name -> requirements.add(GitHubActions.REPOSITORY.is(name)));
    for (String claimAndValue : flags.all("--require")) {
      int equals = claimAndValue.indexOf('=');
      if (equals <= 0) {
        throw new UnusableException(
            "The flag --require needs CLAIM=VALUE, such as project_id=42, not \""
                + claimAndValue
                + "\"");
      }
      requirements.add(
          requirement(claimAndValue.substring(0, equals), claimAndValue.substring(equals + 1)));
    }
    if (requirements.isEmpty()) {
      throw new UnusableException(
          "The flag --repository is missing; for a token of another CI give --require CLAIM=VALUE");
    }
    return requirements;
  }

  /** A word in a shell has no type: a number or a boolean may be meant as such or as a string. */
  private static Requirement requirement(String claim, String value) {
    Requirement asText = Claim.string(claim).is(value);
    if (value.equals("true") || value.equals("false")) {
      return Requirement.anyOf(asText, Claim.bool(claim).is(value.equals("true")));
    }
    return isNumber(value)
        ? Requirement.anyOf(asText, Claim.integer(claim).is(new BigInteger(value)))
        : asText;
  }

  private static boolean isNumber(String value) {
    return !value.isEmpty()
        && value.length() <= 20
        && value.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static Issuer issuer(Flags flags) throws UnusableException {
    String identifier = flags.optional("--issuer").orElse(GitHubActions.issuer().identifier());
    Issuer.Builder issuer = Issuer.builder(identifier);
    flags.optional("--type").ifPresent(issuer::tokenTypes);
    List<SignatureAlgorithm> algorithms = new ArrayList<>();
    for (String name : flags.all("--algorithm")) {
      algorithms.add(
          SignatureAlgorithm.fromJoseName(name)
              .orElseThrow(() ->
                  new UnusableException(
                      "The flag --algorithm needs a name such as RS256 or ES256, not \""
                          + name
                          + "\"")));
    }
    if (!algorithms.isEmpty()) {
      issuer.algorithms(
          algorithms.get(0),
          algorithms.subList(1, algorithms.size()).toArray(SignatureAlgorithm[]::new));
    }
    if (flags.optional("--keys").isPresent()) {
      issuer.keys(KeySource.ofJwks(flags.content("--keys")));
    }
    return issuer.build();
  }
}
