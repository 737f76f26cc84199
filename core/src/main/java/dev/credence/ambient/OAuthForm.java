package dev.credence.ambient;

import dev.credence.internal.http.Answer;
import dev.credence.internal.http.CredentialRequest;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The request to a token endpoint, while it is filled in (RFC 6749 §3.2). Not thread-safe; prints
 * no field's value.
 */
final class OAuthForm {
  private final Map<String, String> fields = new LinkedHashMap<>();
  private @Nullable Secret authorization;

  OAuthForm put(String name, String value) {
    fields.put(name, value);
    return this;
  }

  void putAll(Map<String, String> more) {
    fields.putAll(more);
  }

  void authorization(Secret headerValue) {
    this.authorization = headerValue;
  }

  CredentialRequest request(URI tokenEndpoint) {
    CredentialRequest request =
        CredentialRequest.post(tokenEndpoint, Answer.OAUTH_TOKEN).form(fields);
    return authorization == null
        ? request
        : request.header("Authorization", authorization.reveal());
  }

  @Override
  public String toString() {
    return "form with " + fields.keySet();
  }
}
