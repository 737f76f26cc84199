package dev.credence.testkit;

import java.io.IOException;

/**
 * What is about to be answered to a request, and how.
 *
 * @param request what was asked
 * @param response what is answered
 * @param delivery how it is sent
 * @param complete whether it is sent in full even where 304 would do, so that a fault shows
 * @param pause what happens before
 */
record Reply(
    ServerRequest request,
    ServerResponse response,
    Delivery delivery,
    boolean complete,
    Pause pause) {

  /** Something that takes time. */
  interface Pause {
    void over(Wire wire) throws IOException;
  }

  static Reply sound(ServerRequest request, ServerResponse response) {
    return new Reply(request, response, Delivery.WHOLE, false, wire -> {});
  }

  Reply with(ServerResponse other) {
    return new Reply(request, other, delivery, complete, pause);
  }

  Reply with(Delivery other) {
    return new Reply(request, response, other, true, pause);
  }

  Reply inFull() {
    return new Reply(request, response, delivery, true, pause);
  }

  Reply after(Pause more) {
    return new Reply(
        request,
        response,
        delivery,
        complete,
        wire -> {
          pause.over(wire);
          more.over(wire);
        });
  }
}
