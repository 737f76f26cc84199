package dev.credence.examples.buildtool;

import com.google.api.client.http.GenericUrl;
import com.google.api.client.http.HttpRequestFactory;
import com.google.api.client.http.HttpResponseException;
import com.google.api.client.http.javanet.NetHttpTransport;
import com.google.auth.http.HttpCredentialsAdapter;
import com.google.auth.oauth2.AccessToken;
import dev.credence.ambient.AmbientEnvironment;
import dev.credence.ambient.AmbientIdTokens;
import dev.credence.ambient.IdTokenSource;
import dev.credence.ambient.IdTokenUnavailableException;
import dev.credence.gcp.GcpFederation;
import dev.credence.gcp.WorkloadIdentityProvider;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;

/** A build that acts as a service account of Google Cloud. */
final class GoogleSession implements CloudSession {
  private final GcpFederation federation;
  private final String account;
  private final URI bucket;

  private GoogleSession(GcpFederation federation, String account, URI bucket) {
    this.federation = federation;
    this.account = account;
    this.bucket = bucket;
  }

  static GoogleSession open(CloudSettings settings, AmbientEnvironment job, Clouds clouds)
      throws IdTokenUnavailableException {
    URI bucket = clouds.bucket(settings.required("google.bucket"));
    // @start region="google"
    WorkloadIdentityProvider provider =
        WorkloadIdentityProvider.of(
            settings.number("google.project-number"),
            settings.required("google.pool"),
            settings.required("google.provider"));
    String account = settings.required("google.service-account");
    IdTokenSource ci = AmbientIdTokens.detect(provider.audience(), job);
    GcpFederation federation =
        clouds.google().provider(provider).serviceAccount(account).idTokens(ci).build();
    // @end
    return new GoogleSession(federation, account, bucket);
  }

  @Override
  public Caller caller() throws IOException {
    HttpRequestFactory client =
        new NetHttpTransport()
            .createRequestFactory(new HttpCredentialsAdapter(federation.credentials()));
    try {
      client.buildGetRequest(new GenericUrl(bucket)).execute().disconnect();
    } catch (HttpResponseException e) {
      throw new IOException(
          "Google answered "
              + e.getStatusCode()
              + ": let "
              + account
              + " see the bucket that google.bucket names.",
          e);
    }
    return new Caller(account, expiresAt());
  }

  private Instant expiresAt() {
    return Optional.ofNullable(federation.credentials().getAccessToken())
        .map(AccessToken::getExpirationTime)
        .map(Date::toInstant)
        .orElseThrow();
  }

  @Override
  public void close() {
    federation.close();
  }
}
