/**
 * Fake CI issuers for tests: they mint tokens as a CI would, with keys of their own, so that a
 * production policy can be tested as it is.
 *
 * <p>Start with {@link dev.credence.testkit.CiIssuer}. A policy under test keeps its real issuer
 * string; only its keys are swapped, by {@link dev.credence.TrustPolicy#withKeys}. Keys are made
 * afresh for each issuer and none is shipped, so nothing here can be trusted by a production
 * verifier by accident.
 *
 * <p>Over HTTP an issuer is served by an {@link dev.credence.testkit.IssuerServer}, which can be
 * told to misbehave by a {@link dev.credence.testkit.Fault}; its {@link
 * dev.credence.testkit.Keyring} rotates the keys, well and badly.
 *
 * <p>This package needs the JDK and {@code credence-core} only; adapters for JUnit and AssertJ are
 * in packages beside it.
 */
@NullMarked
package dev.credence.testkit;

import org.jspecify.annotations.NullMarked;
