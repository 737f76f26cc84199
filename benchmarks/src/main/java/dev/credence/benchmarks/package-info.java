/** What a verification costs: beside the bare signature check, and beside other libraries. */
@NullMarked
package dev.credence.benchmarks;

import org.jspecify.annotations.NullMarked;
