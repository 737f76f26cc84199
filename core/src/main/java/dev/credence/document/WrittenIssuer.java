package dev.credence.document;

import java.time.Duration;
import java.util.Optional;

/**
 * How the policies of one issuer name it.
 *
 * @param member {@code provider} or {@code issuer}
 * @param value what the member has
 * @param provider the provider, whose helpers the policies can use
 * @param maxLifetime the longest lifetime that the issuer has when it is read again
 */
record WrittenIssuer(
    String member, Object value, Optional<Provider> provider, Duration maxLifetime) {}
