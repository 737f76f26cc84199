package dev.credence.testkit;

import dev.credence.TrustPolicy;
import dev.credence.TrustPolicySet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A workload identity pool of a {@link FakeGoogle}, with the providers by which CIs are trusted.
 *
 * <p>Its providers map {@code google.subject} from {@code sub}, and each attribute from the claim
 * of the same name. Thread-safe.
 */
public final class FakeGooglePool {
  private static final String SERVICE = "//iam.googleapis.com/";

  private final String name;
  private final Map<String, Provider> providers = new ConcurrentHashMap<>();

  /** A provider: the CI whose keys it takes, and what it requires of that CI's tokens. */
  record Provider(CiIssuer<?> issuer, TrustPolicySet trust) {}

  FakeGooglePool(String name) {
    this.name = name;
  }

  static String name(long projectNumber, String id) {
    return "projects/" + projectNumber + "/locations/global/workloadIdentityPools/" + id;
  }

  /**
   * Registers a CI, as {@code gcloud iam workload-identity-pools providers create-oidc} does. The
   * policies stand for the provider's settings: their issuer for its issuer URI, their audiences
   * for its allowed audiences, their requirements for its attribute condition. Only their keys and
   * their clock are swapped for the fake's. A token needs to satisfy one of them.
   *
   * @param id the provider's id; what was registered by it before is replaced
   * @param issuer the CI, whose keys the provider takes when it needs them
   * @param trust what it requires
   * @param more what it allows beside, such as the same for another audience
   * @return this pool
   * @throws IllegalArgumentException if a policy is for another issuer, or two have the same name
   */
  public FakeGooglePool oidcProvider(
      String id, CiIssuer<?> issuer, TrustPolicy trust, TrustPolicy... more) {
    List<TrustPolicy> all = new ArrayList<>(List.of(more));
    all.add(0, trust);
    for (TrustPolicy policy : all) {
      if (!policy.issuer().identifier().equals(issuer.identifier())) {
        throw new IllegalArgumentException(
            "The policy " + policy.name() + " is not for the issuer " + issuer.identifier());
      }
    }
    providers.put(id, new Provider(issuer, TrustPolicySet.of(all)));
    return this;
  }

  /**
   * Disables a provider.
   *
   * @param id the provider's id
   * @return this pool
   */
  public FakeGooglePool disable(String id) {
    providers.remove(id);
    return this;
  }

  /**
   * Returns the audience that a provider of this pool expects unless it is told to allow others.
   *
   * @param id the provider's id
   * @return such as {@code
   *     https://iam.googleapis.com/projects/123456789012/locations/global/workloadIdentityPools/ci/providers/github}
   */
  public String audience(String id) {
    return "https:" + SERVICE + name + "/providers/" + id;
  }

  /**
   * Returns which member of IAM policies the jobs of one subject are.
   *
   * @param subject the token's {@code sub}
   * @return a {@code principal://} of this pool
   */
  public String principal(String subject) {
    return "principal:" + SERVICE + name + "/subject/" + subject;
  }

  /**
   * Returns which member of IAM policies all jobs of this pool are.
   *
   * @return a {@code principalSet://} of this pool
   */
  public String principalSet() {
    return "principalSet:" + SERVICE + name + "/*";
  }

  /**
   * Returns which member of IAM policies the jobs with one claim are.
   *
   * @param attribute the claim's name
   * @param value its value, in text
   * @return a {@code principalSet://} of this pool
   */
  public String principalSet(String attribute, String value) {
    return "principalSet:" + SERVICE + name + "/attribute." + attribute + "/" + value;
  }

  @Nullable Provider provider(String id) {
    return providers.get(id);
  }

  @Override
  public String toString() {
    return "FakeGooglePool[" + name + ", providers " + providers.keySet() + "]";
  }
}
