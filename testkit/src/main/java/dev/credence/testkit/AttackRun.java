package dev.credence.testkit;

import dev.credence.keys.SignatureAlgorithm;
import dev.credence.testkit.Attack.Expectation;
import dev.credence.testkit.AttackResult.Outcome;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One run of an {@link AttackCatalogue}: its keys, its scenes, and a verifier for each. Not
 * thread-safe.
 */
public final class AttackRun implements AutoCloseable {
  /** How often an issuer may be asked for keys that it doesn't have, in a flood of tokens. */
  private static final int MOST_FETCHES = 10;

  /** How long a verifier may take where time is not the point. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final AttackTrust trust;
  private final TokenVerifier.Factory factory;
  private final Set<SignatureAlgorithm> algorithms;
  private final Map<String, String> exceptions;
  private final Canary canary = Canary.start();
  private final Map<SignatureAlgorithm, AttackKeys> keys = new HashMap<>();
  private final Map<Place, Setting> settings = new HashMap<>();

  AttackRun(
      AttackTrust trust,
      TokenVerifier.Factory factory,
      Set<SignatureAlgorithm> algorithms,
      Map<String, String> exceptions) {
    this.trust = trust;
    this.factory = factory;
    this.algorithms = algorithms;
    this.exceptions = exceptions;
  }

  private record Place(AttackStage stage, SignatureAlgorithm algorithm) {}

  private record Setting(AttackScene scene, TokenVerifier verifier) {}

  /**
   * Tries one attack, and its control before.
   *
   * @param attack of the catalogue
   * @param algorithm one of the attack's
   * @return what became of it
   * @throws IllegalArgumentException if the attack doesn't exist for the algorithm, or the run is
   *     not for it
   */
  public AttackResult result(Attack attack, SignatureAlgorithm algorithm) {
    if (!attack.algorithms().contains(algorithm) || !algorithms.contains(algorithm)) {
      throw new IllegalArgumentException(
          "This run has no " + attack.id() + " for " + algorithm.joseName());
    }
    AttackResult result = tried(attack, algorithm);
    String reason = exceptions.get(attack.id());
    return reason == null || result.problem().isEmpty() ? result : result.excepted(reason);
  }

  /**
   * The ids of exceptions that nothing came of.
   *
   * @param results all results of this run
   * @return ids given to {@link AttackCatalogue#except} whose attack was withstood
   */
  public List<String> unneededExceptions(List<AttackResult> results) {
    return exceptions.keySet().stream()
        .filter(id ->
            results.stream()
                .noneMatch(each ->
                    each.attack().id().equals(id) && each.verdict() != AttackResult.Verdict.PASSED))
        .toList();
  }

  private AttackResult tried(Attack attack, SignatureAlgorithm algorithm) {
    Setting sound = setting(attack.row().controlStage(), algorithm);
    AttackTrial control =
        AttackTrial.of(sound.verifier(), List.of(attack.control(sound.scene())), PATIENCE);
    Setting setting = setting(attack.row().stage(), algorithm);
    int fetchesBefore = setting.scene().fetches();
    int callsBefore = canary.connections();
    AttackTrial attacked =
        AttackTrial.of(
            setting.verifier(),
            attack.forge(setting.scene()),
            attack.limit().map(limit -> limit.plusSeconds(1)).orElse(PATIENCE));
    String problem =
        problem(
            attack,
            attacked,
            setting.scene().fetches() - fetchesBefore,
            canary.connections() - callsBefore);
    return new AttackResult(attack, algorithm, attacked, control, problem, null);
  }

  private static String problem(Attack attack, AttackTrial trial, int fetches, int calls) {
    Expectation expected = attack.expectation();
    if (trial.outcome() == Outcome.NOT_RUN) {
      return "";
    }
    if (expected == Expectation.MUST_ACCEPT) {
      return trial.outcome() == Outcome.ACCEPTED ? "" : "it was " + trial.words();
    }
    if (trial.outcome() != Outcome.REFUSED) {
      return "it was " + trial.words();
    }
    if (calls > 0 && expected == Expectation.MUST_NOT_CALL_OUT) {
      return "an address of the attacker's was connected to";
    }
    Duration limit = attack.limit().orElse(trial.duration());
    if (trial.duration().compareTo(limit) > 0) {
      return "it was refused after more than " + limit.toSeconds() + " s";
    }
    if (expected == Expectation.MUST_NOT_FLOOD_ISSUER && fetches > MOST_FETCHES) {
      return "the issuer was asked for keys more than " + MOST_FETCHES + " times";
    }
    return attack.family() == Attack.Family.L && trial.forges()
        ? "what was thrown repeats the control characters"
        : "";
  }

  private Setting setting(AttackStage stage, SignatureAlgorithm algorithm) {
    Place place = new Place(stage, algorithm);
    Setting known = settings.get(place);
    if (known != null) {
      return known;
    }
    AttackKeys material = keys.computeIfAbsent(algorithm, AttackKeys::of);
    AttackScene scene = new AttackScene(trust, material, stage, canary);
    Setting made = new Setting(scene, verifier(scene));
    settings.put(place, made);
    return made;
  }

  private TokenVerifier verifier(AttackScene scene) {
    try {
      return factory.verifier(scene);
    } catch (UnsupportedOperationException e) {
      scene.close();
      return token -> {
        throw new UnpresentableTokenException(String.valueOf(e.getMessage()));
      };
    } catch (Exception e) {
      scene.close();
      return token -> {
        throw e;
      };
    }
  }

  /** The scene of a sound issuer whose keys are at hand. */
  AttackScene soundScene(SignatureAlgorithm algorithm) {
    return setting(AttackStage.SOUND, algorithm).scene();
  }

  /** Stops the servers that were started. */
  @Override
  public void close() {
    settings.values().forEach(setting -> setting.scene().close());
    canary.close();
  }
}
