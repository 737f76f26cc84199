import org.jspecify.annotations.NullMarked;

/**
 * CI issuers, tokens and assertions for the tests of programs that trust CI jobs.
 *
 * <p>{@link dev.credence.testkit.CiIssuer} is where to start. JUnit and AssertJ are optional: only
 * their own packages need them.
 */
@NullMarked
module dev.credence.testkit {
  requires java.net.http;
  requires transitive dev.credence;
  requires static transitive org.assertj.core;
  requires static transitive org.jspecify;
  requires static transitive org.junit.jupiter.api;

  exports dev.credence.testkit;
  exports dev.credence.testkit.assertj;
  exports dev.credence.testkit.junit;
}
