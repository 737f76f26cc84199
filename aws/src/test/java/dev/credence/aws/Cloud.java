package dev.credence.aws;

import dev.credence.TrustPolicy;
import dev.credence.ambient.AmbientIdTokens;
import dev.credence.ambient.IdTokenSource;
import dev.credence.ambient.IdTokenUnavailableException;
import dev.credence.audit.AuditEvent;
import dev.credence.ci.GitHubActions;
import dev.credence.testkit.CiIssuer;
import dev.credence.testkit.FakeAwsSts;
import dev.credence.testkit.GitHubActionsIssuer;
import dev.credence.testkit.RecordedRequest;
import dev.credence.testkit.TestClock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;

/** A job of GitHub's, an account that lets it in, and what the job does there. */
final class Cloud implements AutoCloseable {
  static final String ACCOUNT = "123456789012";
  static final String ROLE = "arn:aws:iam::" + ACCOUNT + ":role/ci/deploy";

  final TestClock clock = TestClock.atPresent();
  final GitHubActionsIssuer github =
      CiIssuer.gitHubActions().clock(clock).audience(AwsFederation.AUDIENCE);
  final FakeAwsSts sts = FakeAwsSts.start(clock);
  final List<AuditEvent> events = new CopyOnWriteArrayList<>();

  Cloud() {
    github.running(() -> github.environment("production"));
    sts.account(ACCOUNT)
        .oidcProvider(github, AwsFederation.AUDIENCE)
        .role("ci/deploy", production());
  }

  static TrustPolicy production() {
    return TrustPolicy.named("production-deploy")
        .issuer(GitHubActions.issuer())
        .audience(AwsFederation.AUDIENCE)
        .require(
            GitHubActions.repository("octo-org/octo-repo").id(74).ownerId(65),
            GitHubActions.ENVIRONMENT.is("production"),
            GitHubActions.REF.is("refs/heads/main"))
        .build();
  }

  IdTokenSource job() {
    return job(github);
  }

  static IdTokenSource job(CiIssuer<?> ci) {
    try {
      return AmbientIdTokens.detect(AwsFederation.AUDIENCE, ci.ambient());
    } catch (IdTokenUnavailableException e) {
      throw new AssertionError(e);
    }
  }

  AwsFederation.Builder federation() {
    return federation(job());
  }

  AwsFederation.Builder federation(IdTokenSource job) {
    return AwsFederation.builder()
        .roleArn(ROLE)
        .region(Region.EU_WEST_1)
        .idTokens(job)
        .endpoint(sts.url())
        .audit(events::add)
        .clock(clock);
  }

  /** The official client with credentials of ours, as any program has it. */
  StsClient client(AwsCredentialsProvider credentials) {
    return StsClient.builder()
        .region(Region.EU_WEST_1)
        .endpointOverride(sts.url())
        .credentialsProvider(credentials)
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .build();
  }

  /** What was asked of one action. */
  List<RecordedRequest> asked(String action) {
    return sts.server().journal().requests().stream()
        .filter(request -> request.formParameter("Action").orElse("").equals(action))
        .toList();
  }

  List<RecordedRequest> exchanges() {
    return asked("AssumeRoleWithWebIdentity");
  }

  @Override
  public void close() {
    sts.close();
    github.close();
  }
}
