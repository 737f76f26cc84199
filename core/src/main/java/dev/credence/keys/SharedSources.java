package dev.credence.keys;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * The sources that all users of an issuer share, for as long as somebody uses them. The issuer's
 * exact string tells them apart. Thread-safe.
 */
final class SharedSources {
  private final Map<String, Shared> sources = new HashMap<>();
  private final ReferenceQueue<JwksKeySource> unused = new ReferenceQueue<>();

  /** A source that this table doesn't keep alive. */
  private static final class Shared extends WeakReference<JwksKeySource> {
    private final String issuer;

    Shared(String issuer, JwksKeySource source, ReferenceQueue<JwksKeySource> unused) {
      super(source, unused);
      this.issuer = issuer;
    }
  }

  synchronized JwksKeySource of(String issuer, Function<String, JwksKeySource> make) {
    forgetUnused();
    Shared shared = sources.get(issuer);
    JwksKeySource source = shared == null ? null : shared.get();
    if (source == null) {
      source = make.apply(issuer);
      sources.put(issuer, new Shared(issuer, source, unused));
    }
    return source;
  }

  /** An issuer whose source went may have another one by now, which stays. */
  private void forgetUnused() {
    for (Object gone = unused.poll(); gone != null; gone = unused.poll()) {
      Shared shared = (Shared) gone;
      sources.remove(shared.issuer, shared);
    }
  }
}
