package dev.credence.testkit.junit;

import dev.credence.testkit.AwsOutboundIssuer;
import dev.credence.testkit.AzureDevOpsEntraIssuer;
import dev.credence.testkit.AzureDevOpsIssuer;
import dev.credence.testkit.BitbucketPipelinesIssuer;
import dev.credence.testkit.BuildkiteIssuer;
import dev.credence.testkit.CiIssuer;
import dev.credence.testkit.CircleCiIssuer;
import dev.credence.testkit.CodefreshIssuer;
import dev.credence.testkit.DroneIssuer;
import dev.credence.testkit.Env0Issuer;
import dev.credence.testkit.GitHubActionsIssuer;
import dev.credence.testkit.GitLabIssuer;
import dev.credence.testkit.GoogleIssuer;
import dev.credence.testkit.HarnessIssuer;
import dev.credence.testkit.HcpTerraformIssuer;
import dev.credence.testkit.IdentityProvider;
import dev.credence.testkit.JenkinsIssuer;
import dev.credence.testkit.KubernetesIssuer;
import dev.credence.testkit.SemaphoreIssuer;
import dev.credence.testkit.SpaceliftIssuer;
import dev.credence.testkit.SpiffeIssuer;
import dev.credence.testkit.TestClock;
import dev.credence.testkit.VercelIssuer;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives a test the fake issuers and the clock that it asks for by the types of its parameters: any
 * kind of {@link CiIssuer}, such as {@link GitHubActionsIssuer}, and {@link TestClock}.
 *
 * <p>Within one test each type is one instance, and the issuers go by that clock; the next test
 * gets new ones with new keys. Servers that an issuer started are stopped when the test ends.
 *
 * {@snippet class="snippets.TestkitSnippetsTest" region="junit"}
 */
public final class CredenceExtension implements ParameterResolver {
  private static final Namespace NAMESPACE = Namespace.create(CredenceExtension.class);

  /** One line for each kind of issuer, in alphabetical order. */
  private static final Map<Class<?>, Supplier<? extends CiIssuer<?>>> ISSUERS =
      Map.ofEntries(
          Map.entry(AwsOutboundIssuer.class, CiIssuer::awsOutbound),
          Map.entry(AzureDevOpsEntraIssuer.class, CiIssuer::azureDevOpsEntra),
          Map.entry(AzureDevOpsIssuer.class, CiIssuer::azureDevOps),
          Map.entry(BitbucketPipelinesIssuer.class, CiIssuer::bitbucketPipelines),
          Map.entry(BuildkiteIssuer.class, CiIssuer::buildkite),
          Map.entry(CircleCiIssuer.class, CiIssuer::circleCi),
          Map.entry(CodefreshIssuer.class, CiIssuer::codefresh),
          Map.entry(DroneIssuer.class, () -> CiIssuer.drone(IdentityProvider.OKTA)),
          Map.entry(Env0Issuer.class, CiIssuer::env0),
          Map.entry(GitHubActionsIssuer.class, CiIssuer::gitHubActions),
          Map.entry(GitLabIssuer.class, CiIssuer::gitLab),
          Map.entry(GoogleIssuer.class, CiIssuer::google),
          Map.entry(HarnessIssuer.class, CiIssuer::harness),
          Map.entry(HcpTerraformIssuer.class, CiIssuer::hcpTerraform),
          Map.entry(JenkinsIssuer.class, CiIssuer::jenkins),
          Map.entry(KubernetesIssuer.class, CiIssuer::kubernetes),
          Map.entry(SemaphoreIssuer.class, CiIssuer::semaphore),
          Map.entry(SpaceliftIssuer.class, CiIssuer::spacelift),
          Map.entry(SpiffeIssuer.class, CiIssuer::spiffe),
          Map.entry(VercelIssuer.class, CiIssuer::vercel));

  /** For {@code @ExtendWith} and {@code @RegisterExtension}. */
  public CredenceExtension() {}

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == TestClock.class || ISSUERS.containsKey(type);
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    Store store = context.getStore(NAMESPACE);
    return type == TestClock.class ? clock(store) : issuer(type, store);
  }

  private static TestClock clock(Store store) {
    return store.getOrComputeIfAbsent(
        TestClock.class, type -> TestClock.atPresent(), TestClock.class);
  }

  private static Object issuer(Class<?> kind, Store store) {
    TestClock clock = clock(store);
    return store.getOrComputeIfAbsent(kind, type -> issuer(type).clock(clock));
  }

  private static CiIssuer<?> issuer(Class<?> kind) {
    return Objects.requireNonNull(ISSUERS.get(kind), "kind").get();
  }
}
