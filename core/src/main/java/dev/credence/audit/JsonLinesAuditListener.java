package dev.credence.audit;

import java.io.Flushable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Writes each event as one line of JSON, in ASCII, flushed before the next; see {@link
 * AuditEvent#toJson()}.
 *
 * <p>Where the lines go is the caller's: it is not closed here, and files that grow too large are
 * the business of a logging library. A line that can't be written throws {@link
 * UncheckedIOException}, which a {@link GuardedAuditListener} counts and reports.
 *
 * <p>Thread-safe: lines never mix, unless others write to the same place.
 *
 * {@snippet class="snippets.AuditSnippets" region="json"}
 */
public final class JsonLinesAuditListener implements AuditListener {
  private static final char LINE_END = '\n';

  private final Sink sink;
  private final ReentrantLock lock = new ReentrantLock();

  private JsonLinesAuditListener(Sink sink) {
    this.sink = sink;
  }

  /**
   * Returns a listener that writes to a text.
   *
   * @param text a writer, a print stream, a string builder; flushed after each line if it can be
   * @return the listener
   */
  public static JsonLinesAuditListener to(Appendable text) {
    Objects.requireNonNull(text, "text");
    return new JsonLinesAuditListener(line -> {
      text.append(line);
      if (text instanceof Flushable buffered) {
        buffered.flush();
      }
      requireNoError(text);
    });
  }

  /**
   * Returns a listener that writes to a stream of octets.
   *
   * @param stream the stream, flushed after each line
   * @return the listener
   */
  public static JsonLinesAuditListener toStream(OutputStream stream) {
    Objects.requireNonNull(stream, "stream");
    return new JsonLinesAuditListener(line -> {
      stream.write(line.getBytes(StandardCharsets.US_ASCII));
      stream.flush();
      requireNoError(stream);
    });
  }

  /** The printing classes keep their failures to themselves until they are asked. */
  private static void requireNoError(Object target) throws IOException {
    if ((target instanceof PrintStream stream && stream.checkError())
        || (target instanceof PrintWriter writer && writer.checkError())) {
      throw new IOException("what was printed did not reach its destination");
    }
  }

  @Override
  public void on(AuditEvent event) {
    String line = event.toJson() + LINE_END;
    lock.lock();
    try {
      sink.write(line);
    } catch (IOException e) {
      throw new UncheckedIOException("An audit line could not be written", e);
    } finally {
      lock.unlock();
    }
  }

  /** Where lines go. */
  private interface Sink {
    void write(String line) throws IOException;
  }
}
