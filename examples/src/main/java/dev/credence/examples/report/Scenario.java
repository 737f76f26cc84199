package dev.credence.examples.report;

import dev.credence.testkit.CiToken;
import java.util.function.Function;

/**
 * A kind of job that may knock: a column of the access map.
 *
 * @param title the column's heading
 * @param note what sets such a job apart, in a sentence
 * @param byOutsiders whether people can start it who may not write to the repository or project
 * @param job mints its token, in the repository or project of the fake CI
 * @param <I> the fake CI
 */
record Scenario<I>(String title, String note, boolean byOutsiders, Function<I, CiToken<?>> job) {

  /** A job that only those can start who may write to the repository or project. */
  static <I> Scenario<I> own(String title, String note, Function<I, CiToken<?>> job) {
    return new Scenario<>(title, note, false, job);
  }

  /** A job that outsiders can start. */
  static <I> Scenario<I> outsiders(String title, String note, Function<I, CiToken<?>> job) {
    return new Scenario<>(title, note, true, job);
  }
}
