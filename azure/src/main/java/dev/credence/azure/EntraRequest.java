package dev.credence.azure;

import java.net.URI;

/**
 * What a request asked for, as far as a refusal has to tell it.
 *
 * @param authority which Entra was asked
 * @param tenant the tenant
 * @param clientId the application
 * @param usualAudience what the cloud's federated credentials usually expect
 * @param correlationId by what Entra's logs know the request
 */
record EntraRequest(
    URI authority, String tenant, String clientId, String usualAudience, String correlationId) {}
