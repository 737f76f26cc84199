package dev.credence;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Claims as JSON texts by name, so that any of them can be left out or be of any type. */
final class TestClaims {
  private final Map<String, String> members = new LinkedHashMap<>();

  TestClaims() {
    long now = TokenForge.NOW.getEpochSecond();
    with("iss", quoted(TokenForge.ISSUER));
    with("sub", quoted("repo:octo-org/octo-repo:environment:production"));
    with("aud", quoted(TokenForge.AUDIENCE));
    with("iat", Long.toString(now - 10));
    with("nbf", Long.toString(now - 610));
    with("exp", Long.toString(now + 290));
    with("jti", quoted("6f4762ed-0758-4ccb-808d-ee3af5d723a8"));
    with("repository_id", quoted("74"));
    with("environment", quoted("production"));
    with("ref", quoted("refs/heads/main"));
  }

  static String quoted(String text) {
    return '"' + text + '"';
  }

  TestClaims with(String name, String json) {
    members.put(name, json);
    return this;
  }

  TestClaims with(String name, long number) {
    return with(name, Long.toString(number));
  }

  TestClaims without(String name) {
    if (members.remove(name) == null) {
      throw new AssertionError("no claim " + name);
    }
    return this;
  }

  String toJson() {
    return members.entrySet().stream()
        .map(member -> quoted(member.getKey()) + ":" + member.getValue())
        .collect(Collectors.joining(",", "{", "}"));
  }
}
