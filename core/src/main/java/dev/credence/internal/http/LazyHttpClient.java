package dev.credence.internal.http;

import java.lang.ref.WeakReference;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP client of one fetcher, made when it is first needed: a policy may never fetch. It keeps
 * itself while exchanges are under way; between them the garbage collector may have it, and with it
 * the thread that it holds.
 */
final class LazyHttpClient {
  private final FetchSettings settings;
  private final FetchAddress address;
  private final FetchThreads threads;
  private final ReentrantLock lock = new ReentrantLock();
  private WeakReference<HttpClient> client = new WeakReference<>(null);
  private boolean closed;

  LazyHttpClient(FetchSettings settings, FetchAddress address, FetchThreads threads) {
    this.settings = settings;
    this.address = address;
    this.threads = threads;
  }

  HttpClient get() {
    lock.lock();
    try {
      if (closed) {
        throw new RejectedExecutionException("closed");
      }
      HttpClient known = client.get();
      if (known != null) {
        return known;
      }
      HttpClient made = newClient();
      client = new WeakReference<>(made);
      return made;
    } finally {
      lock.unlock();
    }
  }

  void close() {
    lock.lock();
    try {
      if (!closed) {
        closed = true;
        release(client.get());
        client.clear();
      }
    } finally {
      lock.unlock();
    }
  }

  private HttpClient newClient() {
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .executor(threads)
            .followRedirects(Redirect.NEVER)
            .connectTimeout(settings.connectTimeout());
    if (address.isPlain()) {
      // Over plain http the client would otherwise ask each server to change to HTTP/2.
      builder.version(Version.HTTP_1_1).proxy(HttpClient.Builder.NO_PROXY);
    } else if (settings.proxySelector() != null) {
      builder.proxy(settings.proxySelector());
    }
    if (settings.sslContext() != null) {
      builder.sslContext(settings.sslContext());
    }
    return builder.build();
  }

  /**
   * Closes the client where it can be closed, from JDK 21 on; before, its thread ends once it is no
   * longer referred to. Closing waits for exchanges to wind down, so a caller doesn't do it.
   */
  private void release(@Nullable HttpClient idle) {
    if (idle instanceof AutoCloseable closeable) {
      threads.execute(() -> closeThenShutdown(closeable));
    } else {
      threads.shutdown();
    }
  }

  private void closeThenShutdown(AutoCloseable closeable) {
    try {
      closeable.close();
    } catch (Exception alreadyGone) {
      // Nothing is left to be released, and nobody to be told.
    } finally {
      threads.shutdown();
    }
  }
}
