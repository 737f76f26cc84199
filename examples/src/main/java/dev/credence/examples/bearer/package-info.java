/**
 * What services share that take a job's token as a bearer token: where it stands in a request, and
 * what to answer when it doesn't let the request in (RFC 6750).
 */
@NullMarked
package dev.credence.examples.bearer;

import org.jspecify.annotations.NullMarked;
