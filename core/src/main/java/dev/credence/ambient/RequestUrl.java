package dev.credence.ambient;

import dev.credence.ambient.IdTokenUnavailableException.Kind;
import dev.credence.internal.http.CredentialRequest;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads URLs and credentials that a CI puts into variables, and adds to queries. */
final class RequestUrl {
  private RequestUrl() {}

  /**
   * The URL in a variable.
   *
   * @throws IdTokenUnavailableException if it isn't one that may be asked; the value isn't shown
   */
  static URI in(String variable, String value, String provider, AmbientEnvironment environment)
      throws IdTokenUnavailableException {
    String objection = "must be a URL";
    try {
      URI uri = new URI(value);
      objection = environment.fetch().address().objectionTo(uri);
      if (objection == null) {
        return uri;
      }
    } catch (URISyntaxException notQuoted) {
      // The objection stands.
    }
    throw new IdTokenUnavailableException(
        provider,
        Kind.BAD_ENVIRONMENT,
        "The URL in the variable " + variable + " can't be asked: it " + objection + ".");
  }

  /** The credential in a variable, fit for a header. */
  static Secret credential(String variable, String value, String provider)
      throws IdTokenUnavailableException {
    if (!CredentialRequest.isHeaderValue(value)) {
      throw new IdTokenUnavailableException(
          provider,
          Kind.BAD_ENVIRONMENT,
          "The variable "
              + variable
              + " holds characters that can't be sent in a header, such as a line break.");
    }
    return Secret.of(value);
  }

  /** A URL with one parameter more, which takes the place of any of the same name. */
  static URI withParameter(URI uri, String name, String encodedValue) {
    List<String> parameters = others(uri.getRawQuery(), name);
    parameters.add(name + "=" + encodedValue);
    String text = uri.toString();
    int query = text.indexOf('?');
    String base = query < 0 ? text : text.substring(0, query);
    return URI.create(base + "?" + String.join("&", parameters));
  }

  private static List<String> others(@Nullable String query, String name) {
    List<String> parameters = new ArrayList<>();
    for (String parameter : query == null ? new String[0] : query.split("&", -1)) {
      if (!parameter.isEmpty() && !parameter.equals(name) && !parameter.startsWith(name + "=")) {
        parameters.add(parameter);
      }
    }
    return parameters;
  }
}
