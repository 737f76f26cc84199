/**
 * Trusting a CI job by its OIDC token.
 *
 * <p>Start at {@link dev.credence.TrustPolicy}: build one that says which job is trusted, keep it,
 * and {@linkplain dev.credence.TrustPolicy#verify(String) verify} tokens with it. What comes back
 * is a {@link dev.credence.VerifiedToken}, whose type is the proof, or a {@link
 * dev.credence.Rejection} that explains itself. What can be required of a token's claims is in
 * {@link dev.credence.claim}, the ready-made claims of each CI in {@link dev.credence.ci}, and
 * where keys come from in {@link dev.credence.keys}.
 */
@NullMarked
package dev.credence;

import org.jspecify.annotations.NullMarked;
