package dev.credence.audit;

/**
 * Where the ids come from that tie what a caller was told to the line in the audit log.
 *
 * <p>A service that gives each request an id has its own used:
 *
 * {@snippet class="snippets.AuditSnippets" region="correlation"}
 *
 * <p>Implementations must be thread-safe. They are asked by the thread that starts a decision or an
 * exchange, before anything else is done, so that an id kept with the thread is found.
 */
@FunctionalInterface
public interface CorrelationIds {
  /** Longest id that is used, in characters. */
  int MAX_LENGTH = 64;

  /**
   * Returns the id of the decision or exchange that starts now.
   *
   * @return 1 to {@link #MAX_LENGTH} ASCII letters, digits and characters of {@code -_.:=+/}; in
   *     place of anything else, which may come from the caller and is sent back to it, a random id
   *     is used
   */
  String next();

  /**
   * Returns ids of 128 random bits each, in base64url.
   *
   * @return the ids that are used unless others are given
   */
  static CorrelationIds random() {
    return RandomCorrelationIds.SECURE;
  }

  /**
   * Asks for an id that may have come from a caller.
   *
   * @param ids whom to ask
   * @return the next id; a random one where they throw or give one that can't be used
   */
  static String nextOf(CorrelationIds ids) {
    try {
      String id = ids.next();
      if (id != null && isUsable(id)) {
        return id;
      }
    } catch (RuntimeException unusable) {
      // The decision goes on, with an id of our own.
    }
    return random().next();
  }

  /**
   * Tells whether an id can be used as it is.
   *
   * @param id the id
   * @return true if it has the form that {@link #next()} asks for
   */
  static boolean isUsable(String id) {
    return !id.isEmpty()
        && id.length() <= MAX_LENGTH
        && id.chars().allMatch(RandomCorrelationIds::isUsable);
  }
}
