package dev.credence.azure;

import dev.credence.ambient.IdToken;
import dev.credence.cloud.CloudExchangeException;
import dev.credence.cloud.CloudExchangeException.Kind;
import dev.credence.cloud.TrustCondition;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What Entra's codes mean for a job, and where to look.
 *
 * <p>Microsoft says that codes change and that programs shouldn't depend on them: here they choose
 * words, and nothing else. A code that isn't listed is told as it is.
 *
 * @see <a href="https://learn.microsoft.com/entra/identity-platform/reference-error-codes">
 *     Microsoft: error codes</a>
 */
enum EntraRefusal {
  NO_MATCH(
      70021,
      TrustCondition.SUBJECT,
      "no federated credential of the application matches the token. Issuer, subject and audience"
          + " are each compared exactly, case and slash at the end included."),
  NO_ISSUER(
      700211,
      TrustCondition.ISSUER,
      "no federated credential of the application has this issuer. It is compared exactly, slash at"
          + " the end included."),
  NO_AUDIENCE(
      700212,
      TrustCondition.AUDIENCE,
      "no federated credential with this issuer and subject has this audience. Ask the CI for a"
          + " token for %audience, or change the credential's audience."),
  NO_SUBJECT(
      700213,
      TrustCondition.SUBJECT,
      "no federated credential of the application has this subject. Each branch, tag, environment"
          + " or kind of event has a subject of its own and needs a credential of its own."),
  SUBJECT_DIFFERS_BY_CASE(
      7002138,
      TrustCondition.SUBJECT,
      "a federated credential of the application has this subject but for upper and lower case."
          + " Write it there as the token does."),
  NOT_IN_TIME(
      700024,
      TrustCondition.EXPIRY,
      "by Entra's clock the token is not valid yet or no longer. A token that was made at the job's"
          + " start may be too old: ask the CI for a fresh one."),
  NO_CREDENTIALS(
      70025,
      TrustCondition.PRINCIPAL,
      "the application has no federated credential at all. Add one with the issuer, subject and"
          + " audience of the token."),
  NO_APPLICATION(
      700016,
      TrustCondition.PRINCIPAL,
      "the tenant has no application with this client id. Compare both ids with those on the"
          + " application's overview page."),
  NO_TENANT(
      90002,
      TrustCondition.PRINCIPAL,
      "%authority knows no such tenant. Compare its id; each national cloud has an authority of its"
          + " own."),
  APPLICATION_DISABLED(
      7000112, TrustCondition.PRINCIPAL, "the application is disabled in this tenant."),
  BAD_SIGNATURE(
      700027,
      TrustCondition.KEYS,
      "the token's signature does not hold under the keys that Entra found at the issuer. They have"
          + " to be reachable from the internet, and RS256 is the algorithm that Entra takes."),
  BAD_TOKEN(
      50027,
      TrustCondition.KEYS,
      "Entra does not take the token for a valid JWT of its issuer. The issuer's discovery document"
          + " and keys have to be reachable from the internet."),
  ENTRA_TOKEN(
      700222,
      TrustCondition.ISSUER,
      "the token is Entra's own, which a federated credential does not accept here."),
  BLOCKED_BY_POLICY(
      53003,
      TrustCondition.LOCATION,
      "a Conditional Access policy of the tenant blocks the application, such as for where the job"
          + " runs."),
  NO_RESOURCE(
      500011,
      TrustCondition.PRINCIPAL,
      "the tenant does not know the resource that the scope names. Compare the scope with the"
          + " resource's Application ID URI."),
  BAD_SCOPE(
      1002012,
      TrustCondition.NONE,
      "A job asks for one resource as a whole: the scope has to be the resource's Application ID"
          + " URI with /.default behind it."),
  BAD_SCOPE_VALUE(70011, TrustCondition.NONE, BAD_SCOPE.look);

  private static final Map<Integer, EntraRefusal> BY_NUMBER =
      Stream.of(values())
          .collect(Collectors.toUnmodifiableMap(each -> each.number, Function.identity()));

  /** Entra can't answer just now: by RFC 6749 §4.1.2.1, and by its own numbers for the same. */
  private static final Set<String> PASSING_ERRORS =
      Set.of("temporarily_unavailable", "server_error");

  private static final Set<Integer> PASSING_NUMBERS = Set.of(50033, 90033);

  private final int number;
  private final TrustCondition condition;
  private final String look;

  EntraRefusal(int number, TrustCondition condition, String look) {
    this.number = number;
    this.condition = condition;
    this.look = look;
  }

  /**
   * The exception for a refusal.
   *
   * @param number of the code, 0 for none
   * @param error the OAuth error, whatever came
   */
  static CloudExchangeException explained(
      int number, String error, EntraRequest request, IdToken assertion) {
    CloudExchangeException.Builder builder;
    if (PASSING_ERRORS.contains(error) || PASSING_NUMBERS.contains(number)) {
      builder =
          CloudExchangeException.of(TokenEndpoint.CLOUD, Kind.UNAVAILABLE)
              .problem("can't answer just now");
    } else {
      builder =
          CloudExchangeException.of(TokenEndpoint.CLOUD, Kind.REFUSED).problem(refusal(request));
      addAdvice(builder, number, request);
    }
    return builder.code(number == 0 ? error : "AADSTS" + number).with(assertion);
  }

  private static String refusal(EntraRequest request) {
    return "refuses to let the job act as application "
        + request.clientId()
        + " of tenant "
        + request.tenant();
  }

  private static void addAdvice(
      CloudExchangeException.Builder builder, int number, EntraRequest request) {
    EntraRefusal known = BY_NUMBER.get(number);
    String look =
        known != null
            ? known.look
            : number == 0
                ? "Entra gave no code of its own for this."
                : "What the code means: " + request.authority() + "/error?code=" + number;
    TrustCondition condition = known == null ? TrustCondition.NONE : known.condition;
    String filled =
        look.replace("%audience", request.usualAudience())
            .replace("%authority", request.authority().toString());
    builder.lookAt(condition, filled + "\n  Entra's correlation id: " + request.correlationId());
  }
}
