package dev.credence.keys;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.function.Function;

/**
 * The sources that all users of an issuer share, for as long as somebody uses them. The issuer's
 * exact string tells them apart.
 */
final class SharedSources {
  private final Cache<String, JwksKeySource> sources =
      Caffeine.newBuilder().weakValues().executor(Runnable::run).build();

  JwksKeySource of(String issuer, Function<String, JwksKeySource> make) {
    return sources.get(issuer, make);
  }
}
