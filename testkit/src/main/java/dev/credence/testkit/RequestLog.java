package dev.credence.testkit;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All requests of one server. Thread-safe. */
final class RequestLog {
  private final InstantSource clock;
  private final ChangeSignal changes = new ChangeSignal();
  private final List<RecordedRequest> requests = new ArrayList<>();

  RequestLog(InstantSource clock) {
    this.clock = clock;
  }

  void add(int connection, ServerRequest request, @Nullable Fault fault) {
    synchronized (requests) {
      int number = requests.size() + 1;
      requests.add(new RecordedRequest(number, connection, clock.instant(), request, fault));
    }
    changes.changed();
  }

  List<RecordedRequest> all() {
    synchronized (requests) {
      return List.copyOf(requests);
    }
  }

  ChangeSignal changes() {
    return changes;
  }
}
