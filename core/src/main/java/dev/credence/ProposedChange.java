package dev.credence;

import java.util.Objects;

/**
 * A small change after which a token like the refused one would pass, where one can be proposed
 * without harm.
 *
 * <p>None is proposed where the token is simply of another job: one claim that differs for no known
 * reason is enough for that. A change of the policy is proposed only for a token whose signature
 * was verified, and says so where the policy would trust more jobs than before: whether that is
 * meant is for its author to say. Immutable and thread-safe.
 */
public final class ProposedChange {
  /** What is to be changed. */
  public enum Place {
    /** The policy that refused the token, in code or in its document. */
    POLICY("policy"),
    /** The job's definition in its CI; the policy stays as it is. */
    WORKFLOW("workflow");

    private final String words;

    Place(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }
  }

  private final Place place;
  private final String text;
  private final boolean widening;

  private ProposedChange(Place place, String text, boolean widening) {
    this.place = place;
    this.text = text;
    this.widening = widening;
  }

  static ProposedChange ofWorkflow(String text) {
    return new ProposedChange(Place.WORKFLOW, text, false);
  }

  static ProposedChange ofPolicy(String text) {
    return new ProposedChange(Place.POLICY, text, false);
  }

  /** A change after which the policy trusts more than it says now, with what it then trusts. */
  static ProposedChange wideningPolicy(String text, String trusted) {
    return new ProposedChange(
        Place.POLICY, text + ". It then trusts " + trusted + ": only if that is meant", true);
  }

  /**
   * Returns what is to be changed.
   *
   * @return the policy or the workflow
   */
  public Place place() {
    return place;
  }

  /**
   * Returns what to do, with values from the token escaped as in {@link Mismatch#found()}.
   *
   * @return one or more sentences for people, without a full stop at the end
   */
  public String text() {
    return text;
  }

  /**
   * Tells whether the policy would trust other jobs than before.
   *
   * @return true for some changes of the policy; the {@link #text()} then tells which jobs
   */
  public boolean isWidening() {
    return widening;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ProposedChange that
        && place == that.place
        && text.equals(that.text)
        && widening == that.widening;
  }

  @Override
  public int hashCode() {
    return Objects.hash(place, text, widening);
  }

  @Override
  public String toString() {
    return "Proposed change of the " + place.words() + ": " + text + ".";
  }
}
