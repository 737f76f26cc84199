package dev.credence.testkit;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Objects;

/**
 * A verifier behind HTTP, in whatever language: each token is sent to it, and it accepts by a
 * status from 200 to 299 and refuses by one from 400 to 499. Any other answer, and none, counts as
 * broken.
 *
 * <p>Its service has to trust one issuer with one key set, so of the catalogue only attacks on
 * those are tried: see {@link AttackCommand}.
 */
final class HttpTokenVerifier implements TokenVerifier {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** Longer ones are refused by servers before any verifier sees them. */
  private static final int LONGEST_FIELD = 60_000;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();

  private final URI endpoint;
  private final String method;
  private final boolean inBody;

  private HttpTokenVerifier(URI endpoint, String method, boolean inBody) {
    this.endpoint = Objects.requireNonNull(endpoint, "endpoint");
    this.method = method;
    this.inBody = inBody;
  }

  /** Sends each token as {@code Authorization: Bearer} (RFC 6750 §2.1). */
  static HttpTokenVerifier inHeader(URI endpoint, String method) {
    return new HttpTokenVerifier(endpoint, method, false);
  }

  /** Sends each token as the whole body of a POST, so that it may hold any character. */
  static HttpTokenVerifier inBody(URI endpoint) {
    return new HttpTokenVerifier(endpoint, "POST", true);
  }

  @Override
  public void verify(String token) throws Exception {
    int status = status(request(token));
    if (status >= 200 && status < 300) {
      return;
    }
    if (status >= 400 && status < 500) {
      throw new RefusedByEndpointException(status);
    }
    throw new BrokenVerifierException("the endpoint answered with status " + status);
  }

  private HttpRequest request(String token) throws UnpresentableTokenException {
    HttpRequest.Builder request = HttpRequest.newBuilder(endpoint).timeout(PATIENCE);
    if (inBody) {
      return request
          .header("Content-Type", "text/plain; charset=utf-8")
          .method(method, HttpRequest.BodyPublishers.ofString(token))
          .build();
    }
    if (!isFieldValue(token)) {
      throw new UnpresentableTokenException("no header field can hold this token");
    }
    return request
        .header("Authorization", "Bearer " + token)
        .method(method, HttpRequest.BodyPublishers.noBody())
        .build();
  }

  /** RFC 9110 §5.5, but for spaces at the ends, which don't belong to the value. */
  private static boolean isFieldValue(String token) {
    return !token.isEmpty()
        && token.length() <= LONGEST_FIELD
        && token.equals(token.strip())
        && token.chars().allMatch(c -> c >= ' ' && c <= '~');
  }

  private int status(HttpRequest request) throws BrokenVerifierException, InterruptedException {
    try {
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      throw new BrokenVerifierException("the endpoint gave no answer");
    }
  }

  /** The endpoint's refusal. */
  private static final class RefusedByEndpointException extends Exception {
    private static final long serialVersionUID = 1L;

    RefusedByEndpointException(int status) {
      super("The endpoint answered with status " + status, null, false, false);
    }
  }
}
