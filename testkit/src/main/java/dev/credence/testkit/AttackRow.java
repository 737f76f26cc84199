package dev.credence.testkit;

import dev.credence.RejectionReason;
import dev.credence.keys.SignatureAlgorithm;
import dev.credence.testkit.Attack.Duty;
import dev.credence.testkit.Attack.Expectation;
import dev.credence.testkit.Attack.Forger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the variants of one attack have in common, and the builder of them. */
final class AttackRow {
  /**
   * How long a verifier may take where time is the point: far more than a sound one needs, on a
   * busy machine too, and far less than an attack costs an unsound one.
   */
  static final Duration LONGEST = Duration.ofSeconds(2);

  /** The same where keys have to be fetched from a server that is slow. */
  static final Duration LONGEST_FETCH = Duration.ofSeconds(10);

  private static final Forger SOUND = scene -> List.of(scene.token().sign());

  private final String id;
  private final String title;
  private final List<String> references;
  private final List<Attack> attacks = new ArrayList<>();
  private Duty duty = Duty.EVERY_VERIFIER;
  private Expectation refusal = Expectation.MUST_REFUSE;
  private Set<SignatureAlgorithm> algorithms = Set.of(SignatureAlgorithm.RS256);
  private AttackStage stage = AttackStage.SOUND;
  private AttackStage controlStage = AttackStage.SOUND;
  private Forger control = SOUND;
  private @Nullable RejectionReason reason;

  private AttackRow(
      String id, @Nullable RejectionReason reason, String title, String... references) {
    this.id = id;
    this.reason = reason;
    this.title = title;
    this.references = List.of(references);
  }

  /**
   * Starts a row.
   *
   * @param reason for which Credence refuses; null where it has no keys to decide with
   */
  static AttackRow of(
      String id, @Nullable RejectionReason reason, String title, String... references) {
    return new AttackRow(id, reason, title, references);
  }

  AttackRow strict() {
    duty = Duty.STRICT_VERIFIER;
    return this;
  }

  AttackRow policy() {
    duty = Duty.CI_POLICY;
    return this;
  }

  AttackRow expecting(Expectation how) {
    refusal = how;
    return this;
  }

  /** For these algorithms in place of RS256, each of them. */
  AttackRow under(SignatureAlgorithm first, SignatureAlgorithm... more) {
    algorithms = EnumSet.of(first, more);
    return this;
  }

  /** With another key set or the like, for attacks and controls alike. */
  AttackRow on(AttackStage other) {
    stage = other;
    controlStage = other;
    return this;
  }

  /** With another stage for the attacks, and the control on that of a sound issuer. */
  AttackRow on(AttackStage other, AttackStage forControls) {
    stage = other;
    controlStage = forControls;
    return this;
  }

  /** With this control for the attacks that follow. */
  AttackRow control(Function<AttackScene, ForgedToken> other) {
    control = scene -> List.of(other.apply(scene).sign());
    return this;
  }

  /** The attacks that follow are refused by Credence for another reason. */
  AttackRow because(RejectionReason other) {
    reason = other;
    return this;
  }

  AttackRow attack(String variant, Function<AttackScene, ForgedToken> forger) {
    return text(variant, scene -> forger.apply(scene).sign());
  }

  AttackRow text(String variant, Function<AttackScene, String> forger) {
    return series(variant, scene -> List.of(forger.apply(scene)));
  }

  AttackRow series(String variant, Forger forger) {
    return add(variant, refusal, reason, forger);
  }

  AttackRow accepted(String variant, Function<AttackScene, ForgedToken> forger) {
    return add(
        variant, Expectation.MUST_ACCEPT, null, scene -> List.of(forger.apply(scene).sign()));
  }

  /** The last token of a series is to be accepted, whatever came before it. */
  AttackRow acceptedAfter(String variant, Forger forger) {
    return add(variant, Expectation.MUST_ACCEPT, null, forger);
  }

  private AttackRow add(
      String variant, Expectation expected, @Nullable RejectionReason because, Forger forger) {
    attacks.add(new Attack(this, variant, expected, because, forger, control));
    return this;
  }

  String id() {
    return id;
  }

  String title() {
    return title;
  }

  Duty duty() {
    return duty;
  }

  List<String> references() {
    return references;
  }

  Duration limit() {
    return stage.isFetched() ? LONGEST_FETCH : LONGEST;
  }

  Set<SignatureAlgorithm> algorithms() {
    return algorithms;
  }

  AttackStage stage() {
    return stage;
  }

  AttackStage controlStage() {
    return controlStage;
  }

  List<Attack> attacks() {
    return List.copyOf(attacks);
  }
}
