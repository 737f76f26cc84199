package dev.credence.gcp;

import dev.credence.internal.text.SafeText;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Which service account the job acts as, by way of which others, and how long at a time. Immutable.
 *
 * @param account the service account, by its address or unique id
 * @param delegates the service accounts in between, from the job's side on
 * @param lifetime how long each token is good for
 */
record Impersonation(String account, List<String> delegates, Duration lifetime) {
  static final Duration USUAL_LIFETIME = Duration.ofHours(1);

  /** The bounds that Google's library sets for tokens of workload identity federation. */
  static final Duration SHORTEST_LIFETIME = Duration.ofMinutes(10);

  static final Duration LONGEST_LIFETIME = Duration.ofHours(12);

  private static final int LONGEST_ADDRESS = 254;

  Impersonation {
    delegates = List.copyOf(delegates);
  }

  /** Refuses what would make another URL of the service account's. */
  static String checkedAccount(String account) {
    int at = account.indexOf('@');
    boolean sensible =
        account.length() <= LONGEST_ADDRESS
            && account.chars().allMatch(Impersonation::isOfAddress)
            && at == account.lastIndexOf('@')
            && (at < 0 ? isNumber(account) : at > 0 && at < account.length() - 1);
    if (!sensible) {
      throw new IllegalArgumentException(
          "The service account is "
              + SafeText.quote(account)
              + "; it must be its address, such as deploy@my-project.iam.gserviceaccount.com, or"
              + " its unique id");
    }
    return account;
  }

  private static boolean isNumber(String text) {
    return !text.isEmpty() && text.chars().allMatch(Impersonation::isDigit);
  }

  private static boolean isOfAddress(int c) {
    return (c >= 'a' && c <= 'z') || isDigit(c) || c == '-' || c == '.' || c == '@';
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  static Duration checkedLifetime(Duration lifetime) {
    if (lifetime.compareTo(SHORTEST_LIFETIME) < 0
        || lifetime.compareTo(LONGEST_LIFETIME) > 0
        || !lifetime.equals(lifetime.truncatedTo(ChronoUnit.SECONDS))) {
      throw new IllegalArgumentException(
          "The lifetime is "
              + lifetime
              + "; it must be whole seconds from "
              + SHORTEST_LIFETIME
              + " to "
              + LONGEST_LIFETIME);
    }
    return lifetime;
  }

  /** The delegates as the API wants to have them named. */
  List<String> delegateNames() {
    return delegates.stream().map(each -> "projects/-/serviceAccounts/" + each).toList();
  }

  int lifetimeSeconds() {
    return Math.toIntExact(lifetime.toSeconds());
  }
}
