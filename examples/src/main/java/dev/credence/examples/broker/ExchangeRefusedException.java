package dev.credence.examples.broker;

import dev.credence.examples.bearer.RetryAfter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * No token is given, and what the client is told (RFC 6749 §5.2, RFC 8693 §2.2.2). Descriptions
 * never repeat what the client sent.
 */
final class ExchangeRefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  private static final int BAD_REQUEST = 400;
  private static final int UNAUTHORIZED = 401;
  private static final int SERVICE_UNAVAILABLE = 503;

  private static final String NO_CLIENTS =
      "This broker knows no clients: send the subject token and no other credentials.";

  private final int status;
  private final String code;
  private final String description;
  private final @Nullable String retryAfter;

  private ExchangeRefusedException(
      int status, String code, String description, @Nullable String retryAfter) {
    super(code + ": " + description);
    this.status = status;
    this.code = code;
    this.description = description;
    this.retryAfter = retryAfter;
  }

  /** The request is malformed, or its subject token is not acceptable. */
  static ExchangeRefusedException invalidRequest(String description) {
    return new ExchangeRefusedException(BAD_REQUEST, "invalid_request", description, null);
  }

  static ExchangeRefusedException unsupportedGrantType() {
    return new ExchangeRefusedException(
        BAD_REQUEST,
        "unsupported_grant_type",
        "The only grant_type here is " + ExchangeRequest.GRANT_TYPE + ".",
        null);
  }

  /** No clients are registered: the subject token is the only credential. */
  static ExchangeRefusedException clientInBody() {
    return new ExchangeRefusedException(BAD_REQUEST, "invalid_client", NO_CLIENTS, null);
  }

  static ExchangeRefusedException clientInHeader() {
    return new ExchangeRefusedException(UNAUTHORIZED, "invalid_client", NO_CLIENTS, null);
  }

  /** The broker gives no tokens for that service (RFC 8693 §2.2.2). */
  static ExchangeRefusedException invalidTarget(String description) {
    return new ExchangeRefusedException(BAD_REQUEST, "invalid_target", description, null);
  }

  static ExchangeRefusedException invalidScope(String description) {
    return new ExchangeRefusedException(BAD_REQUEST, "invalid_scope", description, null);
  }

  /** Nothing can be said of the subject token just now. */
  static ExchangeRefusedException undecided(@Nullable Duration wait, String correlationId) {
    return new ExchangeRefusedException(
        SERVICE_UNAVAILABLE,
        "temporarily_unavailable",
        "Try again later. Reference: " + correlationId + ".",
        RetryAfter.of(wait));
  }

  int status() {
    return status;
  }

  Optional<String> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }

  boolean isUnauthorized() {
    return status == UNAUTHORIZED;
  }

  Map<String, Object> members() {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("error", code);
    members.put("error_description", description);
    return members;
  }
}
