/**
 * How a build tool gives its builds a cloud: the user's settings name a role, a service account or
 * an application, the CI vouches for the job, and nothing is stored.
 */
@NullMarked
package dev.credence.examples.buildtool;

import org.jspecify.annotations.NullMarked;
