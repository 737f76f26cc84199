package dev.credence.internal.http;

import dev.credence.internal.http.FetchException.Kind;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Translates what the HTTP client throws into our own kinds and words. */
final class FetchFailures {
  /** Deeper chains of causes are not followed: one could be a loop. */
  private static final int MAX_CAUSES = 16;

  private FetchFailures() {}

  static FetchException translated(String host, Throwable failure) {
    FetchException own = causeOf(failure, FetchException.class);
    if (own != null) {
      return own;
    }
    if (causeOf(failure, TimeoutException.class) != null) {
      return new FetchException(Kind.DEADLINE, host, "did not finish its answer in time");
    }
    if (causeOf(failure, SSLException.class) != null) {
      return new FetchException(Kind.TLS, host, "could not be reached over trusted TLS");
    }
    if (isUnreachable(failure)) {
      return new FetchException(Kind.CONNECT, host, "could not be reached");
    }
    return new FetchException(Kind.IO, host, "broke off the exchange");
  }

  private static boolean isUnreachable(Throwable failure) {
    return causeOf(failure, ConnectException.class) != null
        || causeOf(failure, HttpConnectTimeoutException.class) != null
        || causeOf(failure, UnresolvedAddressException.class) != null;
  }

  private static <T extends Throwable> @Nullable T causeOf(Throwable failure, Class<T> type) {
    Throwable cause = failure;
    for (int i = 0; i < MAX_CAUSES && cause != null; i++) {
      if (type.isInstance(cause)) {
        return type.cast(cause);
      }
      cause = cause.getCause();
    }
    return null;
  }
}
