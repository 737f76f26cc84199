package dev.credence.aws;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;

/** An HTTP client that reads no more of an answer than STS would ever send. */
final class BoundedHttpClient implements SdkHttpClient {
  /** STS' answers have about 3,000 octets. */
  private static final int MOST_OCTETS = 256 * 1_024;

  private final SdkHttpClient delegate;

  BoundedHttpClient(SdkHttpClient delegate) {
    this.delegate = delegate;
  }

  /** An answer went on and on. */
  static final class AnswerTooLongException extends IOException {
    private static final long serialVersionUID = 1L;

    AnswerTooLongException() {
      super("The answer is longer than " + MOST_OCTETS + " octets");
    }
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    ExecutableHttpRequest prepared = delegate.prepareRequest(request);
    return new ExecutableHttpRequest() {
      @Override
      public HttpExecuteResponse call() throws IOException {
        return bounded(prepared.call());
      }

      @Override
      public void abort() {
        prepared.abort();
      }
    };
  }

  private static HttpExecuteResponse bounded(HttpExecuteResponse answer) {
    return answer
        .responseBody()
        .map(body ->
            HttpExecuteResponse.builder()
                .response(answer.httpResponse())
                .responseBody(AbortableInputStream.create(new BoundedBody(body), body))
                .build())
        .orElse(answer);
  }

  /** A body that fails when it gets too long. */
  private static final class BoundedBody extends FilterInputStream {
    private long left = MOST_OCTETS;

    BoundedBody(InputStream body) {
      super(body);
    }

    @Override
    public int read() throws IOException {
      int octet = super.read();
      count(octet < 0 ? 0 : 1);
      return octet;
    }

    @Override
    public int read(byte[] octets, int from, int length) throws IOException {
      int read = super.read(octets, from, length);
      count(Math.max(read, 0));
      return read;
    }

    @Override
    public boolean markSupported() {
      return false;
    }

    private void count(int read) throws AnswerTooLongException {
      left -= read;
      if (left < 0) {
        throw new AnswerTooLongException();
      }
    }
  }

  @Override
  public String clientName() {
    return delegate.clientName();
  }

  @Override
  public void close() {
    delegate.close();
  }
}
