/**
 * The two ways in and the one way out for text that somebody else wrote.
 *
 * <p>On the way in, {@link dev.credence.internal.text.Base64Url} and {@link
 * dev.credence.internal.text.StrictUtf8} accept exactly one spelling of each value, because a token
 * that can be spelled in two ways can slip past whatever remembers the first spelling. Both answer
 * {@code null} to bad input instead of throwing, since bad input is their everyday business.
 *
 * <p>On the way out, {@link dev.credence.internal.text.SafeText} is the only road from a value that
 * a stranger chose to a message, a log line or a {@code toString}.
 *
 * <p>Internal: not part of the public API, may change in any release.
 */
@NullMarked
package dev.credence.internal.text;

import org.jspecify.annotations.NullMarked;
