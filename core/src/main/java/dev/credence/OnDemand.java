package dev.credence;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Something that is made when somebody first asks for it, for what most refusals are never asked
 * for.
 *
 * <p>Threads that ask at once may each make it: the source makes the same each time, of values that
 * don't change.
 */
final class OnDemand<T> {
  private final Supplier<T> source;
  private @Nullable T made;

  private OnDemand(Supplier<T> source) {
    this.source = source;
  }

  /**
   * Puts off what a source makes.
   *
   * @param source makes the same each time; must not hold the token's text
   */
  static <T> OnDemand<T> from(Supplier<T> source) {
    return new OnDemand<>(source);
  }

  T get() {
    T known = made;
    if (known == null) {
      known = source.get();
      made = known;
    }
    return known;
  }
}
