package dev.credence.testkit.assertj;

import dev.credence.Decision;
import dev.credence.Mismatch;
import dev.credence.Rejection;
import dev.credence.RejectionReason;
import dev.credence.Stage;
import dev.credence.VerifiedToken;
import java.util.List;
import java.util.function.Consumer;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/** Assertions on a {@link Decision}. A failure shows the policy's own explanation. */
public final class DecisionAssert extends AbstractAssert<DecisionAssert, @Nullable Decision> {

  DecisionAssert(@Nullable Decision actual) {
    super(actual, DecisionAssert.class);
  }

  /**
   * Asserts that the token is trusted.
   *
   * @return this assertion
   */
  public DecisionAssert isTrusted() {
    trusted();
    return this;
  }

  /**
   * Asserts that the token is trusted and passes it on to further assertions.
   *
   * @param assertions what else is asserted of the token
   * @return this assertion
   */
  public DecisionAssert isTrustedAnd(Consumer<VerifiedToken> assertions) {
    assertions.accept(trusted());
    return this;
  }

  /**
   * Asserts that the token is refused for one reason and no other.
   *
   * @param reason the reason
   * @return this assertion
   */
  public DecisionAssert isRejectedBecause(RejectionReason reason) {
    Rejection rejection = rejection();
    if (rejection.reason() != reason) {
      throw failure(
          "%nExpected the token to be rejected because of %s, but:%n%s",
          reason, rejection.explain());
    }
    return this;
  }

  /**
   * Asserts that the token is refused by one stage.
   *
   * @param stage the stage
   * @return this assertion
   */
  public DecisionAssert isRejectedAt(Stage stage) {
    Rejection rejection = rejection();
    if (rejection.stage() != stage) {
      throw failure(
          "%nExpected the token to be rejected at stage %s, but it was at %s:%n%s",
          stage, rejection.stage(), rejection.explain());
    }
    return this;
  }

  /**
   * Asserts that the mismatches include each of some claims.
   *
   * @param claims the claims' names
   * @return this assertion
   */
  public DecisionAssert names(String... claims) {
    List<String> named = namedClaims();
    for (String claim : claims) {
      if (!named.contains(claim)) {
        throw failure(
            "%nExpected the rejection to name \"%s\", but it names %s:%n%s",
            claim, named, rejection().explain());
      }
    }
    return this;
  }

  /**
   * Asserts that the mismatches are of some claims and of no others.
   *
   * @param claims the claims' names, in any order
   * @return this assertion
   */
  public DecisionAssert namesOnly(String... claims) {
    names(claims);
    List<String> expected = List.of(claims);
    for (String claim : namedClaims()) {
      if (!expected.contains(claim)) {
        throw failure(
            "%nExpected the rejection to name only %s, but it names \"%s\" too:%n%s",
            expected, claim, rejection().explain());
      }
    }
    return this;
  }

  /**
   * Asserts that the operator's explanation contains a text.
   *
   * @param text the text
   * @return this assertion
   */
  public DecisionAssert explains(String text) {
    String explanation = rejection().explain();
    if (!explanation.contains(text)) {
      throw failure(
          "%nExpected the explanation to contain \"%s\", but it is:%n%s", text, explanation);
    }
    return this;
  }

  private List<String> namedClaims() {
    return rejection().mismatches().stream().map(Mismatch::claim).distinct().toList();
  }

  private VerifiedToken trusted() {
    isNotNull();
    if (actual instanceof Decision.Trusted trusted) {
      return trusted.token();
    }
    throw failure("%nExpected the token to be trusted, but:%n%s", rejection().explain());
  }

  private Rejection rejection() {
    isNotNull();
    if (actual instanceof Decision.Rejected rejected) {
      return rejected.rejection();
    }
    throw failure("%nExpected the token to be rejected, but it is trusted.");
  }
}
