/** Placeholder of the package's story. */
@NullMarked
package dev.credence.gcp;

import org.jspecify.annotations.NullMarked;
