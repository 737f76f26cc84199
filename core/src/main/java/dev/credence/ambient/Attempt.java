package dev.credence.ambient;

import dev.credence.internal.http.FetchResult;
import java.util.concurrent.CompletableFuture;

/** Starts one try at a request, with a credential made afresh where it serves only once. */
@FunctionalInterface
interface Attempt {
  CompletableFuture<FetchResult> start() throws IdTokenUnavailableException;
}
