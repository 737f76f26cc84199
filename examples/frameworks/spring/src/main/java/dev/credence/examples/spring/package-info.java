/** A Spring Boot application that does for CI jobs what their roles allow. */
@NullMarked
package dev.credence.examples.spring;

import org.jspecify.annotations.NullMarked;
