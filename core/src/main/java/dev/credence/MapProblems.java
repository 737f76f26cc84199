package dev.credence;

import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs what keeps a shared map from deciding when that changes, not once for each token. */
final class MapProblems {
  private static final Logger LOG = LoggerFactory.getLogger(SharedReplayGuard.class);
  private static final String NONE = "";

  private final AtomicReference<String> last = new AtomicReference<>(NONE);

  /** Notes a problem, in words of our own or with the name of an exception's type. */
  void met(String problem) {
    if (!last.getAndSet(problem).equals(problem)) {
      LOG.warn("The replay guard can't decide, so tokens are refused: {}", problem);
    }
  }

  void over() {
    if (!last.getAndSet(NONE).isEmpty()) {
      LOG.info("The replay guard decides again");
    }
  }
}
