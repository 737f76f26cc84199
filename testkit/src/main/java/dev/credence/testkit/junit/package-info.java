/**
 * Fake CI issuers as parameters of JUnit tests; see {@link
 * dev.credence.testkit.junit.CredenceExtension}.
 */
@NullMarked
package dev.credence.testkit.junit;

import org.jspecify.annotations.NullMarked;
