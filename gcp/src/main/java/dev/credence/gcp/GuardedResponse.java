package dev.credence.gcp;

import com.google.api.client.http.LowLevelHttpResponse;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** A sound answer, as Google's library gets to see it: a status of 200, and JSON. */
final class GuardedResponse extends LowLevelHttpResponse {
  private static final int OK = 200;

  private final byte[] body;

  GuardedResponse(byte[] body) {
    this.body = body;
  }

  @Override
  public InputStream getContent() {
    return new ByteArrayInputStream(body);
  }

  @Override
  public @Nullable String getContentEncoding() {
    return null;
  }

  @Override
  public long getContentLength() {
    return body.length;
  }

  @Override
  public String getContentType() {
    return "application/json; charset=utf-8";
  }

  @Override
  public String getStatusLine() {
    return "HTTP/1.1 200 OK";
  }

  @Override
  public int getStatusCode() {
    return OK;
  }

  @Override
  public String getReasonPhrase() {
    return "OK";
  }

  @Override
  public int getHeaderCount() {
    return 0;
  }

  @Override
  public String getHeaderName(int index) {
    throw new IndexOutOfBoundsException(index);
  }

  @Override
  public String getHeaderValue(int index) {
    throw new IndexOutOfBoundsException(index);
  }
}
