package dev.credence.testkit;

import dev.credence.keys.SignatureAlgorithm;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * A fake identity provider that gives access tokens to the jobs of a self-hosted Drone or
 * Woodpecker, by the grant {@code client_credentials}. For service accounts of Google there is
 * {@link CiIssuer#google()}.
 *
 * <p>Which repository, branch or event a job is of, nothing in its token tells: {@link
 * #pullRequestWithSecret()} is the same token as {@link #job()}. Each scenario returns a token that
 * can be changed further before it is signed. Thread-safe.
 */
public final class DroneIssuer extends CiIssuer<DroneIssuer> {
  private static final String CLIENT_ID = "fake-client";

  private final IdentityProvider provider;

  DroneIssuer(IdentityProvider provider, String identifier) {
    super(
        identifier,
        "https://rp.example.com",
        SigningKey.generate(UUID.randomUUID().toString(), SignatureAlgorithm.RS256));
    this.provider = provider;
  }

  /**
   * A job that was given the secret of the client registered for it, and asked for the scope {@code
   * deploy}.
   *
   * @return the client's access token
   */
  public DroneToken job() {
    return new DroneToken(this, provider);
  }

  /**
   * A job of an outsider's pull request, where Drone is told to let pull requests have the secret.
   * The token is that of {@link #job()}: no policy can refuse it.
   *
   * @return the client's access token
   */
  public DroneToken pullRequestWithSecret() {
    return job();
  }

  /**
   * A job of another repository, with a client of its own.
   *
   * @return the other client's access token
   */
  public DroneToken otherClient() {
    return job().otherClient();
  }

  /**
   * A person who signed in through the job's client: the client is the same, the subject another.
   *
   * @return the person's access token
   */
  public DroneToken person() {
    return job().person();
  }

  @Override
  DroneIssuer self() {
    return this;
  }

  @Override
  Map<String, Object> header(SigningKey key) {
    Map<String, Object> header = new LinkedHashMap<>();
    header.put("alg", "RS256");
    switch (provider) {
      case OKTA -> {} // Okta doesn't say what its access tokens are.
      case AUTH0_RFC9068 -> header.put("typ", "at+jwt");
      default -> header.put("typ", "JWT");
    }
    header.put("kid", key.id());
    return header;
  }

  /** Entra's keys don't say which algorithm they are for. */
  @Override
  Map<String, Object> jwk(SigningKey published) {
    Map<String, Object> jwk = published.jwk();
    if (provider == IdentityProvider.ENTRA) {
      jwk.remove("alg");
    }
    return jwk;
  }

  @Override
  String jwksUri() {
    return provider.jwksUri(identifier());
  }

  @Override
  DroneToken usualJob() {
    return job();
  }

  /** As if the pipeline's YAML took the client's credentials from secrets. */
  @Override
  void putVariables(Map<String, String> env, RunningJob job) {
    env.put("CI", "true");
    env.put("DRONE", "true");
    env.put("DRONE_BUILD_EVENT", "push");
    env.put("OIDC_ISSUER", identifier());
    env.put("OIDC_CLIENT_ID", CLIENT_ID);
    env.put("OIDC_CLIENT_SECRET", job.credential());
  }

  @Override
  Map<String, Object> discovery() {
    Map<String, Object> document = super.discovery();
    document.put("token_endpoint", provider.tokenEndpoint(identifier()));
    return document;
  }

  @Override
  void addRoutes(IssuerServer server) {
    String path = URI.create(provider.tokenEndpoint(identifier())).getRawPath();
    server.route("POST", path, this::granted);
  }

  /**
   * Auth0 makes tokens for the audience of the request, the others for the one that they are set
   * to.
   */
  private ServerResponse granted(ServerRequest request) {
    Map<String, String> form = request.formParameters();
    if (!isOurClient(request, form)) {
      return error(401, "invalid_client");
    }
    if (!"client_credentials".equals(form.get("grant_type"))) {
      return error(400, "unsupported_grant_type");
    }
    String audience = provider.isAuth0() ? form.getOrDefault("audience", "") : "";
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("access_token", runningJob().tokenFor(audience));
    answer.put("token_type", "Bearer");
    answer.put("expires_in", 3_600);
    return ServerResponse.json(answer);
  }

  private boolean isOurClient(ServerRequest request, Map<String, String> form) {
    String secret = runningJob().credential();
    byte[] pair = (CLIENT_ID + ":" + secret).getBytes(StandardCharsets.US_ASCII);
    String basic = "Basic " + Base64.getEncoder().encodeToString(pair);
    return request.header("Authorization").orElse("").equals(basic)
        || (CLIENT_ID.equals(form.get("client_id")) && secret.equals(form.get("client_secret")));
  }

  private static ServerResponse error(int status, String code) {
    return ServerResponse.json(Map.of("error", code)).status(status);
  }
}
