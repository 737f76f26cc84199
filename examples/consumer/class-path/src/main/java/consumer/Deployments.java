package consumer;

import com.azure.core.credential.TokenCredential;
import dev.credence.TrustPolicy;
import dev.credence.ambient.IdTokenSource;
import dev.credence.aws.AwsFederation;
import dev.credence.azure.AzureFederation;
import dev.credence.ci.GitHubActions;
import dev.credence.gcp.GcpFederation;
import dev.credence.gcp.WorkloadIdentityProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/** Uses each module once. */
public final class Deployments {
  private Deployments() {}

  public static TrustPolicy policy() {
    return TrustPolicy.named("production")
        .issuer(GitHubActions.issuer())
        .audience("https://deploy.example.com")
        .require(GitHubActions.repository("octo-org/octo-repo").id(74).ownerId(65))
        .build();
  }

  public static AwsCredentialsProvider aws(IdTokenSource ci) {
    return AwsFederation.builder()
        .roleArn("arn:aws:iam::123456789012:role/deploy")
        .region(Region.EU_WEST_1)
        .idTokens(ci)
        .build();
  }

  public static GcpFederation google(IdTokenSource ci) {
    return GcpFederation.builder()
        .provider(WorkloadIdentityProvider.of(123456789, "ci-pool", "github"))
        .idTokens(ci)
        .build();
  }

  public static TokenCredential azure(IdTokenSource ci) {
    return AzureFederation.builder()
        .tenantId("ff882432-09b0-437b-bd22-ca13c0037ded")
        .clientId("11111111-2222-4333-8444-555555555555")
        .idTokens(ci)
        .build();
  }
}
