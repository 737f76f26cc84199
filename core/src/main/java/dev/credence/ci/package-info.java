/**
 * What each CI puts into its tokens, one class per provider on one template: the issuers, the
 * claims with their JSON types, helpers that pin the ids that can't be re-used, and a typed view of
 * a verified token.
 */
@NullMarked
package dev.credence.ci;

import org.jspecify.annotations.NullMarked;
