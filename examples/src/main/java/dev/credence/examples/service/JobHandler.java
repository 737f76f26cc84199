package dev.credence.examples.service;

import com.sun.net.httpserver.HttpExchange;
import dev.credence.Decision;
import java.io.IOException;

/** Serves a request of a job that was let in. */
@FunctionalInterface
interface JobHandler {
  /**
   * Answers the request.
   *
   * @param exchange the request and its answer
   * @param job whose request it is. It is an argument because attributes of an exchange are shared
   *     by all exchanges of a context.
   */
  void handle(HttpExchange exchange, Decision.Trusted job) throws IOException;
}
