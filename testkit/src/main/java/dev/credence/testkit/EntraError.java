package dev.credence.testkit;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * An error in the words of the token endpoint.
 *
 * @param status of the answer
 * @param error the OAuth error
 * @param code the number of Entra's own code
 * @param message what goes wrong
 */
record EntraError(int status, String error, int code, String message) {
  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final String DOCUMENTATION =
      " Check your federated identity credential Subject, Audience and Issuer against the presented"
          + " assertion."
          + " https://learn.microsoft.com/entra/workload-id/workload-identity-federation";

  static EntraError noSuchTenant(String tenant) {
    return new EntraError(
        400,
        "invalid_request",
        90002,
        "Tenant '"
            + tenant
            + "' not found. Check to make sure you have the correct tenant ID and are signing into"
            + " the correct cloud.");
  }

  static EntraError noSuchApplication(String clientId, String tenant) {
    return new EntraError(
        400,
        "unauthorized_client",
        700016,
        "Application with identifier '"
            + clientId
            + "' was not found in the directory '"
            + tenant
            + "'. This can happen if the application has not been installed by the administrator of"
            + " the tenant or consented to by any user in the tenant.");
  }

  static EntraError noCredentials(String clientId) {
    return invalidClient(
        70025, "The client '" + clientId + "' has no configured federated identity credentials.");
  }

  static EntraError noMatch(String issuer, String subject, String audience) {
    return new EntraError(
        400,
        "invalid_request",
        70021,
        "No matching federated identity record found for presented assertion. Assertion Issuer: '"
            + issuer
            + "'. Assertion Subject: '"
            + subject
            + "'. Assertion Audience: '"
            + audience
            + "'. https://learn.microsoft.com/entra/workload-id/workload-identity-federation");
  }

  static EntraError noIssuer(String issuer) {
    return noMatch(700211, "issuer", issuer, "");
  }

  static EntraError noAudience(String audience) {
    return noMatch(700212, "audience", audience, "");
  }

  static EntraError noSubject(String subject) {
    return noMatch(700213, "subject", subject, "");
  }

  static EntraError subjectDiffersByCase(String subject) {
    return noMatch(
        7002138,
        "subject",
        subject,
        " The subject matches with case-insensitive comparison, but not with case-sensitive"
            + " comparison.");
  }

  private static EntraError noMatch(int code, String claim, String found, String more) {
    return invalidClient(
        code,
        "No matching federated identity record found for presented assertion "
            + claim
            + " '"
            + found
            + "'."
            + more
            + DOCUMENTATION);
  }

  static EntraError invalidClient(int code, String message) {
    return new EntraError(401, "invalid_client", code, message);
  }

  static EntraError invalidRequest(int code, String message) {
    return new EntraError(400, "invalid_request", code, message);
  }

  ServerResponse response(ServerRequest request, Instant now) {
    String trace = UUID.randomUUID().toString();
    String correlation = request.header("client-request-id").orElse(trace);
    String time = TIMESTAMP.format(now);
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("error", error);
    body.put(
        "error_description",
        "AADSTS"
            + code
            + ": "
            + message
            + " Trace ID: "
            + trace
            + " Correlation ID: "
            + correlation
            + " Timestamp: "
            + time);
    body.put("error_codes", List.of(code));
    body.put("timestamp", time);
    body.put("trace_id", trace);
    body.put("correlation_id", correlation);
    body.put("error_uri", "https://login.microsoftonline.com/error?code=" + code);
    return ServerResponse.json(body).status(status);
  }
}
