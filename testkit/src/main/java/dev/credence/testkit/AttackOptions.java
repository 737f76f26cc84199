package dev.credence.testkit;

import dev.credence.keys.SignatureAlgorithm;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The arguments of {@link AttackCommand}. Immutable. */
final class AttackOptions {
  static final String USAGE =
      """
      Usage: java -jar credence-testkit-VERSION-attacks.jar --endpoint URL [OPTION...]
             java -jar credence-testkit-VERSION-attacks.jar --list

      Tries forged tokens on the service at URL. It has to answer 2xx to a token that it accepts and 4xx to
      one that it refuses.

        --endpoint URL      where tokens are sent, as "Authorization: Bearer TOKEN" of a GET
        --method METHOD     another method than GET
        --in-body           as the body of a POST instead, so that tokens may hold any character
        --issuer ISSUER     the "iss" of the tokens; unless set, the URL of the issuer that is served
        --audience AUDIENCE the "aud" of the tokens; https://deploy.example.com unless set
        --port PORT         where the issuer is served on 127.0.0.1; 8765 unless set
        --algorithm ALG     RS256 (unless set), ES256 or EdDSA
        --level LEVEL       every-verifier, strict (unless set: that and the first) or ci (all)
        --except ID=REASON  a deviation that is known, and why it is accepted; again for more
        --unattended        starts at once, without waiting for Enter
        --markdown FILE     writes the report, also by --json FILE and --sarif FILE
      """;

  private static final List<String> FLAGS = List.of("--in-body", "--unattended", "--list");
  private static final List<String> VALUED =
      List.of(
          "--endpoint",
          "--method",
          "--issuer",
          "--audience",
          "--port",
          "--algorithm",
          "--level",
          "--except",
          "--markdown",
          "--json",
          "--sarif");

  private final Map<String, List<String>> given = new LinkedHashMap<>();

  private AttackOptions() {}

  /**
   * Reads the arguments.
   *
   * @throws IllegalArgumentException if they make no sense; the message says which
   */
  static AttackOptions of(String... args) {
    AttackOptions options = new AttackOptions();
    for (int i = 0; i < args.length; i++) {
      String name = args[i];
      if (FLAGS.contains(name)) {
        options.given.put(name, List.of());
      } else if (VALUED.contains(name) && i + 1 < args.length) {
        i++;
        options.given.computeIfAbsent(name, added -> new ArrayList<>()).add(args[i]);
      } else {
        throw new IllegalArgumentException(
            VALUED.contains(name) ? name + " needs a value" : "There is no option " + name);
      }
    }
    options.check();
    return options;
  }

  private void check() {
    if (isList()) {
      return;
    }
    endpoint();
    trust();
    catalogue();
  }

  URI endpoint() {
    String url =
        value("--endpoint")
            .orElseThrow(
                () -> new IllegalArgumentException("--endpoint says where tokens are sent"));
    URI endpoint = URI.create(url);
    if (endpoint.getHost() == null) {
      throw new IllegalArgumentException("--endpoint has to be an http or https URL with a host");
    }
    return endpoint;
  }

  TokenVerifier verifier() {
    return given.containsKey("--in-body")
        ? HttpTokenVerifier.inBody(endpoint())
        : HttpTokenVerifier.inHeader(endpoint(), value("--method").orElse("GET"));
  }

  /** The issuer that is served, and whom its tokens are for. */
  AttackTrust trust() {
    int port = port();
    String issuer = value("--issuer").orElse("http://127.0.0.1:" + port);
    return new AttackTrust(issuer, value("--audience").orElse(AttackTrust.USUAL.audience()), port);
  }

  private int port() {
    String text = value("--port").orElse("8765");
    try {
      int port = Integer.parseInt(text);
      if (port > 0 && port < 65_536) {
        return port;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new IllegalArgumentException("--port has to be a number from 1 to 65535, not " + text);
  }

  SignatureAlgorithm algorithm() {
    String name = value("--algorithm").orElse("RS256");
    return AttackCatalogue.standard().algorithms().stream()
        .filter(each -> AttackKeys.headerName(each).equals(name))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("--algorithm has to be RS256, ES256 or EdDSA"));
  }

  /** What is tried, with the exceptions. */
  AttackCatalogue catalogue() {
    Attack.Duty last = duty(value("--level").orElse("strict"));
    AttackCatalogue catalogue =
        AttackCatalogue.standard()
            .algorithms(algorithm())
            .only(attack -> attack.duty().compareTo(last) <= 0);
    for (String exception : given.getOrDefault("--except", List.of())) {
      int equals = exception.indexOf('=');
      if (equals < 0) {
        throw new IllegalArgumentException("--except needs an id and a reason: ID=REASON");
      }
      catalogue = catalogue.except(exception.substring(0, equals), exception.substring(equals + 1));
    }
    return catalogue;
  }

  private static Attack.Duty duty(String level) {
    return switch (level) {
      case "every-verifier" -> Attack.Duty.EVERY_VERIFIER;
      case "strict" -> Attack.Duty.STRICT_VERIFIER;
      case "ci" -> Attack.Duty.CI_POLICY;
      default ->
          throw new IllegalArgumentException("--level has to be every-verifier, strict or ci");
    };
  }

  boolean isUnattended() {
    return given.containsKey("--unattended");
  }

  boolean isList() {
    return given.containsKey("--list");
  }

  List<Path> files(String option) {
    return given.getOrDefault(option, List.of()).stream().map(Path::of).toList();
  }

  private Optional<String> value(String name) {
    return given.getOrDefault(name, List.of()).stream().reduce((first, last) -> last);
  }
}
