package dev.credence.internal.http;

import java.net.http.HttpHeaders;
import java.util.List;

/** Which responses a request lets through, by their head. */
public enum Answer {
  /** A JSON document: 200. */
  DOCUMENT,
  /** A JSON document, or the news that the one at hand is current: 200 or 304. */
  REVALIDATED_DOCUMENT,
  /** A token in a JSON document: 200, or 201 where the token counts as something made. */
  TOKEN,
  /**
   * What an OAuth token endpoint says in JSON, its errors included: 200, 400 or 401 (RFC 6749 §5).
   */
  OAUTH_TOKEN,
  /** What a cloud's token service says in JSON, its errors included: 200, or 400 and above. */
  CLOUD_TOKEN,
  /** Text of a cloud's metadata server, which proves by a header that it is one: 200. */
  METADATA;

  private static final int OK = 200;
  private static final int CREATED = 201;
  private static final int NOT_MODIFIED = 304;
  private static final int BAD_REQUEST = 400;
  private static final int UNAUTHORIZED = 401;

  static final String METADATA_HEADER = "Metadata-Flavor";
  static final String METADATA_VALUE = "Google";

  boolean isNotModified(int status) {
    return this == REVALIDATED_DOCUMENT && status == NOT_MODIFIED;
  }

  /** Whether the status lets the request's document through. */
  boolean isSuccess(int status) {
    return status == OK || (this == TOKEN && status == CREATED);
  }

  /** Whether the status lets a document through that says what went wrong. */
  boolean isReadableError(int status) {
    return switch (this) {
      case OAUTH_TOKEN -> status == BAD_REQUEST || status == UNAUTHORIZED;
      case CLOUD_TOKEN -> status >= BAD_REQUEST;
      case DOCUMENT, REVALIDATED_DOCUMENT, TOKEN, METADATA -> false;
    };
  }

  boolean isJson() {
    return this != METADATA;
  }

  /** Whether the response comes from a server of the expected kind. */
  boolean isFromExpectedServer(HttpHeaders headers) {
    return this != METADATA || headers.allValues(METADATA_HEADER).equals(List.of(METADATA_VALUE));
  }

  /** The {@code Accept} to send. */
  String accepted() {
    return switch (this) {
      case DOCUMENT, REVALIDATED_DOCUMENT -> "application/json, application/jwk-set+json";
      case TOKEN, OAUTH_TOKEN, CLOUD_TOKEN -> "application/json";
      case METADATA -> "*/*";
    };
  }
}
