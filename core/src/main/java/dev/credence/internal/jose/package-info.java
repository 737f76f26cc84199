/**
 * Key sets read entry by entry, and the signature check itself.
 *
 * <p>This is the only package that touches Nimbus and the Java cryptography architecture. A JWK set
 * is parsed by {@link dev.credence.internal.jose.JwkSetReader}; each entry passes our own hygiene
 * rules before Nimbus turns its members into a Java public key, so one bad entry never costs the
 * others. A {@link dev.credence.internal.jose.PublicJwk} then answers a single question: does this
 * signature hold over these octets? No symmetric algorithm and no {@code none} can be expressed
 * here.
 */
@NullMarked
package dev.credence.internal.jose;

import org.jspecify.annotations.NullMarked;
