package dev.credence.document;

import dev.credence.Issuer;
import dev.credence.claim.Requirement;

/**
 * A CI whose class in {@code dev.credence.ci} documents can name: its issuers, and the helpers that
 * require several claims at once.
 *
 * @param name the value of {@code "provider"}
 * @param issuers its issuers by their parameters
 * @param helpers its requirements by their members; none of them a member of {@link
 *     ClaimReader#MEMBERS}
 */
record Provider(String name, Forms<Issuer> issuers, Forms<Requirement> helpers) {}
