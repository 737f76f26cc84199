package dev.credence.internal.jose;

/**
 * An entry of a key set that was left out.
 *
 * @param id its {@code kid}, or the empty string when it has none that can be shown
 * @param reason why, as a sentence fragment
 * @param exposesSecret whether the entry publishes private or symmetric key material
 */
public record SkippedJwk(String id, String reason, boolean exposesSecret) {}
