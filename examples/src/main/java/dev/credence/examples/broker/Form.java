package dev.credence.examples.broker;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The parameters of a token request (RFC 6749 §3.2 and Appendix B). Immutable. */
final class Form {
  /** What may be given more than once (RFC 8693 §2.1). */
  private static final Set<String> REPEATABLE = Set.of("audience", "resource");

  private final Map<String, List<String>> parameters;

  private Form(Map<String, List<String>> parameters) {
    this.parameters = parameters;
  }

  /** Reads a body. A parameter without a value counts as left out. */
  static Form parse(String body) throws ExchangeRefusedException {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    for (String pair : body.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals >= 0 && equals < pair.length() - 1) {
        String name = decoded(pair.substring(0, equals));
        parameters
            .computeIfAbsent(name, n -> new ArrayList<>())
            .add(decoded(pair.substring(equals + 1)));
      }
    }
    for (Map.Entry<String, List<String>> each : parameters.entrySet()) {
      if (each.getValue().size() > 1 && !REPEATABLE.contains(each.getKey())) {
        throw ExchangeRefusedException.invalidRequest("A parameter is given more than once.");
      }
    }
    return new Form(parameters);
  }

  private static String decoded(String text) throws ExchangeRefusedException {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      throw ExchangeRefusedException.invalidRequest("The body is not form-urlencoded.");
    }
  }

  boolean has(String name) {
    return parameters.containsKey(name);
  }

  List<String> all(String name) {
    return parameters.getOrDefault(name, List.of());
  }

  Optional<String> one(String name) {
    return all(name).stream().findFirst();
  }

  String required(String name) throws ExchangeRefusedException {
    return one(name)
        .orElseThrow(() ->
            ExchangeRefusedException.invalidRequest("The parameter " + name + " is missing."));
  }
}
