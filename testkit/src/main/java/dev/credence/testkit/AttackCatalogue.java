package dev.credence.testkit;

import dev.credence.keys.SignatureAlgorithm;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Forged tokens to try on a verifier of any making, each with a control that it has to accept.
 *
 * <p>Everything is made afresh for each run: keys, tokens, servers on loopback. Nothing needs a
 * network. The verifier is a function that accepts or throws:
 *
 * {@snippet class="snippets.AttackSnippetsTest" region="run"}
 *
 * <p>What a verifier is known to let through, and why that is accepted, is said by {@link #except};
 * an exception that is no longer needed fails the run. Immutable and thread-safe.
 */
public final class AttackCatalogue {
  private static final AttackCatalogue STANDARD =
      new AttackCatalogue(
          Stream.of(
                  SerializationAttacks.rows(),
                  AlgorithmAttacks.rows(),
                  HeaderAttacks.rows(),
                  KeyIdAttacks.rows(),
                  JsonAttacks.rows(),
                  ClaimAttacks.rows(),
                  TimeAttacks.rows(),
                  KeyAttacks.rows(),
                  FetchAttacks.rows(),
                  DiscoveryAttacks.rows(),
                  FloodAttacks.rows(),
                  MemoryAttacks.rows(),
                  IdentityAttacks.rows())
              .flatMap(List::stream)
              .flatMap(row -> row.attacks().stream())
              .toList(),
          EnumSet.of(
              SignatureAlgorithm.RS256, SignatureAlgorithm.ES256, SignatureAlgorithm.ED25519),
          Map.of());

  private final List<Attack> attacks;
  private final Set<SignatureAlgorithm> algorithms;
  private final Map<String, String> exceptions;

  private AttackCatalogue(
      List<Attack> attacks, Set<SignatureAlgorithm> algorithms, Map<String, String> exceptions) {
    this.attacks = attacks;
    this.algorithms = algorithms;
    this.exceptions = exceptions;
  }

  /**
   * All attacks.
   *
   * @return the catalogue
   */
  public static AttackCatalogue standard() {
    return STANDARD;
  }

  /**
   * Leaves attacks out.
   *
   * @param kept tells which stay
   * @return a catalogue of those
   */
  public AttackCatalogue only(Predicate<Attack> kept) {
    return new AttackCatalogue(attacks.stream().filter(kept).toList(), algorithms, exceptions);
  }

  /**
   * Leaves out what is signed with other algorithms than these.
   *
   * @param first RS256, ES256 or ED25519
   * @param more any others of them
   * @return a catalogue of the attacks that exist for them
   */
  public AttackCatalogue algorithms(SignatureAlgorithm first, SignatureAlgorithm... more) {
    return new AttackCatalogue(
        attacks, Collections.unmodifiableSet(EnumSet.of(first, more)), exceptions);
  }

  /**
   * Accepts that a verifier does not withstand an attack.
   *
   * @param attackId the id of the attack
   * @param reason why, for those who read the report
   * @return a catalogue with that exception
   * @throws IllegalArgumentException if there is no such attack, or no reason
   */
  public AttackCatalogue except(String attackId, String reason) {
    if (attacks.stream().noneMatch(attack -> attack.id().equals(attackId))) {
      throw new IllegalArgumentException(
          "The catalogue has no attack \"" + attackId + "\" to except; see attacks()");
    }
    if (reason.isBlank()) {
      throw new IllegalArgumentException(
          "An exception needs a written reason, and \"" + attackId + "\" is given none");
    }
    Map<String, String> more = new LinkedHashMap<>(exceptions);
    more.put(attackId, reason);
    return new AttackCatalogue(attacks, algorithms, Collections.unmodifiableMap(more));
  }

  /**
   * What is in the catalogue.
   *
   * @return an unmodifiable list in the order of the families
   */
  public List<Attack> attacks() {
    return attacks;
  }

  /**
   * Tries everything on a verifier.
   *
   * @param subject what reports call the verifier, such as its name and version
   * @param factory makes the verifier for a scene
   * @return what became of each attack
   */
  public AttackReport run(String subject, TokenVerifier.Factory factory) {
    Objects.requireNonNull(subject, "subject");
    try (AttackRun run = start(factory)) {
      return report(subject, run);
    }
  }

  /** Tries everything in a run of this catalogue. */
  AttackReport report(String subject, AttackRun run) {
    List<AttackResult> results = new ArrayList<>();
    for (SignatureAlgorithm algorithm : algorithms) {
      for (Attack attack : attacks) {
        if (attack.algorithms().contains(algorithm)) {
          results.add(run.result(attack, algorithm));
        }
      }
    }
    return new AttackReport(subject, results, run.unneededExceptions(results));
  }

  /**
   * Prepares a run whose attacks are tried one by one, for those who run tests.
   *
   * @param factory makes the verifier for a scene
   * @return a run; close it after use
   */
  public AttackRun start(TokenVerifier.Factory factory) {
    return new AttackRun(
        AttackTrust.USUAL, Objects.requireNonNull(factory, "factory"), algorithms, exceptions);
  }

  /** The run of a catalogue whose tokens are of another issuer or for another audience. */
  AttackRun start(AttackTrust trust, TokenVerifier.Factory factory) {
    return new AttackRun(trust, factory, algorithms, exceptions);
  }

  /**
   * The algorithms that are tried.
   *
   * @return an unmodifiable set
   */
  public Set<SignatureAlgorithm> algorithms() {
    return algorithms;
  }
}
