package dev.credence.testkit;

/** Answers the requests for one method and path. Called by several threads at once. */
@FunctionalInterface
interface ServerRoute {
  ServerResponse answer(ServerRequest request);
}
