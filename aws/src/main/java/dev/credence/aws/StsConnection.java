package dev.credence.aws;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.StsClientBuilder;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * The SDK's client of STS, with an HTTP client of its own, whatever others are around.
 *
 * <p>A connection of TCP serves one request, since the next is due in minutes or hours. Closing
 * this closes both clients; the SDK's would leave the other open.
 */
final class StsConnection implements SdkAutoCloseable {
  private final StsClient sts;
  private final SdkHttpClient http;
  private final String place;
  private final Duration timeout;

  private StsConnection(StsClient sts, SdkHttpClient http, String place, Duration timeout) {
    this.sts = sts;
    this.http = http;
    this.place = place;
    this.timeout = timeout;
  }

  /**
   * For requests that carry a token in place of a signature. The SDK doesn't try again by itself:
   * it would send the same token again after its pauses.
   *
   * @param endpoint where STS is, or null for where the SDK finds it in the region
   * @param timeout of one attempt
   */
  static StsConnection unsigned(Region region, @Nullable URI endpoint, Duration timeout) {
    return open(
        region,
        endpoint,
        AnonymousCredentialsProvider.create(),
        timeout,
        AwsRetryStrategy.doNotRetry());
  }

  /**
   * For requests that are signed. The SDK tries again as it does, and so mends a wrong clock.
   *
   * @param endpoint where STS is, or null for where the SDK finds it in the region
   * @param timeout of one attempt
   */
  static StsConnection signed(
      Region region, @Nullable URI endpoint, AwsCredentialsProvider credentials, Duration timeout) {
    return open(region, endpoint, credentials, timeout, AwsRetryStrategy.standardRetryStrategy());
  }

  private static StsConnection open(
      Region region,
      @Nullable URI endpoint,
      AwsCredentialsProvider credentials,
      Duration timeout,
      RetryStrategy retries) {
    SdkHttpClient http =
        new BoundedHttpClient(
            UrlConnectionHttpClient.builder()
                .connectionTimeout(timeout)
                .socketTimeout(timeout)
                .build());
    StsClientBuilder sts =
        StsClient.builder()
            .region(region)
            .credentialsProvider(credentials)
            .httpClient(http)
            .overrideConfiguration(settings ->
                settings
                    .apiCallAttemptTimeout(timeout)
                    .apiCallTimeout(timeout.multipliedBy(retries.maxAttempts()))
                    .retryStrategy(retries)
                    .putHeader("Connection", "close"));
    if (endpoint != null) {
      sts.endpointOverride(endpoint);
    }
    String place = endpoint == null ? "STS in " + region : endpoint.toString();
    return new StsConnection(sts.build(), http, place, timeout);
  }

  StsClient client() {
    return sts;
  }

  Duration timeout() {
    return timeout;
  }

  @Override
  public void close() {
    try {
      sts.close();
    } finally {
      http.close();
    }
  }

  /** Where it leads. */
  @Override
  public String toString() {
    return place;
  }
}
