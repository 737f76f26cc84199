package dev.credence.testkit;

import dev.credence.keys.SignatureAlgorithm;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * A fake Google, as the issuer of ID tokens. Unless told otherwise they are those of a service
 * account of the project {@code proj}, whose unique id is 107517467455664443765.
 *
 * <p>Its keys are served beside its discovery document; the real ones are on another host. Each
 * scenario returns a token that can be changed further before it is signed. Thread-safe.
 */
public final class GoogleIssuer extends CiIssuer<GoogleIssuer> {
  private static final String IDENTITY_PATH =
      "/computeMetadata/v1/instance/service-accounts/default/identity";
  private static final String RECREATED_ID = "118000000000000000001";
  private static final String STRANGERS_ID = "118000000000000000002";
  private static final String PERSONS_ID = "118000000000000000003";

  GoogleIssuer() {
    super(
        "https://accounts.google.com",
        "https://rp.example.com",
        SigningKey.generate(
            UUID.randomUUID().toString().replace("-", ""), SignatureAlgorithm.RS256));
  }

  /**
   * The token that a virtual machine of Compute Engine gets from its metadata server in the full
   * format.
   *
   * @return the service account's token
   */
  public GoogleToken computeEngine() {
    return new GoogleToken(this);
  }

  /**
   * The token that anything else gets in the service account's name, such as a Cloud Build job: it
   * tells of no machine.
   *
   * @return the service account's token
   */
  public GoogleToken serviceAccount() {
    return computeEngine().withoutMachine();
  }

  /**
   * The token of the standard format, which doesn't even have the address.
   *
   * @return the service account's token
   */
  public GoogleToken standardFormat() {
    return serviceAccount().withoutEmail();
  }

  /**
   * The token of a service account that was deleted and created again: the address is the same, the
   * unique id another.
   *
   * @return the service account's token
   */
  public GoogleToken recreatedServiceAccount() {
    return serviceAccount().account(RECREATED_ID, GoogleToken.EMAIL);
  }

  /**
   * The token of a stranger's service account, for whatever audience he asked for.
   *
   * @return the service account's token
   */
  public GoogleToken otherServiceAccount() {
    return serviceAccount().account(STRANGERS_ID, "mallory@evil.iam.gserviceaccount.com");
  }

  /**
   * The token of a person who signed in somewhere.
   *
   * @return the person's token
   */
  public GoogleToken person() {
    return serviceAccount().account(PERSONS_ID, "alice@example.com").person();
  }

  @Override
  GoogleIssuer self() {
    return this;
  }

  @Override
  Map<String, Object> header(SigningKey key) {
    Map<String, Object> header = new LinkedHashMap<>();
    header.put("alg", "RS256");
    header.put("kid", key.id());
    header.put("typ", "JWT");
    return header;
  }

  @Override
  String jwksUri() {
    return identifier() + "/oauth2/v3/certs";
  }

  @Override
  GoogleToken usualJob() {
    return computeEngine();
  }

  @Override
  void putVariables(Map<String, String> env, RunningJob job) {
    env.put("GCE_METADATA_HOST", job.url().getAuthority());
  }

  @Override
  void addRoutes(IssuerServer server) {
    server.route("GET", IDENTITY_PATH, this::identity);
  }

  private ServerResponse identity(ServerRequest request) {
    if (!request.header("Metadata-Flavor").orElse("").equals("Google")) {
      return ServerResponse.of(403);
    }
    String audience = RunningJob.audienceInQuery(request);
    ServerResponse response =
        audience.isEmpty()
            ? ServerResponse.of(400)
            : ServerResponse.text("text/html", runningJob().tokenFor(audience));
    return response.header("Metadata-Flavor", "Google");
  }
}
