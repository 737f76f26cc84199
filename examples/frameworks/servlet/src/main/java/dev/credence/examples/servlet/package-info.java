/** A servlet filter that lets CI jobs in, by their roles. */
@NullMarked
package dev.credence.examples.servlet;

import org.jspecify.annotations.NullMarked;
