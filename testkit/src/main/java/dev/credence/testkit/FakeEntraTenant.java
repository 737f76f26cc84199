package dev.credence.testkit;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A tenant of a {@link FakeEntra}. Thread-safe. */
public final class FakeEntraTenant {
  private final String id;
  private final Map<String, FakeEntraApplication> applications = new ConcurrentHashMap<>();

  FakeEntraTenant(String id) {
    this.id = id;
  }

  /**
   * Returns an application, or a user-assigned managed identity, which is made if need be. It
   * trusts nobody until it is told.
   *
   * @param clientId a UUID, in any case
   * @return the application
   */
  public FakeEntraApplication application(String clientId) {
    return applications.computeIfAbsent(
        clientId.toLowerCase(Locale.ROOT), FakeEntraApplication::new);
  }

  @Nullable FakeEntraApplication find(String clientId) {
    return applications.get(clientId.toLowerCase(Locale.ROOT));
  }

  String id() {
    return id;
  }

  @Override
  public String toString() {
    return "tenant " + id;
  }
}
