/**
 * Fetches of small documents that can't stall, grow, wander or leak.
 *
 * <p>{@link dev.credence.internal.http.BoundedFetch} is the one way from this library to a web
 * server: https only, one deadline over the whole exchange, a size limit, no redirects, no cookies,
 * no credentials but those of a {@link dev.credence.internal.http.CredentialRequest}, JSON only.
 * The two services that are reached by plain http are listed in {@link
 * dev.credence.internal.http.LocalService}; {@link dev.credence.internal.http.UnixSocketHttp}
 * reaches one by a socket in the file system. What goes wrong comes back as a {@link
 * dev.credence.internal.http.FetchException} in our own words.
 */
@NullMarked
package dev.credence.internal.http;

import org.jspecify.annotations.NullMarked;
