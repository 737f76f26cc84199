/**
 * Policies as JSON documents, read, written and followed while they change.
 *
 * <p>{@link dev.credence.document.PolicyDocument} reads and writes them; {@link
 * dev.credence.document.ReloadingPolicySet} follows a file, in which a bad new version never
 * replaces a good one. What is wrong with a document, and where, a {@link
 * dev.credence.document.PolicyDocumentException} says.
 *
 * <p>A document says no more and no less than the builders of {@link dev.credence.TrustPolicy} do.
 * Literal, one-of and glob are different members, so that no string means one thing here and
 * another there; JSON types are kept.
 */
@NullMarked
package dev.credence.document;

import org.jspecify.annotations.NullMarked;
