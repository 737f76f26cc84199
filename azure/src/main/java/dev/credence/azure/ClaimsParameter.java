package dev.credence.azure;

import com.azure.core.exception.ClientAuthenticationException;
import dev.credence.internal.json.JsonException;
import dev.credence.internal.json.JsonLimits;
import dev.credence.internal.json.JsonText;
import dev.credence.internal.json.StrictJson;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The parameter {@code claims} of a token request (OpenID Connect Core §5.5): the challenge that a
 * client passes on, and that the client can answer challenges.
 *
 * @see <a href="https://learn.microsoft.com/entra/identity-platform/claims-challenge">Microsoft:
 *     claims challenges and client capabilities</a>
 */
final class ClaimsParameter {
  private static final JsonLimits CHALLENGE = new JsonLimits(16_384, 8, 256, 20, 8_192, 256);

  private static final String OF_ACCESS_TOKEN = "access_token";
  private static final String CAPABILITIES = "xms_cc";
  private static final Map<String, Object> HANDLES_CHALLENGES = Map.of("values", List.of("CP1"));

  private ClaimsParameter() {}

  /** The parameter's value, or null if there is nothing to say. */
  static @Nullable String of(WantedToken wanted) {
    String challenge = wanted.claims();
    Map<String, Object> claims = challenge == null ? Map.of() : members(challenge);
    return wanted.handlesChallenges() ? JsonText.of(withCapability(claims)) : challenge;
  }

  /** What a service wants, which it said in a header field of its answer. */
  private static Map<String, Object> members(String challenge) {
    try {
      return StrictJson.parseObject(challenge, CHALLENGE);
    } catch (JsonException invalid) {
      throw unusable("is not JSON: " + invalid.getMessage());
    }
  }

  private static Map<String, Object> withCapability(Map<String, Object> claims) {
    Map<String, Object> all = writable(claims);
    Map<String, Object> ofToken =
        all.get(OF_ACCESS_TOKEN) instanceof Map<?, ?> asked
            ? writable(asked)
            : new LinkedHashMap<>();
    ofToken.put(CAPABILITIES, HANDLES_CHALLENGES);
    all.put(OF_ACCESS_TOKEN, ofToken);
    return all;
  }

  private static Map<String, Object> writable(Map<?, ?> members) {
    Map<String, Object> copy = new LinkedHashMap<>();
    members.forEach((name, value) -> copy.put((String) name, writable(value)));
    return copy;
  }

  private static Object writable(Object value) {
    if (value instanceof BigDecimal number) {
      return whole(number);
    }
    if (value instanceof Map<?, ?> members) {
      return writable(members);
    }
    return value instanceof List<?> list
        ? list.stream().map(ClaimsParameter::writable).toList()
        : value;
  }

  private static Long whole(BigDecimal number) {
    try {
      return number.longValueExact();
    } catch (ArithmeticException notWhole) {
      throw unusable("has a number that is not whole or too large");
    }
  }

  private static ClientAuthenticationException unusable(String why) {
    return new ClientAuthenticationException(
        "azure: the claims challenge of the service " + why + ".", null);
  }
}
