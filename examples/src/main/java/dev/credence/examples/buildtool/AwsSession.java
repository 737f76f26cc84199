package dev.credence.examples.buildtool;

import dev.credence.ambient.AmbientEnvironment;
import dev.credence.ambient.AmbientIdTokens;
import dev.credence.ambient.IdTokenSource;
import dev.credence.ambient.IdTokenUnavailableException;
import dev.credence.aws.AwsFederation;
import java.io.IOException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;

/** A build that acts as a role of AWS. */
final class AwsSession implements CloudSession {
  private final AwsFederation credentials;
  private final StsClient sts;

  private AwsSession(AwsFederation credentials, StsClient sts) {
    this.credentials = credentials;
    this.sts = sts;
  }

  static AwsSession open(CloudSettings settings, AmbientEnvironment job, Clouds clouds)
      throws IdTokenUnavailableException {
    // @start region="aws"
    Region region = Region.of(settings.required("aws.region"));
    String role = settings.required("aws.role");
    IdTokenSource ci = AmbientIdTokens.detect(AwsFederation.AUDIENCE, job);
    AwsFederation credentials = clouds.aws().roleArn(role).region(region).idTokens(ci).build();
    StsClient sts = clouds.sts().region(region).credentialsProvider(credentials).build();
    // @end
    return new AwsSession(credentials, sts);
  }

  @Override
  public Caller caller() throws IOException {
    try {
      String arn = sts.getCallerIdentity().arn();
      return new Caller(arn, credentials.resolveCredentials().expirationTime().orElseThrow());
    } catch (SdkException e) {
      throw new IOException("AWS could not be asked who the build is: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    sts.close();
    credentials.close();
  }
}
