/**
 * Who was trusted, with what, and why not: the record of decisions and of cloud exchanges.
 *
 * <p>Each decision on a token, and each exchange of one for a cloud's credentials, is one immutable
 * {@link dev.credence.audit.AuditEvent}, told to an {@link dev.credence.audit.AuditListener}. What
 * the event says of the token is an {@link dev.credence.audit.AuditedToken}, which knows whether it
 * was verified and is rendered under another name if it was not; the token's text is in none of
 * them. Ready-made listeners write to {@linkplain dev.credence.audit.Slf4jAuditListener SLF4J} and
 * as {@linkplain dev.credence.audit.JsonLinesAuditListener lines of JSON}; one that takes its time
 * goes {@linkplain dev.credence.audit.QueuedAuditListener behind a queue}. A listener that fails or
 * dawdles can't change a decision, and {@linkplain dev.credence.audit.GuardedAuditListener doesn't
 * go unnoticed}.
 *
 * <p>An event carries the {@linkplain dev.credence.audit.CorrelationIds correlation id} that the
 * caller of the service was sent, so that a complaint leads to its line in the log.
 */
@NullMarked
package dev.credence.audit;

import org.jspecify.annotations.NullMarked;
