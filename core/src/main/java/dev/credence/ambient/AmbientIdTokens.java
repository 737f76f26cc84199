package dev.credence.ambient;

import dev.credence.ambient.IdTokenUnavailableException.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Finds out which CI the program runs in, and gets ID tokens from it.
 *
 * {@snippet class="snippets.AmbientSnippets" region="detect"}
 *
 * <p>A CI is recognised by the variables that it sets, never by a token. Where two CIs' variables
 * are set, as when one runs inside the other, that is an error and not a guess: use the source of
 * the one that is meant, such as {@link GitHubActionsIdTokens}. Kubernetes and Google Cloud are
 * looked for last, and only if there is no CI: many CIs run on them, and their tokens name the
 * machine rather than the job.
 *
 * <p>Whatever can be known without asking the CI, such as a missing permission, is found out here
 * and not at the first token. Static and thread-safe.
 */
public final class AmbientIdTokens {
  private static final List<DetectedCi> CIS =
      List.of(
          GitHubActionsIdTokens.DETECTION,
          GitLabIdTokens.DETECTION,
          CircleCiIdTokens.DETECTION,
          AzureDevOpsIdTokens.DETECTION,
          JenkinsIdTokens.DETECTION,
          HarnessIdTokens.DETECTION,
          DroneIdTokens.DETECTION,
          WoodpeckerIdTokens.DETECTION,
          BuildkiteIdTokens.DETECTION,
          BitbucketIdTokens.DETECTION,
          HcpTerraformIdTokens.DETECTION,
          VercelIdTokens.DETECTION,
          SemaphoreIdTokens.DETECTION,
          CodefreshIdTokens.DETECTION,
          SpaceliftIdTokens.DETECTION,
          Env0IdTokens.DETECTION);

  private static final String PROVIDER = "CI detection";

  private AmbientIdTokens() {}

  /**
   * Returns the source of ID tokens of the CI in which this process runs.
   *
   * @param audience whom the tokens are for
   * @return a thread-safe source
   * @throws IdTokenUnavailableException if no CI is found, or two, or the one gives this job no
   *     tokens for this audience; says what to change
   * @throws IllegalArgumentException if the audience is empty or holds control characters
   */
  public static IdTokenSource detect(String audience) throws IdTokenUnavailableException {
    return detect(audience, AmbientEnvironment.ofProcess());
  }

  /**
   * Returns the source of ID tokens of the CI that an environment is of.
   *
   * @param audience whom the tokens are for
   * @param environment what is found around the job
   * @return a thread-safe source
   * @throws IdTokenUnavailableException if no CI is found, or two, or the one gives this job no
   *     tokens for this audience; says what to change
   * @throws IllegalArgumentException if the audience is empty or holds control characters
   */
  public static IdTokenSource detect(String audience, AmbientEnvironment environment)
      throws IdTokenUnavailableException {
    String wanted = Audience.of(audience).value();
    List<DetectedCi> found = CIS.stream().filter(ci -> ci.isIn(environment)).toList();
    if (found.size() > 1) {
      throw several(found);
    }
    if (found.size() == 1) {
      return found.get(0).factory().make(wanted, environment);
    }
    for (DetectedCi platform : platforms(wanted)) {
      if (platform.isIn(environment)) {
        return platform.factory().make(wanted, environment);
      }
    }
    throw none(wanted, environment);
  }

  /** What CIs run on, the most specific first. */
  private static List<DetectedCi> platforms(String audience) {
    return List.of(KubernetesIdTokens.detection(audience), GoogleIdTokens.DETECTION);
  }

  private static IdTokenUnavailableException several(List<DetectedCi> found) {
    return new IdTokenUnavailableException(
        PROVIDER,
        Kind.SEVERAL_CIS,
        "The variables of more than one CI are set: "
            + found.stream().map(DetectedCi::described).collect(Collectors.joining(" and "))
            + ". Use the source of the one that is meant, or run the program without the other's"
            + " variables.");
  }

  private static IdTokenUnavailableException none(String audience, AmbientEnvironment environment) {
    List<DetectedCi> all = new ArrayList<>(CIS);
    all.addAll(platforms(audience));
    return new IdTokenUnavailableException(
        PROVIDER,
        Kind.NO_CI,
        "No CI was recognised that gives its jobs ID tokens. Looked for were: "
            + all.stream().map(DetectedCi::described).collect(Collectors.joining(", "))
            + "."
            + codeBuildNote(environment));
  }

  private static String codeBuildNote(AmbientEnvironment environment) {
    return environment.has("CODEBUILD_BUILD_ARN")
        ? " This is AWS CodeBuild, which issues no tokens itself: its role can get one from AWS"
            + " STS."
        : "";
  }
}
