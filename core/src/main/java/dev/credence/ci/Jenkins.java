package dev.credence.ci;

import dev.credence.Issuer;
import dev.credence.VerifiedToken;
import dev.credence.claim.Claim;
import dev.credence.claim.IntegerClaim;
import dev.credence.claim.Requirement;
import dev.credence.claim.StringClaim;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/**
 * Jenkins with its OpenID Connect Provider plugin: issuers, claims and requirements.
 *
 * <p>A token comes from a credential of Jenkins, which fixes its audience. Every job that can see
 * the credential can have such a token, and {@link #SUBJECT} alone tells jobs apart: pin it whole,
 * by {@link #jobAt(String)}, or put the credential into the folder of the one job that needs it. A
 * prefix of it lets in {@code …/job/deploy-evil/}, and a wildcard over a multibranch project lets
 * in its {@code PR-1}.
 *
 * <pre>{@code
 * TrustPolicy.named("production-deploy")
 *     .issuer(Jenkins.issuer("https://jenkins.example.com/"))
 *     .audience("https://deploy.example.com")
 *     .require(Jenkins.jobAt("https://jenkins.example.com/job/payments/job/deploy/job/main/"))
 *     .build();
 * }</pre>
 *
 * <p>What a token can't prove, and who chooses what:
 *
 * <ul>
 *   <li>there is no immutable id of a job: who may rename, move or create jobs chooses what {@link
 *       #SUBJECT} they get, and a job of the same path gets the same one;
 *   <li>the administrator can replace the templates of {@link #SUBJECT} and {@link #BUILD_NUMBER}
 *       and add claims of string, boolean or integer type. Whatever a template takes from a build's
 *       parameters, or from {@code BRANCH_NAME}, {@code CHANGE_*} or {@code GIT_*}, is chosen by
 *       who starts the build or opens the pull request;
 *   <li>up to version 96 of the plugin (CVE-2025-47884) who could configure any job could forge the
 *       {@code sub} of every other. A token doesn't say which version made it;
 *   <li>any key of the same credential store signs for the same issuer, and a folder's
 *       administrators own that folder's issuer.
 * </ul>
 *
 * <p>Tokens have neither {@code jti} nor {@code nbf}; those of a credential without an audience
 * have no {@code aud} either and are refused. Saving a credential again replaces its key at once
 * and keeps the key's id: tokens from before no longer verify. A Jenkins that this service can't
 * reach needs its keys as a file: {@code Jenkins.issuer(…).withKeys(KeySource.ofFile(…))}.
 *
 * <p>Tokens may live for an hour, the plugin's default. Where the administrator has set {@code
 * tokenLifetime} longer, shorten it, or build the issuer by {@link Issuer#builder(String)}.
 *
 * <p>Static and thread-safe.
 *
 * @see <a href="https://www.jenkins.io/security/advisory/2025-05-14/#SECURITY-3574">Jenkins
 *     Security Advisory 2025-05-14</a>
 */
public final class Jenkins {
  /** {@code sub}: the job's URL, which ends with a slash; Jenkins' own URL outside a build. */
  public static final StringClaim SUBJECT = Claim.string("sub");

  /** {@code build_number}: the count of builds of this job, a JSON number; for audit. */
  public static final IntegerClaim BUILD_NUMBER = Claim.integer("build_number");

  private static final Duration MAX_LIFETIME = Duration.ofHours(1);

  /** What Jenkins leaves as it is when it puts a name into a URL, beside letters and digits. */
  private static final String PLAIN_IN_NAMES = "!$&'()*+,-.=@_";

  private static final String PLAIN_IN_URLS = "-._~%!$&'()+,;=@:/";

  private Jenkins() {}

  /**
   * Returns the issuer for credentials that are stored at the top of Jenkins. Keep the result: its
   * keys are cached with it.
   *
   * @param rootUrl the Jenkins URL of <i>Manage Jenkins, System</i>, which ends with a slash, such
   *     as {@code https://jenkins.example.com/}
   * @return {@code ROOToidc}, such as {@code https://jenkins.example.com/oidc}
   * @throws IllegalArgumentException if it is not such a URL
   */
  public static Issuer issuer(String rootUrl) {
    return issuerAt(requireRoot(rootUrl) + "oidc");
  }

  /**
   * Returns the issuer for credentials that are stored in a folder. Keep the result: its keys are
   * cached with it.
   *
   * @param rootUrl the Jenkins URL of <i>Manage Jenkins, System</i>, which ends with a slash
   * @param folder the name of the folder at the top, not percent-encoded
   * @param subfolders the names of the folders that lead on from there
   * @return {@code ROOToidc/job/FOLDER/job/SUBFOLDER}, the names percent-encoded as Jenkins does
   * @throws IllegalArgumentException if a name is empty or has a slash, or the URL is no such URL
   */
  public static Issuer folderIssuer(String rootUrl, String folder, String... subfolders) {
    StringBuilder identifier = new StringBuilder(requireRoot(rootUrl)).append("oidc");
    appendFolder(identifier, folder);
    for (String subfolder : subfolders) {
      appendFolder(identifier, subfolder);
    }
    return issuerAt(identifier.toString());
  }

  /**
   * Returns the issuer of a credential that has an issuer of its own. Jenkins doesn't serve the
   * keys of these: its administrator puts the two exported files, the discovery document and the
   * key set, under that address. Keep the result: its keys are cached with it.
   *
   * @param issuer the issuer as it stands in the credential: an {@code https} URL without a slash
   *     at its end
   * @return the issuer
   * @throws IllegalArgumentException if it is not such a URL
   */
  public static Issuer customIssuer(String issuer) {
    if (issuer.endsWith("/")) {
      throw Identifiers.refused(
          "The issuer of a Jenkins credential", "has no slash at its end", issuer);
    }
    return issuerAt(issuer);
  }

  /**
   * Requires that a token belongs to the builds of one job.
   *
   * @param jobUrl the job's URL exactly as {@code JOB_URL} has it in a build, percent-encoded and
   *     with the slash at its end, such as {@code
   *     https://jenkins.example.com/job/payments/job/deploy/job/main/}
   * @return the requirement that {@link #SUBJECT} is this URL
   * @throws IllegalArgumentException if it is not a job's URL
   */
  public static Requirement jobAt(String jobUrl) {
    if (!isJobUrl(jobUrl)) {
      throw Identifiers.refused(
          "A job's URL",
          "is spelled as JOB_URL in a build: percent-encoded, with /job/ in it, without wildcards"
              + " and with a slash at its end",
          jobUrl);
    }
    return SUBJECT.is(jobUrl);
  }

  /**
   * Returns the claims that this class knows, for a {@link dev.credence.ClaimDrift}.
   *
   * @return an unmodifiable list of all the constants
   */
  public static List<Claim<?>> claims() {
    return List.of(SUBJECT, BUILD_NUMBER);
  }

  /**
   * Reads a verified token as the job that it is about.
   *
   * @param token a token of Jenkins, made during a build with the plugin's own {@code sub} template
   * @return the typed view
   * @throws IllegalArgumentException if the token's {@code sub} is not a job's URL
   */
  public static JenkinsJob job(VerifiedToken token) {
    return JenkinsJob.of(token);
  }

  static boolean isJobUrl(String url) {
    boolean web = url.startsWith("https://") || url.startsWith("http://");
    return web
        && url.endsWith("/")
        && url.contains("/job/")
        && !url.endsWith("/job/")
        && Identifiers.isMadeOf(
            url, c -> Identifiers.isLetterOrDigit(c) || PLAIN_IN_URLS.indexOf(c) >= 0);
  }

  private static Issuer issuerAt(String identifier) {
    return Issuer.builder(identifier)
        .maxLifetime(MAX_LIFETIME)
        .identityClaims(BUILD_NUMBER)
        .build();
  }

  private static String requireRoot(String rootUrl) {
    if (!rootUrl.endsWith("/")) {
      throw Identifiers.refused(
          "The URL of Jenkins",
          "ends with a slash, such as \"https://jenkins.example.com/\"",
          rootUrl);
    }
    return rootUrl;
  }

  private static void appendFolder(StringBuilder identifier, String name) {
    if (name.isEmpty() || name.indexOf('/') >= 0) {
      throw Identifiers.refused(
          "A folder's name", "is not empty and has no slash: give each folder for itself", name);
    }
    identifier.append("/job/");
    for (byte octet : name.getBytes(StandardCharsets.UTF_8)) {
      appendOctet(identifier, octet & 0xff);
    }
  }

  private static void appendOctet(StringBuilder identifier, int octet) {
    if (Identifiers.isLetterOrDigit(octet) || PLAIN_IN_NAMES.indexOf(octet) >= 0) {
      identifier.append((char) octet);
    } else {
      identifier.append('%').append(hexDigit(octet >> 4)).append(hexDigit(octet & 0xf));
    }
  }

  private static char hexDigit(int value) {
    return "0123456789ABCDEF".charAt(value);
  }
}
