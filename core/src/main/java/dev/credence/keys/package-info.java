/**
 * The public keys of token issuers, and where they come from.
 *
 * <p>A {@link dev.credence.keys.KeySource} answers with an immutable {@link
 * dev.credence.keys.KeySet}: literal, read from a file, or fetched over https by a {@link
 * dev.credence.keys.JwksKeySource}. Each {@link dev.credence.keys.VerificationKey} in it has passed
 * the checks that a key must pass before a signature under it means anything. When keys can't be
 * had, that is a {@link dev.credence.keys.KeysUnavailableException} and says nothing about any
 * token. {@link dev.credence.keys.KeyStatus} and {@link dev.credence.keys.KeyEvents} tell operators
 * how the fetching goes.
 */
@NullMarked
package dev.credence.keys;

import org.jspecify.annotations.NullMarked;
