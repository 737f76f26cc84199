package dev.credence.azure;

import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.core.util.Context;
import java.net.URI;
import java.util.Map;
import reactor.core.publisher.Mono;

/**
 * Azure's own HTTP client, with servers of this machine in the place of real ones: what is above it
 * sees https URLs, which Azure's policies insist on.
 */
final class ReroutedHttp implements HttpClient {
  private final HttpClient real = new JdkHttpClientBuilder().build();
  private final Map<String, URI> servers;

  /**
   * @param servers for the origin of each real server, such as {@code https://vault.azure.net}, the
   *     URL of the one that takes its place
   */
  ReroutedHttp(Map<String, URI> servers) {
    this.servers = servers;
  }

  @Override
  public Mono<HttpResponse> send(HttpRequest request) {
    return real.send(rerouted(request));
  }

  @Override
  public Mono<HttpResponse> send(HttpRequest request, Context context) {
    return real.send(rerouted(request), context);
  }

  @Override
  public HttpResponse sendSync(HttpRequest request, Context context) {
    return real.sendSync(rerouted(request), context);
  }

  private HttpRequest rerouted(HttpRequest request) {
    String url = request.getUrl().toString();
    for (Map.Entry<String, URI> server : servers.entrySet()) {
      if (url.startsWith(server.getKey() + "/")) {
        return request.copy().setUrl(server.getValue() + url.substring(server.getKey().length()));
      }
    }
    throw new IllegalStateException("Nothing of this test is at " + url);
  }
}
