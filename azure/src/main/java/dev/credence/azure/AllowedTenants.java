package dev.credence.azure;

import com.azure.core.exception.ClientAuthenticationException;
import dev.credence.internal.text.SafeText;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The tenants that may be asked for tokens. An Azure service can name a tenant in its answer, and
 * whoever answers in its place another: only those that were listed are asked. Immutable.
 */
final class AllowedTenants {
  private final String home;
  private final Set<String> all;

  AllowedTenants(String home, Set<String> others) {
    this.home = home;
    Set<String> tenants = new LinkedHashSet<>(others);
    tenants.add(home);
    this.all = Set.copyOf(tenants);
  }

  String home() {
    return home;
  }

  /**
   * Which tenant to ask for a client that names one, or none.
   *
   * @throws ClientAuthenticationException if that one may not be asked
   */
  String tenantFor(@Nullable String asked) {
    if (asked == null || asked.isEmpty()) {
      return home;
    }
    String name = asked.toLowerCase(Locale.ROOT);
    if (all.contains(name)) {
      return name;
    }
    throw new ClientAuthenticationException(
        "azure: a token of the tenant "
            + SafeText.quote(asked)
            + " was asked for, and this credential may ask "
            + SafeText.quote(home)
            + (all.size() == 1 ? " only" : " and those that were allowed beside it")
            + ". If the application is trusted there too, name that tenant in allowTenants.",
        null);
  }
}
