package dev.credence.keys;

/**
 * An entry of a JWK set that is not used, and why. The rest of the set is unaffected.
 *
 * @param id the entry's {@code kid}; empty when it has none that can be shown
 * @param reason a sentence fragment, such as {@code its modulus has 1024 bits where 2048 to 8192
 *     are required}
 * @param exposesSecret whether the entry publishes private or symmetric key material, which its
 *     owner has to hear of
 */
public record SkippedKey(String id, String reason, boolean exposesSecret) {}
