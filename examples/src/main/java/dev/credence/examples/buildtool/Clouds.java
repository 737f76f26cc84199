package dev.credence.examples.buildtool;

import com.azure.core.http.HttpClient;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import dev.credence.aws.AwsFederation;
import dev.credence.azure.AzureFederation;
import dev.credence.gcp.GcpFederation;
import java.net.URI;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.StsClientBuilder;

/** The clouds as they are. Tests put fakes in their place, by other builders. */
public interface Clouds {
  /** The real ones. */
  Clouds REAL = new Clouds() {};

  /**
   * Starts credentials of AWS.
   *
   * @return a new builder
   */
  default AwsFederation.Builder aws() {
    return AwsFederation.builder();
  }

  /**
   * Starts a client of AWS.
   *
   * @return a new builder
   */
  default StsClientBuilder sts() {
    return StsClient.builder().httpClientBuilder(UrlConnectionHttpClient.builder());
  }

  /**
   * Starts credentials of Google.
   *
   * @return a new builder
   */
  default GcpFederation.Builder google() {
    return GcpFederation.builder();
  }

  /**
   * Returns where a bucket of Google's tells about itself.
   *
   * @param bucket its name
   * @return a URL
   */
  default URI bucket(String bucket) {
    return URI.create("https://storage.googleapis.com/storage/v1/b/" + bucket);
  }

  /**
   * Starts a credential of Azure.
   *
   * @return a new builder
   */
  default AzureFederation.Builder azure() {
    return AzureFederation.builder();
  }

  /**
   * Returns what Azure's clients send their requests with.
   *
   * @return a client
   */
  default HttpClient azureHttp() {
    return new JdkHttpClientBuilder().build();
  }
}
