/**
 * What a policy can say about the claims of a token, as data.
 *
 * <p>A {@link dev.credence.claim.Claim Claim} names a claim and its JSON type. Its methods say what
 * the claim must be, in words such as {@code REF.is("refs/heads/main")}, and give a {@link
 * dev.credence.claim.Requirement Requirement}: one claim with one {@link
 * dev.credence.claim.ClaimMatcher ClaimMatcher}, or several requirements joined by {@link
 * dev.credence.claim.Requirement#allOf allOf} and {@link dev.credence.claim.Requirement#anyOf
 * anyOf}.
 *
 * <p>Five rules hold for everything here:
 *
 * <ul>
 *   <li>A value is compared whole, case-sensitively and code point by code point. Nothing is
 *       trimmed, folded or normalised.
 *   <li>Literal, one-of and {@linkplain dev.credence.claim.Glob glob} are different methods, so no
 *       string means one thing here and another there.
 *   <li>JSON types are kept: {@code "true"} is not {@code true}, {@code "42"} is not {@code 42},
 *       and numbers are exact at any size. A value of another type meets no requirement, negated
 *       ones included.
 *   <li>An absent claim meets no requirement but {@code isAbsent()}. A null is neither absent nor
 *       empty, and meets none at all.
 *   <li>Nothing is opaque: every requirement can be walked, compared, and rendered in the words it
 *       was written in.
 * </ul>
 *
 * <p>JSON values are plain Java objects: {@code String}, {@code Boolean}, {@code BigDecimal} for
 * every number, {@code List}, {@code Map}, and an object of its own for null. Mistakes in a policy
 * fail when it is written, with {@link java.lang.IllegalArgumentException}; evaluating one throws
 * nothing. All types are immutable and thread-safe.
 */
@NullMarked
package dev.credence.claim;

import org.jspecify.annotations.NullMarked;
