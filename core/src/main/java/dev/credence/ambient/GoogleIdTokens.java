package dev.credence.ambient;

import dev.credence.ambient.IdTokenUnavailableException.Kind;
import dev.credence.internal.http.Answer;
import dev.credence.internal.http.BoundedFetch;
import dev.credence.internal.http.CredentialRequest;
import dev.credence.internal.http.LocalService;
import dev.credence.internal.text.StrictUtf8;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Set;

/**
 * ID tokens of a Google Cloud machine's service account, from the metadata server, for any
 * audience.
 *
 * <p>A token names the service account, and so every program on the machine or under the account: a
 * build of Cloud Build is known by its account only. It lives up to an hour. The metadata server is
 * asked at its fixed names and over no proxy, and must answer as one.
 */
public final class GoogleIdTokens {
  static final String NAME = "Google Cloud";
  static final DetectedCi DETECTION =
      new DetectedCi(
          NAME,
          "the machine's product name, or GCE_METADATA_HOST",
          GoogleIdTokens::isDetected,
          GoogleIdTokens::of);

  private static final String HOST = "GCE_METADATA_HOST";
  private static final String DEFAULT_HOST = "metadata.google.internal";
  private static final String PATH =
      "/computeMetadata/v1/instance/service-accounts/default/identity";
  private static final Path PRODUCT = Path.of("/sys/class/dmi/id/product_name");
  private static final Set<String> PRODUCTS = Set.of("Google", "Google Compute Engine");
  private static final int MAX_PRODUCT_BYTES = 256;
  private static final int NOT_FOUND = 404;

  private GoogleIdTokens() {}

  /**
   * Returns the source of the machine's tokens. Nothing is asked yet.
   *
   * @param audience whom the tokens are for, any string
   * @param environment the machine's environment
   * @return a thread-safe source
   * @throws IdTokenUnavailableException if {@code GCE_METADATA_HOST} names another host than the
   *     metadata server's
   * @throws IllegalArgumentException if the audience is empty or holds control characters
   */
  public static IdTokenSource of(String audience, AmbientEnvironment environment)
      throws IdTokenUnavailableException {
    Audience wanted = Audience.of(audience);
    BoundedFetch fetch = environment.fetchBeside(LocalService.GOOGLE_METADATA);
    URI asked = asked(wanted, environment, fetch);
    TokenService service =
        new TokenService(NAME, environment, fetch::send, failure -> advice(failure.status()));
    return CheckedIdTokens.asked(
        Terms.onRequest(NAME),
        wanted,
        environment,
        () -> service.text(service.ask(request(asked))).strip());
  }

  private static URI asked(Audience wanted, AmbientEnvironment environment, BoundedFetch fetch)
      throws IdTokenUnavailableException {
    String host = environment.variable(HOST).orElse(DEFAULT_HOST);
    String objection = "names no host";
    try {
      URI identity = URI.create("http://" + host + PATH);
      objection = fetch.address().objectionTo(identity);
      if (objection == null) {
        URI forAudience = RequestUrl.withParameter(identity, "audience", wanted.percentEncoded());
        return RequestUrl.withParameter(forAudience, "format", "full");
      }
    } catch (IllegalArgumentException notQuoted) {
      // The objection stands.
    }
    throw new IdTokenUnavailableException(
        NAME,
        Kind.BAD_ENVIRONMENT,
        "The metadata server of the variable " + HOST + " can't be asked: it " + objection + ".");
  }

  private static CredentialRequest request(URI asked) {
    return CredentialRequest.get(asked, Answer.METADATA).header("Metadata-Flavor", "Google");
  }

  private static String advice(int status) {
    return status == NOT_FOUND
        ? "The machine has no service account, or it lacks the scope. On Cloud Build name a service"
            + " account of your own for the build, with the role"
            + " roles/iam.serviceAccountOpenIdTokenCreator."
        : "";
  }

  private static boolean isDetected(AmbientEnvironment environment) {
    return environment.has(HOST) || PRODUCTS.contains(product(environment));
  }

  private static String product(AmbientEnvironment environment) {
    try {
      byte[] octets = environment.files().read(PRODUCT, MAX_PRODUCT_BYTES);
      String text = StrictUtf8.decode(octets);
      return text == null ? "" : text.strip();
    } catch (IOException noSuchFile) {
      return "";
    }
  }
}
