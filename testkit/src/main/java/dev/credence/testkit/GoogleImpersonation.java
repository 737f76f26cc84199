package dev.credence.testkit;

import dev.credence.internal.json.JsonException;
import dev.credence.internal.json.JsonLimits;
import dev.credence.internal.json.StrictJson;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Lets holders of tokens act as service accounts. Thread-safe. */
final class GoogleImpersonation {
  private static final String ACCOUNTS = "projects/-/serviceAccounts/";
  private static final String PREFIX = "/v1/" + ACCOUNTS;
  private static final String SUFFIX = ":generateAccessToken";
  private static final String USUAL_LIFETIME = "3600s";

  private final GoogleGrants grants;
  private final Function<String, @Nullable FakeGoogleServiceAccount> accounts;

  GoogleImpersonation(
      GoogleGrants grants, Function<String, @Nullable FakeGoogleServiceAccount> accounts) {
    this.grants = grants;
    this.accounts = accounts;
  }

  static String path(String address) {
    return PREFIX + address + SUFFIX;
  }

  ServerResponse answer(ServerRequest request) {
    String path = request.path();
    if (!request.method().equals("POST") || !path.startsWith(PREFIX) || !path.endsWith(SUFFIX)) {
      return ServerResponse.of(404);
    }
    String address = path.substring(PREFIX.length(), path.length() - SUFFIX.length());
    Optional<GoogleGrant> caller = grants.of(request);
    return caller.isPresent()
        ? answer(caller.get(), address, request.text())
        : GoogleErrors.unauthenticated();
  }

  private ServerResponse answer(GoogleGrant caller, String address, String body) {
    Map<String, Object> asked;
    try {
      asked = StrictJson.parseObject(body, JsonLimits.DISCOVERY);
    } catch (JsonException broken) {
      return GoogleErrors.invalidArgument();
    }
    List<String> scopes = texts(asked.get("scope"));
    Duration lifetime = lifetime(asked.getOrDefault("lifetime", USUAL_LIFETIME));
    if (scopes.isEmpty() || lifetime.isZero()) {
      return GoogleErrors.invalidArgument();
    }
    List<String> chain = new ArrayList<>();
    for (String delegate : texts(asked.get("delegates"))) {
      if (!delegate.startsWith(ACCOUNTS)) {
        return GoogleErrors.invalidArgument();
      }
      chain.add(delegate.substring(ACCOUNTS.length()));
    }
    chain.add(address);
    return answer(caller, chain, scopes, lifetime);
  }

  /** Each of the chain has to be bound to the one before. */
  private ServerResponse answer(
      GoogleGrant caller, List<String> chain, List<String> scopes, Duration lifetime) {
    List<String> members = caller.members();
    FakeGoogleServiceAccount account = null;
    for (String link : chain) {
      account = accounts.apply(link);
      if (account == null || !account.allowsOneOf(members)) {
        return GoogleErrors.permissionDenied();
      }
      members = List.of(account.member());
    }
    return account == null || !account.allows(lifetime)
        ? GoogleErrors.invalidArgument()
        : granted(account, scopes, lifetime);
  }

  private ServerResponse granted(
      FakeGoogleServiceAccount account, List<String> scopes, Duration lifetime) {
    GoogleGrant grant =
        new GoogleGrant(
            account.address(), List.of(account.member()), scopes, grants.expiryAfter(lifetime));
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("accessToken", grants.issue("ya29.c.", grant));
    answer.put("expireTime", grant.expiresAt().toString());
    return ServerResponse.json(answer);
  }

  private static List<String> texts(@Nullable Object value) {
    return value instanceof List<?> list
        ? list.stream().filter(String.class::isInstance).map(String.class::cast).toList()
        : List.of();
  }

  /** Zero, if it is no number of seconds as Google writes it. */
  private static Duration lifetime(Object value) {
    String text = String.valueOf(value);
    String digits = text.endsWith("s") ? text.substring(0, text.length() - 1) : "";
    return !digits.isEmpty() && digits.length() < 9 && digits.chars().allMatch(Character::isDigit)
        ? Duration.ofSeconds(Long.parseLong(digits))
        : Duration.ZERO;
  }
}
