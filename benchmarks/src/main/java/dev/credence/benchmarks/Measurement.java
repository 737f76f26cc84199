package dev.credence.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One line of the table: which benchmark is run, how, and what it is compared with.
 *
 * @param label such as {@code rs256/nimbus}
 * @param baseline the label of the bare signature check that it is compared with
 * @param benchmark the class of the benchmark
 * @param parameters its parameters
 * @param threads how many threads run it at once
 */
record Measurement(
    String label,
    String baseline,
    Class<?> benchmark,
    Map<String, String> parameters,
    int threads) {
  private static final String RAW = "rs256/raw";

  /** Everything that the table has. */
  static List<Measurement> all() {
    List<Measurement> all = new ArrayList<>();
    for (TokenAlgorithm algorithm : TokenAlgorithm.values()) {
      for (Subject subject : Subject.values()) {
        if (subject.verifies(algorithm)) {
          all.add(verification(algorithm, subject, 1));
        }
      }
    }
    all.add(verification(TokenAlgorithm.RS256, Subject.CREDENCE, 2));
    all.add(verification(TokenAlgorithm.RS256, Subject.RAW, 2));
    for (Refused refused : Refused.values()) {
      all.add(
          of("refuse/" + refused.label(), RefusalBenchmark.class, "refused", refused.toString()));
    }
    for (String policies : List.of("1", "100", "10000", "100000")) {
      all.add(of("policies/" + policies, PolicySetBenchmark.class, "policies", policies));
    }
    for (String keys : List.of("1", "8", "64")) {
      all.add(of("keys/" + keys, KeySetBenchmark.class, "keys", keys));
    }
    return all;
  }

  /** Whether another library is measured. */
  boolean isOfPeer() {
    String subject = parameters.get("subject");
    return subject != null && Subject.valueOf(subject).isPeer();
  }

  private static Measurement verification(TokenAlgorithm algorithm, Subject subject, int threads) {
    String group = algorithm.label();
    return new Measurement(
        threads == 1 ? group + "/" + subject.label() : "threads/" + threads + suffix(subject),
        group + "/raw",
        VerificationBenchmark.class,
        Map.of("algorithm", algorithm.toString(), "subject", subject.toString()),
        threads);
  }

  private static String suffix(Subject subject) {
    return subject == Subject.CREDENCE ? "" : "-" + subject.label();
  }

  private static Measurement of(String label, Class<?> benchmark, String parameter, String value) {
    return new Measurement(label, RAW, benchmark, Map.of(parameter, value), 1);
  }
}
