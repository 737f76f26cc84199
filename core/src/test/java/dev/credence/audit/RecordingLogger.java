package dev.credence.audit;

import java.util.ArrayList;
import java.util.List;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.event.LoggingEvent;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;
import org.slf4j.spi.LoggingEventAware;

/** Keeps what it is given. */
final class RecordingLogger extends LegacyAbstractLogger implements LoggingEventAware {
  private static final long serialVersionUID = 1L;

  private final transient List<LoggingEvent> events = new ArrayList<>();
  private final transient List<String> lines = new ArrayList<>();
  private boolean enabled = true;

  void disable() {
    enabled = false;
  }

  synchronized List<LoggingEvent> events() {
    return List.copyOf(events);
  }

  synchronized List<String> lines() {
    return List.copyOf(lines);
  }

  @Override
  public synchronized void log(LoggingEvent event) {
    events.add(event);
  }

  @Override
  protected synchronized void handleNormalizedLoggingCall(
      Level level, Marker marker, String message, Object[] arguments, Throwable throwable) {
    lines.add(level + " " + MessageFormatter.basicArrayFormat(message, arguments));
  }

  @Override
  protected String getFullyQualifiedCallerName() {
    return "";
  }

  @Override
  public boolean isTraceEnabled() {
    return enabled;
  }

  @Override
  public boolean isDebugEnabled() {
    return enabled;
  }

  @Override
  public boolean isInfoEnabled() {
    return enabled;
  }

  @Override
  public boolean isWarnEnabled() {
    return enabled;
  }

  @Override
  public boolean isErrorEnabled() {
    return enabled;
  }
}
