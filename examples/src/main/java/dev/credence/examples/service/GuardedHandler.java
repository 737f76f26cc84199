package dev.credence.examples.service;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.credence.examples.bearer.Access;
import dev.credence.examples.bearer.BearerAnswer;
import dev.credence.examples.bearer.BearerGuard;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Hands a request on if its job has the role that this takes. Thread-safe. */
final class GuardedHandler implements HttpHandler {
  private final BearerGuard guard;
  private final String role;
  private final JobHandler next;

  GuardedHandler(BearerGuard guard, String role, JobHandler next) {
    this.guard = guard;
    this.role = BearerGuard.requireRole(role);
    this.next = next;
  }

  // @start region="handler"
  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      List<String> fields = exchange.getRequestHeaders().getOrDefault("Authorization", List.of());
      Access access = guard.check(fields, role);
      if (access instanceof Access.Granted granted) {
        next.handle(exchange, granted.job());
      } else {
        send(exchange, ((Access.Refused) access).answer());
      }
    }
  }

  private static void send(HttpExchange exchange, BearerAnswer answer) throws IOException {
    answer.headers().forEach(exchange.getResponseHeaders()::set);
    byte[] body = answer.body().getBytes(StandardCharsets.US_ASCII);
    exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }
  // @end
}
