package dev.credence.gcp;

import com.google.api.client.http.LowLevelHttpRequest;
import com.google.api.client.http.LowLevelHttpResponse;
import dev.credence.internal.http.Answer;
import dev.credence.internal.http.CredentialRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** A request of Google's library, sent by {@link GuardedTransport}'s rules. Not thread-safe. */
final class GuardedRequest extends LowLevelHttpRequest {
  /** What answers may be like is the transport's business. In lower case. */
  private static final Set<String> NOT_THE_LIBRARYS = Set.of("accept", "accept-encoding");

  private final GuardedTransport transport;
  private final String url;
  private final Map<String, String> headers = new LinkedHashMap<>();

  GuardedRequest(GuardedTransport transport, String url) {
    this.transport = transport;
    this.url = url;
  }

  @Override
  public void addHeader(String name, String value) {
    if (!NOT_THE_LIBRARYS.contains(name.toLowerCase(Locale.ROOT))) {
      headers.put(name, value);
    }
  }

  @Override
  public LowLevelHttpResponse execute() throws IOException {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    getStreamingContent().writeTo(content);
    CredentialRequest request =
        CredentialRequest.post(URI.create(url), Answer.CLOUD_TOKEN)
            .body(getContentType(), content.toString(StandardCharsets.UTF_8));
    for (Map.Entry<String, String> header : headers.entrySet()) {
      request = request.header(header.getKey(), header.getValue());
    }
    return new GuardedResponse(transport.granted(Step.of(url), request));
  }
}
