/** Placeholder of the package's story. */
@NullMarked
package dev.credence.azure;

import org.jspecify.annotations.NullMarked;
