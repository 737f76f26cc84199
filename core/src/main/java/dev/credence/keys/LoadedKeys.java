package dev.credence.keys;

import java.time.Duration;

/**
 * What a fetch brought.
 *
 * @param keys the same object as after the fetch before, if the issuer's document is the same
 * @param lifetime how long the issuer lets them be used before they are fetched again
 */
record LoadedKeys(KeySet keys, Duration lifetime) {}
