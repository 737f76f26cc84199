/** A service on the JDK's own HTTP server that does for CI jobs what their roles allow. */
@NullMarked
package dev.credence.examples.service;

import org.jspecify.annotations.NullMarked;
