package snippets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credence.TrustPolicy;
import dev.credence.ambient.AmbientEnvironment;
import dev.credence.ambient.AmbientIdTokens;
import dev.credence.ambient.IdToken;
import dev.credence.ambient.IdTokenSource;
import dev.credence.audit.Slf4jAuditListener;
import dev.credence.aws.AwsFederation;
import dev.credence.aws.AwsIdTokens;
import dev.credence.ci.AwsOutbound;
import dev.credence.ci.GitHubActions;
import dev.credence.testkit.AwsOutboundIssuer;
import dev.credence.testkit.CiIssuer;
import dev.credence.testkit.FakeAwsSts;
import dev.credence.testkit.GitHubActionsIssuer;
import dev.credence.testkit.TestClock;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;

/** The snippets of the API documentation and the cookbook, compiled and run. */
class AwsSnippetsTest {
  private final TestClock clock = TestClock.atPresent();
  private final GitHubActionsIssuer github =
      CiIssuer.gitHubActions().clock(clock).audience("sts.amazonaws.com");
  private final AwsOutboundIssuer outbound =
      CiIssuer.awsOutbound().clock(clock).audience("https://deploy.example.com");
  private final FakeAwsSts fake = FakeAwsSts.start(clock);

  AwsSnippetsTest() {
    fake.account("123456789012")
        .oidcProvider(github, "sts.amazonaws.com")
        .outbound(outbound)
        .role(
            "deploy",
            TrustPolicy.named("deploy")
                .issuer(GitHubActions.issuer())
                .audience("sts.amazonaws.com")
                .require(GitHubActions.repository("octo-org/octo-repo").id(74).ownerId(65))
                .build());
  }

  @AfterEach
  void stop() {
    fake.close();
    github.close();
  }

  /** Sets what the examples can't know: where the fake is, and its time. */
  private AwsFederation.Builder onFake(AwsFederation.Builder builder) {
    return builder.endpoint(fake.url()).clock(clock);
  }

  @Test
  void federation() throws Exception {
    AmbientEnvironment environment = github.ambient();
    URI endpoint = fake.url();
    // @start region="federation"
    IdTokenSource ci = AmbientIdTokens.detect(AwsFederation.AUDIENCE, environment);
    try (AwsFederation credentials =
            AwsFederation.builder()
                .roleArn("arn:aws:iam::123456789012:role/deploy")
                .region(Region.EU_WEST_1)
                .idTokens(ci)
                .audit(Slf4jAuditListener.create())
                .endpoint(endpoint) // in tests only
                .build();
        StsClient sts =
            StsClient.builder()
                .region(Region.EU_WEST_1)
                .credentialsProvider(credentials)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .endpointOverride(endpoint) // in tests only
                .build()) {
      assertThat(sts.getCallerIdentity().account()).isEqualTo("123456789012");
    }
    // @end
  }

  @Test
  void limits() throws Exception {
    AwsFederation.Builder builder =
        onFake(AwsFederation.builder())
            .idTokens(AmbientIdTokens.detect("sts.amazonaws.com", github.ambient()))
            .region(Region.EU_WEST_1);
    // @start region="limits"
    builder
        .roleArn("arn:aws:iam::123456789012:role/deploy")
        .duration(Duration.ofMinutes(15))
        .sessionPolicyArn("arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess")
        .sessionPolicy(
            """
            {"Version": "2012-10-17", "Statement": [{
              "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::releases/*"}]}
            """);
    // @end
    try (AwsFederation credentials = builder.build()) {
      assertThat(credentials.resolveCredentials().accessKeyId()).isNotEmpty();
    }
  }

  @Test
  void chain() throws Exception {
    try (AwsFederation credentials =
            onFake(AwsFederation.builder())
                .roleArn("arn:aws:iam::123456789012:role/deploy")
                .region(Region.EU_WEST_1)
                .idTokens(AmbientIdTokens.detect("sts.amazonaws.com", github.ambient()))
                .build();
        StsClient sts =
            StsClient.builder()
                .region(Region.EU_WEST_1)
                .credentialsProvider(credentials)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build()) {
      AwsCredentialsProvider production = chained(sts);

      assertThat(production.toString()).contains("StsAssumeRoleCredentialsProvider");
    }
  }

  private static StsAssumeRoleCredentialsProvider chained(StsClient sts) {
    // @start region="chain"
    StsAssumeRoleCredentialsProvider production =
        StsAssumeRoleCredentialsProvider.builder()
            .stsClient(sts) // whose credentials are an AwsFederation
            .refreshRequest(role ->
                role.roleArn("arn:aws:iam::999999999999:role/production").roleSessionName("deploy"))
            .build();
    // @end
    return production;
  }

  @Test
  void outbound() throws Exception {
    try (AwsFederation credentials =
        onFake(AwsFederation.builder())
            .roleArn("arn:aws:iam::123456789012:role/deploy")
            .region(Region.EU_WEST_1)
            .idTokens(AmbientIdTokens.detect("sts.amazonaws.com", github.ambient()))
            .build()) {
      URI endpoint = fake.url();
      // @start region="outbound"
      try (AwsIdTokens tokens =
          AwsIdTokens.builder()
              .audience("https://deploy.example.com")
              .region(Region.EU_WEST_1)
              .credentials(credentials) // or DefaultCredentialsProvider.create()
              .endpoint(endpoint) // in tests only
              .build()) {
        IdToken token = tokens.idToken();
        assertThat(token.audiences()).containsExactly("https://deploy.example.com");
      }
      // @end
    }
  }

  @Test
  void token_from_aws_is_trusted_outside() throws Exception {
    try (AwsFederation credentials =
            onFake(AwsFederation.builder())
                .roleArn("arn:aws:iam::123456789012:role/deploy")
                .region(Region.EU_WEST_1)
                .idTokens(AmbientIdTokens.detect("sts.amazonaws.com", github.ambient()))
                .build();
        AwsIdTokens tokens =
            AwsIdTokens.builder()
                .audience("https://deploy.example.com")
                .region(Region.EU_WEST_1)
                .credentials(credentials)
                .endpoint(fake.url())
                .clock(clock)
                .build()) {
      // @start region="verify"
      TrustPolicy fromAws =
          TrustPolicy.named("from-aws")
              .issuer(AwsOutbound.issuer("a1b2c3d4-5678-90ab-cdef-111122223333"))
              .audience("https://deploy.example.com")
              .require(AwsOutbound.role("arn:aws:iam::123456789012:role/deploy"))
              .build();
      // @end
      TrustPolicy underTest = fromAws.withKeys(outbound.keys()).withClock(clock);
      assertThat(underTest.verify(tokens.idToken().reveal()).subject())
          .isEqualTo("arn:aws:iam::123456789012:role/deploy");
    }
  }
}
