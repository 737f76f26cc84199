package dev.credence.testkit;

import dev.credence.ambient.IdToken;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * How far a token's issuer, subject and audience match an application's federated credentials:
 * looked up in this order, each among those that matched before. Nothing is verified yet.
 */
final class EntraMatch {
  private final String issuer;
  private final String subject;
  private final List<String> audiences;
  private final List<EntraFederatedCredential> byIssuer;
  private final List<EntraFederatedCredential> bySubject;
  private final List<EntraFederatedCredential> byAudience;

  private EntraMatch(IdToken token, List<EntraFederatedCredential> credentials) {
    this.issuer = token.unverifiedClaims().getOrDefault("iss", "");
    this.subject = token.unverifiedClaims().getOrDefault("sub", "");
    this.audiences = token.audiences();
    this.byIssuer = those(credentials, each -> each.issuer().equals(issuer));
    this.bySubject = those(byIssuer, each -> each.subject().equals(subject));
    this.byAudience = those(bySubject, each -> audiences.equals(List.of(each.audience())));
  }

  static EntraMatch of(IdToken token, List<EntraFederatedCredential> credentials) {
    return new EntraMatch(token, credentials);
  }

  private static List<EntraFederatedCredential> those(
      List<EntraFederatedCredential> credentials, Predicate<EntraFederatedCredential> matching) {
    return credentials.stream().filter(matching).toList();
  }

  /** The credential that matches in all three, or null. */
  @Nullable EntraFederatedCredential credential() {
    return byAudience.isEmpty() ? null : byAudience.get(0);
  }

  EntraError nearMiss() {
    if (byIssuer.isEmpty()) {
      return EntraError.noIssuer(issuer);
    }
    if (bySubject.isEmpty()) {
      return byIssuer.stream().anyMatch(each -> each.subject().equalsIgnoreCase(subject))
          ? EntraError.subjectDiffersByCase(subject)
          : EntraError.noSubject(subject);
    }
    return EntraError.noAudience(String.join(", ", audiences));
  }

  EntraError plainMiss() {
    return EntraError.noMatch(issuer, subject, String.join(", ", audiences));
  }
}
