package dev.credence.examples.bearer;

import dev.credence.Rejection;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What to answer to a request that its bearer token doesn't let in: the status, the fields of the
 * header and a body in JSON (RFC 6750 §3, RFC 9110 §10.2.3 and §15).
 *
 * <p>It says nothing of the policies: a reference leads the operator to the line in the audit.
 * Immutable and thread-safe.
 */
public final class BearerAnswer {
  private static final int UNAUTHORIZED = 401;
  private static final int SERVICE_UNAVAILABLE = 503;

  private final int status;
  private final Map<String, String> headers;
  private final String body;

  private BearerAnswer(int status, Map<String, String> headers, String body) {
    this.status = status;
    this.headers = headers;
    this.body = body;
  }

  /** To a request without a token: which kind is asked for, and no error (RFC 6750 §3.1). */
  static BearerAnswer withoutToken(String realm) {
    return new BearerAnswer(
        UNAUTHORIZED, Map.of("WWW-Authenticate", "Bearer realm=\"" + realm + "\""), "");
  }

  /** To a request with credentials that are not one token. */
  static BearerAnswer malformed(String realm) {
    return refused(
        BearerError.INVALID_REQUEST,
        "The request has no single Authorization field with one token.",
        realm,
        null);
  }

  /** To a request whose token was refused. */
  static BearerAnswer rejected(Rejection rejection, String realm, String role) {
    return BearerError.of(rejection)
        .map(error -> refused(error, rejection.publicMessage(), realm, role))
        .orElseGet(() -> undecided(null, rejection.correlationId()));
  }

  /**
   * To a request whose token is trusted, but not with this.
   *
   * @param realm what the service is called
   * @param role what the request takes, or null where no role would do
   * @param correlationId the id that the decision has in the audit
   * @return a 403
   */
  public static BearerAnswer notGranted(String realm, @Nullable String role, String correlationId) {
    return refused(
        BearerError.INSUFFICIENT_SCOPE,
        "The job has no such role. Reference: " + correlationId + ".",
        realm,
        role);
  }

  /**
   * To a request of which nothing can be said just now; the same token may be fine later.
   *
   * @param wait how long to wait before trying again, or null if that is not known
   * @param correlationId the id that the decision has in the audit
   * @return a 503
   */
  public static BearerAnswer undecided(@Nullable Duration wait, String correlationId) {
    return new BearerAnswer(
        SERVICE_UNAVAILABLE,
        Map.of("Retry-After", RetryAfter.of(wait), "Content-Type", "application/json"),
        body("temporarily_unavailable", "Try again later. Reference: " + correlationId + "."));
  }

  private static BearerAnswer refused(
      BearerError error, String description, String realm, @Nullable String role) {
    StringBuilder challenge =
        new StringBuilder("Bearer realm=\"")
            .append(realm)
            .append("\", error=\"")
            .append(error.code())
            .append("\", error_description=\"")
            .append(description)
            .append('"');
    if (error == BearerError.INSUFFICIENT_SCOPE && role != null) {
      challenge.append(", scope=\"").append(role).append('"');
    }
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("WWW-Authenticate", challenge.toString());
    headers.put("Content-Type", "application/json");
    return new BearerAnswer(error.status(), headers, body(error.code(), description));
  }

  /** The texts are ours and the reference is in a safe alphabet: nothing is left to escape. */
  private static String body(String error, String description) {
    return "{\"error\":\"" + error + "\",\"error_description\":\"" + description + "\"}";
  }

  /**
   * Returns the status.
   *
   * @return 400, 401, 403 or 503
   */
  public int status() {
    return status;
  }

  /**
   * Returns the fields of the header.
   *
   * @return an unmodifiable map of names and values
   */
  public Map<String, String> headers() {
    return Map.copyOf(headers);
  }

  /**
   * Returns the body.
   *
   * @return a JSON object in ASCII, or nothing
   */
  public String body() {
    return body;
  }
}
