/**
 * ID tokens inside a CI job: where the job itself gets the token that proves who it is.
 *
 * <p>{@link dev.credence.ambient.AmbientIdTokens} recognises the CI and returns an {@link
 * dev.credence.ambient.IdTokenSource}; each CI's own class does the same where the CI is known.
 * Some CIs make a token for any audience on request, over HTTP or by a program; others put one into
 * a variable or a file, for an audience that the pipeline's YAML fixes or that nobody can choose.
 * {@link dev.credence.ambient.OAuthIdTokens} gets tokens from an identity provider, for CIs that
 * issue none.
 *
 * <p>A token that comes out has the audience that was asked for and has not expired. When none can
 * be had, an {@link dev.credence.ambient.IdTokenUnavailableException} says what is missing and
 * shows the lines that supply it. Tokens and credentials are never printed, are sent to the one
 * place that they are for, and are not kept.
 */
@NullMarked
package dev.credence.ambient;

import org.jspecify.annotations.NullMarked;
