/**
 * AssertJ assertions on what a policy decides; see {@link
 * dev.credence.testkit.assertj.CredenceAssertions}.
 */
@NullMarked
package dev.credence.testkit.assertj;

import org.jspecify.annotations.NullMarked;
