/** Placeholder of the package's story. */
@NullMarked
package dev.credence.aws;

import org.jspecify.annotations.NullMarked;
