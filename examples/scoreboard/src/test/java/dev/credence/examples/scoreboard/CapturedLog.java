package dev.credence.examples.scoreboard;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.Logger;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.BasicMDCAdapter;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/** Takes all that is logged through SLF4J, at every level, while someone listens. */
public final class CapturedLog implements SLF4JServiceProvider {
  private static final Object LOCK = new Object();
  private static StringWriter sink;

  private final IMarkerFactory markers = new BasicMarkerFactory();
  private final MDCAdapter context = new BasicMDCAdapter();

  /** For SLF4J, which finds this class by its name. */
  public CapturedLog() {}

  static void listen() {
    synchronized (LOCK) {
      sink = new StringWriter();
    }
  }

  /** What was logged since {@link #listen()}; nobody listens any more. */
  static String heard() {
    synchronized (LOCK) {
      String heard = sink.toString();
      sink = null;
      return heard;
    }
  }

  @Override
  public ILoggerFactory getLoggerFactory() {
    return Recorder::new;
  }

  @Override
  public IMarkerFactory getMarkerFactory() {
    return markers;
  }

  @Override
  public MDCAdapter getMDCAdapter() {
    return context;
  }

  @Override
  public String getRequestedApiVersion() {
    return "2.0.99";
  }

  @Override
  public void initialize() {}

  private static final class Recorder extends LegacyAbstractLogger implements Logger {
    private static final long serialVersionUID = 1L;

    Recorder(String name) {
      this.name = name;
    }

    @Override
    protected void handleNormalizedLoggingCall(
        Level level, Marker marker, String message, Object[] arguments, Throwable thrown) {
      synchronized (LOCK) {
        if (sink == null) {
          return;
        }
        PrintWriter out = new PrintWriter(sink);
        out.println(
            level + " " + name + " " + MessageFormatter.basicArrayFormat(message, arguments));
        if (thrown != null) {
          thrown.printStackTrace(out);
        }
      }
    }

    private static boolean isHeard() {
      synchronized (LOCK) {
        return sink != null;
      }
    }

    @Override
    protected String getFullyQualifiedCallerName() {
      return "";
    }

    @Override
    public boolean isTraceEnabled() {
      return isHeard();
    }

    @Override
    public boolean isDebugEnabled() {
      return isHeard();
    }

    @Override
    public boolean isInfoEnabled() {
      return isHeard();
    }

    @Override
    public boolean isWarnEnabled() {
      return isHeard();
    }

    @Override
    public boolean isErrorEnabled() {
      return isHeard();
    }
  }
}
