package dev.credence.testkit;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A response about to be sent. Immutable; each change is a new response. */
final class ServerResponse {
  private static final byte[] NO_BODY = {};

  private final int status;
  private final Map<String, List<String>> headers;
  private final byte[] body;
  private final @Nullable Map<String, Object> members;

  private ServerResponse(
      int status,
      Map<String, List<String>> headers,
      byte[] body,
      @Nullable Map<String, Object> members) {
    this.status = status;
    this.headers = headers;
    this.body = body;
    this.members = members;
  }

  /** 200 with a JSON object. */
  static ServerResponse json(Map<String, Object> document) {
    return new ServerResponse(200, Map.of(), utf8(JsonText.of(document)), document)
        .header("Content-Type", "application/json; charset=utf-8");
  }

  /** 200 with a text. */
  static ServerResponse text(String contentType, String body) {
    return of(200).header("Content-Type", contentType).body(utf8(body));
  }

  /** A status and nothing else. */
  static ServerResponse of(int status) {
    return new ServerResponse(status, Map.of(), NO_BODY, null);
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  ServerResponse status(int other) {
    return new ServerResponse(other, headers, body, members);
  }

  /** Sets a header field: one line for each value, none at all without a value. */
  ServerResponse header(String name, String... values) {
    Map<String, List<String>> changed = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    changed.putAll(headers);
    changed.remove(name);
    if (values.length > 0) {
      changed.put(name, List.of(values));
    }
    return new ServerResponse(status, Collections.unmodifiableMap(changed), body, members);
  }

  ServerResponse withoutHeader(String name) {
    return header(name);
  }

  ServerResponse body(byte[] other) {
    return new ServerResponse(status, headers, other, null);
  }

  /** Sets a member of the JSON object, if the body is one. */
  ServerResponse member(String name, @Nullable Object value) {
    Map<String, Object> changed = new LinkedHashMap<>(members());
    changed.put(name, value);
    return document(changed);
  }

  /** Leaves a member of the JSON object out. */
  ServerResponse withoutMember(String name) {
    Map<String, Object> changed = new LinkedHashMap<>(members());
    changed.remove(name);
    return document(changed);
  }

  private ServerResponse document(Map<String, Object> changed) {
    return new ServerResponse(status, headers, utf8(JsonText.of(changed)), changed);
  }

  private Map<String, Object> members() {
    return members == null ? Map.of() : members;
  }

  int status() {
    return status;
  }

  Map<String, List<String>> headers() {
    return headers;
  }

  Optional<String> firstHeader(String name) {
    return headers.getOrDefault(name, List.of()).stream().findFirst();
  }

  byte[] body() {
    return Arrays.copyOf(body, body.length);
  }
}
