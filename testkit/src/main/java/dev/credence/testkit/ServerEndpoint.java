package dev.credence.testkit;

import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * One path of a server: which faults its requests meet, what header fields its answers have, and
 * what it was asked.
 *
 * <p>Thread-safe.
 */
public final class ServerEndpoint {
  private final URI url;
  private final FaultScript faults;
  private final RequestJournal journal;
  private final Map<String, String[]> headers =
      new ConcurrentSkipListMap<>(String.CASE_INSENSITIVE_ORDER);

  ServerEndpoint(URI url, FaultScript faults, RequestLog log) {
    this.url = url;
    this.faults = faults;
    this.journal = new RequestJournal(log, request -> request.path().equals(url.getRawPath()));
  }

  /**
   * Where it is.
   *
   * @return a URL of this machine
   */
  public URI url() {
    return url;
  }

  /**
   * Which faults the requests for this path meet, unless one of the whole server comes first.
   *
   * @return the script
   */
  public FaultScript faults() {
    return faults;
  }

  /**
   * What was asked for here.
   *
   * @return a live view
   */
  public RequestJournal journal() {
    return journal;
  }

  /**
   * Sets a header field of all answers from now on. Key sets and discovery documents have an {@code
   * ETag} of their own, which changes with them, and none of {@code Cache-Control}, {@code Age} and
   * {@code Expires} unless set here.
   *
   * @param name such as {@code Cache-Control}
   * @param values one for each line; none leaves the field out, even {@code ETag}
   * @return this endpoint
   */
  public ServerEndpoint header(String name, String... values) {
    headers.put(Objects.requireNonNull(name, "name"), values.clone());
    return this;
  }

  /** The response with the header fields that are set here. */
  ServerResponse adorn(ServerResponse response) {
    ServerResponse adorned = response;
    for (Map.Entry<String, String[]> field : headers.entrySet()) {
      adorned = adorned.header(field.getKey(), field.getValue());
    }
    return adorned;
  }

  @Override
  public String toString() {
    return url.toString();
  }
}
