package dev.credence.testkit;

import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The requests that a server, or one endpoint of it, got so far. A live view: it grows as requests
 * come. A request is in it as soon as it was read, before it is answered.
 *
 * <p>Thread-safe. The text has a line for each request and shows no credentials.
 *
 * {@snippet class="snippets.FaultSnippetsTest" region="journal"}
 */
public final class RequestJournal {
  private final RequestLog log;
  private final Predicate<RecordedRequest> counted;

  RequestJournal(RequestLog log, Predicate<RecordedRequest> counted) {
    this.log = log;
    this.counted = counted;
  }

  /**
   * The requests in the order in which they came.
   *
   * @return a copy, which grows no more
   */
  public List<RecordedRequest> requests() {
    return log.all().stream().filter(counted).toList();
  }

  /**
   * How many requests came.
   *
   * @return 0 when nothing was asked
   */
  public int count() {
    return requests().size();
  }

  /**
   * Whether nothing was asked.
   *
   * @return true without a request
   */
  public boolean isEmpty() {
    return count() == 0;
  }

  /**
   * The last request.
   *
   * @return the request
   * @throws IllegalStateException if none came yet
   */
  public RecordedRequest last() {
    List<RecordedRequest> requests = requests();
    if (requests.isEmpty()) {
      throw new IllegalStateException("No request came yet");
    }
    return requests.get(requests.size() - 1);
  }

  /**
   * Waits until a number of requests have come, as they do from a background thread.
   *
   * @param requests how many, from the server's start on
   * @param patience the longest real time to wait
   * @return whether as many came
   */
  public boolean await(int requests, Duration patience) {
    return log.changes().await(() -> count() >= requests, patience);
  }

  @Override
  public String toString() {
    return requests().stream().map(RecordedRequest::toString).collect(Collectors.joining("\n"));
  }
}
