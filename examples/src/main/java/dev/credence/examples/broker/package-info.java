/**
 * A token broker: a CI's token in, a short-lived token of the organisation's own out (RFC 8693), so
 * that internal services trust one issuer and know one vocabulary of roles.
 */
@NullMarked
package dev.credence.examples.broker;

import org.jspecify.annotations.NullMarked;
