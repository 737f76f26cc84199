package dev.credence.examples.replay;

import static java.util.concurrent.TimeUnit.SECONDS;

import com.hazelcast.map.IMap;
import dev.credence.ReplayGuard;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.CreatedExpiryPolicy;

/** The snippets of the cookbook's page on replay, compiled. */
final class ReplaySnippets {
  private ReplaySnippets() {}

  static ReplayGuard jcache(CacheManager manager) {
    // @start region="jcache"
    Duration memory = Duration.ofHours(2);
    Cache<String, String> cache =
        manager.createCache(
            "used-tokens",
            new MutableConfiguration<String, String>()
                .setTypes(String.class, String.class)
                .setExpiryPolicyFactory(
                    CreatedExpiryPolicy.factoryOf(
                        new javax.cache.expiry.Duration(TimeUnit.SECONDS, memory.toSeconds()))));
    ReplayGuard guard = ReplayGuard.shared(memory, cache::putIfAbsent, cache::remove);
    // @end
    return guard;
  }

  static ReplayGuard imap(IMap<String, String> map) {
    // @start region="imap"
    Duration memory = Duration.ofHours(2);
    ReplayGuard guard =
        ReplayGuard.shared(
            memory,
            (key, value) -> map.putIfAbsent(key, value, memory.toSeconds(), SECONDS) == null,
            map::remove);
    // @end
    return guard;
  }
}
