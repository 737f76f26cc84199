package dev.credence.ambient;

import dev.credence.ambient.IdTokenUnavailableException.Kind;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * ID tokens of a pod's service account, from a projected volume that the pod's manifest declares
 * with its audience. The kubelet renews the file, which is read again at each use.
 *
 * <p>A token names the service account, and so all that run under it: in a CI whose runners are
 * pods, the runner and not the job. The pod's default token, whose audience is the cluster itself,
 * is refused here: it must not be sent anywhere else.
 */
public final class KubernetesIdTokens {
  static final String NAME = "Kubernetes";

  private static final Path DEFAULT_TOKEN =
      Path.of("/var/run/secrets/kubernetes.io/serviceaccount/token");
  private static final String HOST = "KUBERNETES_SERVICE_HOST";
  private static final String AWS_FILE = "AWS_WEB_IDENTITY_TOKEN_FILE";
  private static final String AWS_AUDIENCE = "sts.amazonaws.com";
  private static final String AZURE_FILE = "AZURE_FEDERATED_TOKEN_FILE";
  private static final String AZURE_AUDIENCE = "api://AzureADTokenExchange";

  private KubernetesIdTokens() {}

  static DetectedCi detection(String audience) {
    return new DetectedCi(
        NAME,
        HOST + " and a token file for the audience",
        env -> env.has(HOST) && file(audience, env).isPresent(),
        KubernetesIdTokens::of);
  }

  /**
   * Returns the source of the tokens in the file that {@link AmbientEnvironment.Builder#tokenFile}
   * names; or, for the audiences of AWS and Azure, in the one that their webhooks project.
   *
   * @param audience whom the tokens are for
   * @param environment the pod's environment
   * @return a thread-safe source
   * @throws IdTokenUnavailableException if there is no file for the audience
   * @throws IllegalArgumentException if the audience is empty or holds control characters
   */
  public static IdTokenSource of(String audience, AmbientEnvironment environment)
      throws IdTokenUnavailableException {
    Audience wanted = Audience.of(audience);
    Optional<Path> file = file(audience, environment);
    if (file.isEmpty()) {
      throw new IdTokenUnavailableException(
          NAME,
          Kind.NOT_GRANTED,
          "No file is known that holds a token for "
              + wanted
              + ". Declare one in the pod, and give its path as the token file:"
              + volume(wanted));
    }
    return ofFile(file.get(), audience, environment);
  }

  /**
   * Returns the source of the tokens in a file.
   *
   * @param file the file of a projected volume
   * @param audience whom the tokens are for
   * @param environment the pod's environment
   * @return a thread-safe source
   * @throws IdTokenUnavailableException if the file is that of the pod's default token
   * @throws IllegalArgumentException if the audience is empty or holds control characters
   */
  public static IdTokenSource ofFile(Path file, String audience, AmbientEnvironment environment)
      throws IdTokenUnavailableException {
    Audience wanted = Audience.of(audience);
    if (file.normalize().equals(DEFAULT_TOKEN)) {
      throw new IdTokenUnavailableException(
          NAME,
          Kind.BAD_ENVIRONMENT,
          "The file is that of the pod's default token, which gives access to the cluster and must"
              + " not leave it. Declare another one in the pod:"
              + volume(wanted));
    }
    Terms terms =
        Terms.onRequest(NAME)
            .declared("Declare a volume of its own for this audience in the pod:" + volume(wanted))
            .madeOnce("The kubelet renews it in time as a rule; is the pod cut off from its node?");
    return new TokenFile(
            terms, environment, file, "Is it declared and mounted in the pod?" + volume(wanted))
        .source(wanted);
  }

  private static Optional<Path> file(String audience, AmbientEnvironment environment) {
    return environment
        .tokenFile()
        .or(() -> fileFor(AWS_AUDIENCE, AWS_FILE, audience, environment))
        .or(() -> fileFor(AZURE_AUDIENCE, AZURE_FILE, audience, environment));
  }

  private static Optional<Path> fileFor(
      String itsAudience, String variable, String audience, AmbientEnvironment environment) {
    try {
      return audience.equals(itsAudience)
          ? environment.variable(variable).map(Path::of)
          : Optional.empty();
    } catch (InvalidPathException noFile) {
      return Optional.empty();
    }
  }

  private static String volume(Audience wanted) {
    return Yaml.lines(
        "volumes:",
        "  - name: id-token",
        "    projected:",
        "      sources:",
        "        - serviceAccountToken:",
        "            audience: " + wanted.quoted(),
        "            expirationSeconds: 3600",
        "            path: token",
        "containers:",
        "  - name: your-container",
        "    volumeMounts:",
        "      - name: id-token",
        "        mountPath: /var/run/secrets/id-token",
        "        readOnly: true");
  }
}
