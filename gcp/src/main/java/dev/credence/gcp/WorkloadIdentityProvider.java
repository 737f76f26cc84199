package dev.credence.gcp;

import dev.credence.internal.text.SafeText;
import java.util.Objects;

/**
 * A provider of a workload identity pool: where Google Cloud is told to trust the tokens of a CI.
 *
 * <p>It is named by its parts, which are checked here, because a wrong one is told by Google only
 * as "invalid". Whether the provider exists is not checked. Immutable and thread-safe.
 *
 * {@snippet class="snippets.GcpSnippets" region="provider"}
 *
 * @see <a
 *     href="https://cloud.google.com/iam/docs/reference/rest/v1/projects.locations.workloadIdentityPools.providers">IAM:
 *     workloadIdentityPools.providers</a>
 */
public final class WorkloadIdentityProvider {
  /** The same in every universe of Google Cloud. */
  private static final String SERVICE = "//iam.googleapis.com/";

  private static final int SHORTEST_ID = 4;
  private static final int LONGEST_ID = 32;

  private final long projectNumber;
  private final String pool;
  private final String path;

  private WorkloadIdentityProvider(long projectNumber, String pool, String provider) {
    this.projectNumber = projectNumber;
    this.pool = "projects/" + projectNumber + "/locations/global/workloadIdentityPools/" + pool;
    this.path = this.pool + "/providers/" + provider;
  }

  /**
   * Returns the provider of these parts.
   *
   * @param projectNumber the project's number, which {@code gcloud projects describe} tells; its id
   *     won't do
   * @param pool the pool's id
   * @param provider the provider's id
   * @return the provider
   * @throws IllegalArgumentException if a part can't be one
   */
  public static WorkloadIdentityProvider of(long projectNumber, String pool, String provider) {
    if (projectNumber <= 0) {
      throw new IllegalArgumentException(
          "The project number is " + projectNumber + "; it must be positive");
    }
    return new WorkloadIdentityProvider(
        projectNumber, checkedId("pool", pool), checkedId("provider", provider));
  }

  private static String checkedId(String what, String id) {
    boolean fits = id.length() >= SHORTEST_ID && id.length() <= LONGEST_ID;
    if (!fits || !id.chars().allMatch(WorkloadIdentityProvider::isOfId)) {
      throw new IllegalArgumentException(
          "The "
              + what
              + " is "
              + SafeText.quote(id)
              + "; it must be its id alone: 4 to 32 of a-z, 0-9 and hyphens");
    }
    return id;
  }

  private static boolean isOfId(int c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  }

  /**
   * Returns the audience that the provider expects in a CI's tokens, unless it has a list of
   * allowed audiences: then only those of the list will do.
   *
   * @return such as {@code
   *     https://iam.googleapis.com/projects/123456789012/locations/global/workloadIdentityPools/ci/providers/github}
   */
  public String audience() {
    return "https:" + resourceName();
  }

  /**
   * Returns the provider's full resource name, by which Google's token service is asked.
   *
   * @return such as {@code
   *     //iam.googleapis.com/projects/123456789012/locations/global/workloadIdentityPools/ci/providers/github}
   */
  public String resourceName() {
    return SERVICE + path;
  }

  /**
   * Returns the number of the project that the pool is in.
   *
   * @return the number, positive
   */
  public long projectNumber() {
    return projectNumber;
  }

  /** Which member of IAM policies the jobs of one subject are. */
  String principal(String subject) {
    return "principal:" + SERVICE + pool + "/subject/" + subject;
  }

  /** The resource name within the service. */
  String path() {
    return path;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof WorkloadIdentityProvider provider && provider.path.equals(path);
  }

  @Override
  public int hashCode() {
    return Objects.hashCode(path);
  }

  /** Returns the path of the resource name. */
  @Override
  public String toString() {
    return path;
  }
}
