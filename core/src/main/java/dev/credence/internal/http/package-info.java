/**
 * Fetches of small JSON documents that can't stall, grow, wander or leak.
 *
 * <p>{@link dev.credence.internal.http.BoundedFetch} is the one way from this library to a web
 * server: https only, one deadline over the whole exchange, a size limit, no redirects, no cookies,
 * no credentials, JSON only. What goes wrong comes back as a {@link
 * dev.credence.internal.http.FetchException} in our own words.
 */
@NullMarked
package dev.credence.internal.http;

import org.jspecify.annotations.NullMarked;
