package dev.credence.audit;

import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Writes each event to SLF4J as one line: a short sentence, and the event's fields as key-value
 * pairs for a structured back end. What is trusted goes out at {@code INFO}; a refusal, a verdict
 * that could not be had and a gap go out at {@code WARN}.
 *
 * <p>Values are escaped and at most 64 code points long, in quotes unless they are one plain word.
 * What a token says has keys that start with {@code token.}, or with {@code unverified.} if anyone
 * could have written it.
 *
 * <p>Thread-safe.
 *
 * {@snippet class="snippets.AuditSnippets" region="listener"}
 */
public final class Slf4jAuditListener implements AuditListener {
  /** The logger that is written to unless another is named. */
  public static final String LOGGER = "dev.credence.audit";

  private final Logger log;

  Slf4jAuditListener(Logger log) {
    this.log = log;
  }

  /**
   * Returns a listener that writes to the logger {@value #LOGGER}.
   *
   * @return the listener
   */
  public static Slf4jAuditListener create() {
    return named(LOGGER);
  }

  /**
   * Returns a listener that writes to a logger of another name.
   *
   * @param logger the logger's name
   * @return the listener
   */
  public static Slf4jAuditListener named(String logger) {
    return new Slf4jAuditListener(LoggerFactory.getLogger(logger));
  }

  @Override
  public void on(AuditEvent event) {
    boolean good = event.verdict() == AuditEvent.Verdict.TRUSTED;
    if (good ? !log.isInfoEnabled() : !log.isWarnEnabled()) {
      return;
    }
    LoggingEventBuilder line = good ? log.atInfo() : log.atWarn();
    for (Map.Entry<String, Object> field : AuditText.fields(event).entrySet()) {
      line = line.addKeyValue(field.getKey(), field.getValue());
    }
    line.log(AuditText.headline(event));
  }
}
