package dev.credence.testkit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Google's two shapes of errors: that of its token service, and that of its other APIs. */
final class GoogleErrors {
  private static final int BAD_REQUEST = 400;

  private GoogleErrors() {}

  /** 400 in the shape of OAuth (RFC 6749 §5.2). */
  static ServerResponse oauth(String code, String description) {
    Map<String, Object> error = new LinkedHashMap<>();
    error.put("error", code);
    error.put("error_description", description);
    return ServerResponse.json(error).status(BAD_REQUEST);
  }

  static ServerResponse api(int status, String code, String reason, String message) {
    Map<String, Object> error = new LinkedHashMap<>();
    error.put("code", status);
    error.put("message", message);
    error.put("status", code);
    if (!reason.isEmpty()) {
      Map<String, Object> info = new LinkedHashMap<>();
      info.put("@type", "type.googleapis.com/google.rpc.ErrorInfo");
      info.put("reason", reason);
      info.put("domain", "iam.googleapis.com");
      error.put("details", List.of(info));
    }
    return ServerResponse.json(Map.of("error", error)).status(status);
  }

  static ServerResponse unauthenticated() {
    return api(
            401,
            "UNAUTHENTICATED",
            "",
            "Request had invalid authentication credentials. Expected OAuth 2 access token, login"
                + " cookie or other valid authentication credential.")
        .header(
            "WWW-Authenticate",
            "Bearer realm=\"https://accounts.google.com/\", error=\"invalid_token\"");
  }

  static ServerResponse insufficientScope() {
    return api(
        403,
        "PERMISSION_DENIED",
        "ACCESS_TOKEN_SCOPE_INSUFFICIENT",
        "Request had insufficient authentication scopes.");
  }

  static ServerResponse permissionDenied() {
    return api(
        403,
        "PERMISSION_DENIED",
        "IAM_PERMISSION_DENIED",
        "Permission 'iam.serviceAccounts.getAccessToken' denied on resource (or it may not"
            + " exist).");
  }

  static ServerResponse invalidArgument() {
    return api(BAD_REQUEST, "INVALID_ARGUMENT", "", "Request contains an invalid argument.");
  }
}
