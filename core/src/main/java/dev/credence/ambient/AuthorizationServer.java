package dev.credence.ambient;

import java.net.URI;

/**
 * An OAuth server as its metadata describes it.
 *
 * @param issuer its name
 * @param tokenEndpoint where it gives tokens
 */
record AuthorizationServer(String issuer, URI tokenEndpoint) {}
