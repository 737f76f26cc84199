package dev.credence.azure;

import dev.credence.internal.http.FetchAddress;
import dev.credence.internal.text.SafeText;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

/** The names of an application, its tenant and where they are, checked before anything is asked. */
final class EntraNames {
  private static final int LONGEST_TENANT = 253;

  /** Where people sign in: an application needs a tenant of its own. */
  private static final Set<String> FOR_PEOPLE = Set.of("common", "organizations", "consumers");

  private EntraNames() {}

  /**
   * A tenant's id or domain, in lower case.
   *
   * @throws IllegalArgumentException if it can't be either
   */
  static String tenant(String tenant) {
    String name = tenant.toLowerCase(Locale.ROOT);
    if (!isTenant(name)) {
      throw new IllegalArgumentException(
          "The tenant "
              + SafeText.quote(tenant)
              + " is neither an id (a UUID) nor a domain such as contoso.onmicrosoft.com");
    }
    if (FOR_PEOPLE.contains(name)) {
      throw new IllegalArgumentException(
          "The tenant "
              + SafeText.quote(tenant)
              + " is where people sign in: name the tenant that the application belongs to");
    }
    return name;
  }

  /** Letters, digits, dots and hyphens: nothing that could lead to another path. */
  private static boolean isTenant(String name) {
    return !name.isEmpty()
        && name.length() <= LONGEST_TENANT
        && isLetterOrDigit(name.charAt(0))
        && name.chars().allMatch(c -> isLetterOrDigit(c) || c == '-' || c == '.');
  }

  private static boolean isLetterOrDigit(int c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
  }

  /**
   * An application's client id, in lower case.
   *
   * @throws IllegalArgumentException if it is no UUID
   */
  static String client(String id) {
    String lower = id.toLowerCase(Locale.ROOT);
    if (!isUuid(lower)) {
      throw new IllegalArgumentException(
          "The client id "
              + SafeText.quote(id)
              + " is no UUID: it is the Application (client) ID, not the application's name");
    }
    return lower;
  }

  private static boolean isUuid(String lower) {
    try {
      return UUID.fromString(lower).toString().equals(lower);
    } catch (IllegalArgumentException none) {
      return false;
    }
  }

  /**
   * Where an Entra is.
   *
   * @throws IllegalArgumentException if it is no https URL of nothing but a host and a port
   */
  static URI authority(URI url) {
    String objection = FetchAddress.HTTPS.objectionTo(url);
    if (objection != null) {
      throw new IllegalArgumentException("The authority " + objection);
    }
    if (!url.getRawPath().isEmpty() || url.getRawQuery() != null) {
      throw new IllegalArgumentException(
          "The authority must have no path and no query: the tenant is set by tenantId");
    }
    return url;
  }
}
