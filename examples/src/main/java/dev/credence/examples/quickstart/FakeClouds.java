package dev.credence.examples.quickstart;

import com.azure.core.http.HttpClient;
import dev.credence.TrustPolicy;
import dev.credence.aws.AwsFederation;
import dev.credence.azure.AzureCloud;
import dev.credence.azure.AzureFederation;
import dev.credence.examples.buildtool.CloudSettings;
import dev.credence.examples.buildtool.Clouds;
import dev.credence.gcp.GcpFederation;
import dev.credence.testkit.CiIssuer;
import dev.credence.testkit.CloudServer;
import dev.credence.testkit.FakeAwsSts;
import dev.credence.testkit.FakeEntra;
import dev.credence.testkit.FakeEntraApplication;
import dev.credence.testkit.FakeGoogle;
import dev.credence.testkit.FakeGooglePool;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import software.amazon.awssdk.services.sts.StsClientBuilder;

/** Three fake clouds on loopback, and one principal in each. Thread-safe. */
public final class FakeClouds implements Clouds, AutoCloseable {
  /** The clouds, as settings call them. */
  public static final List<String> NAMES = List.of("aws", "google", "azure");

  private static final String ACCOUNT = "123456789012";
  private static final String SERVICE_ACCOUNT = "deploy@my-project.iam.gserviceaccount.com";
  private static final String TENANT = "8d3e3d5c-51a3-4b6e-9d4e-0d6c3b3b3f10";
  private static final String CLIENT = "0f4a2d34-7e2c-4b0d-9a8a-5b7a2f9f6c21";
  private static final String MANAGEMENT = "https://management.azure.com";

  private final InstantSource clock;
  private final FakeAwsSts sts;
  private final FakeGoogle google;
  private final FakeGooglePool pool;
  private final FakeEntra entra;
  private final FakeEntraApplication application;
  private final URI management;

  private FakeClouds(InstantSource clock) {
    this.clock = clock;
    this.sts = FakeAwsSts.start(clock);
    this.google = FakeGoogle.start(clock);
    this.pool = google.pool(123456789012L, "ci-pool");
    this.entra = FakeEntra.start(clock);
    this.application = entra.tenant(TENANT).application(CLIENT);
    this.management = entra.resource(MANAGEMENT).url();
    google.serviceAccount(SERVICE_ACCOUNT).allow(pool.principalSet());
  }

  /**
   * Starts the fakes, which let nobody in.
   *
   * @param clock by which credentials expire
   * @return the fakes
   */
  public static FakeClouds start(InstantSource clock) {
    return new FakeClouds(clock);
  }

  /**
   * Lets jobs of a CI in.
   *
   * @param ci the CI
   * @param trust which jobs, by the audience that AWS or Google expects
   * @param subject the same for Azure, which compares nothing else of the job
   */
  public void trust(CiIssuer<?> ci, Function<String, TrustPolicy> trust, String subject) {
    sts.account(ACCOUNT)
        .oidcProvider(ci, AwsFederation.AUDIENCE)
        .role("deploy", trust.apply(AwsFederation.AUDIENCE));
    pool.oidcProvider("ci-jobs", ci, trust.apply(pool.audience("ci-jobs")));
    application.trusts(ci, subject);
  }

  /**
   * Returns which audience a job's token needs for a cloud.
   *
   * @param cloud {@code aws}, {@code google} or {@code azure}
   * @return the audience
   */
  public String audience(String cloud) {
    return switch (cloud) {
      case "aws" -> AwsFederation.AUDIENCE;
      case "google" -> pool.audience("ci-jobs");
      default -> AzureCloud.PUBLIC.audience();
    };
  }

  /**
   * Returns what a build's user sets to work in a cloud.
   *
   * @param cloud {@code aws}, {@code google} or {@code azure}
   * @return the settings for the principal that is there
   */
  public static CloudSettings settings(String cloud) {
    return CloudSettings.of(
        Map.ofEntries(
            Map.entry("cloud", cloud),
            Map.entry("aws.role", "arn:aws:iam::" + ACCOUNT + ":role/deploy"),
            Map.entry("aws.region", "eu-west-1"),
            Map.entry("google.project-number", ACCOUNT),
            Map.entry("google.pool", "ci-pool"),
            Map.entry("google.provider", "ci-jobs"),
            Map.entry("google.service-account", SERVICE_ACCOUNT),
            Map.entry("google.bucket", "credence-test"),
            Map.entry("azure.tenant", TENANT),
            Map.entry("azure.client", CLIENT)));
  }

  /**
   * Returns the server of a fake, with its faults and its journal.
   *
   * @param cloud {@code aws}, {@code google} or {@code azure}
   * @return the server
   */
  public CloudServer server(String cloud) {
    return switch (cloud) {
      case "aws" -> sts.server();
      case "google" -> google.server();
      default -> entra.server();
    };
  }

  @Override
  public AwsFederation.Builder aws() {
    return Clouds.super.aws().endpoint(sts.url()).clock(clock);
  }

  @Override
  public StsClientBuilder sts() {
    return Clouds.super.sts().endpointOverride(sts.url());
  }

  @Override
  public GcpFederation.Builder google() {
    return Clouds.super.google().proxySelector(google.inPlaceOfGoogle()).clock(clock);
  }

  @Override
  public URI bucket(String bucket) {
    return google.url().resolve(Clouds.super.bucket(bucket).getPath());
  }

  @Override
  public AzureFederation.Builder azure() {
    return Clouds.super.azure().proxySelector(entra.inPlaceOfEntra()).clock(clock);
  }

  /** Azure's clients insist on https; what they send goes to the fake all the same. */
  @Override
  public HttpClient azureHttp() {
    HttpClient http = Clouds.super.azureHttp();
    return request -> {
      String path = request.getUrl().getPath();
      return http.send(request.copy().setUrl(management + path));
    };
  }

  /** Stops the fakes. */
  @Override
  public void close() {
    sts.close();
    google.close();
    entra.close();
  }
}
