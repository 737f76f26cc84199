/**
 * JSON as RFC 8259 defines it and not a character more, within budgets, as plain immutable Java
 * objects.
 *
 * <p>A document becomes {@link java.lang.String}, {@link java.lang.Boolean}, {@link
 * java.math.BigDecimal} (every number, exact), {@link dev.credence.internal.json.JsonNull}, {@code
 * List<Object>} and {@code Map<String, Object>}, the last two unmodifiable and in document order.
 * Anything that two parsers could read differently is refused: duplicate members, lone surrogates,
 * bytes after the object. So what was checked here is what every later reader sees.
 *
 * <p>Internal: not part of the public API, may change in any release.
 */
@NullMarked
package dev.credence.internal.json;

import org.jspecify.annotations.NullMarked;
