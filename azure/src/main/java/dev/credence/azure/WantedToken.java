package dev.credence.azure;

import com.azure.core.credential.TokenRequestContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an Azure client asks for.
 *
 * @param tenant the tenant that is to issue the access token
 * @param scopes what the token is to be good for
 * @param handlesChallenges whether the client can answer a claims challenge: Entra then grants a
 *     longer life, and revokes
 * @param claims the claims challenge that the token has to meet, as JSON; null for none
 */
record WantedToken(
    String tenant, List<String> scopes, boolean handlesChallenges, @Nullable String claims) {

  static WantedToken of(TokenRequestContext request, AllowedTenants tenants) {
    List<String> scopes = List.copyOf(request.getScopes());
    if (scopes.isEmpty()) {
      throw new IllegalArgumentException("The request names no scope; one at least is required");
    }
    String claims = request.getClaims();
    return new WantedToken(
        tenants.tenantFor(request.getTenantId()),
        scopes,
        request.isCaeEnabled(),
        claims == null || claims.isEmpty() ? null : claims);
  }

  /** The same, to meet a challenge. */
  WantedToken with(String challenge) {
    return new WantedToken(tenant, scopes, handlesChallenges, challenge);
  }

  /** The same without a challenge: what is kept of its answer is kept under this. */
  WantedToken unchallenged() {
    return claims == null ? this : new WantedToken(tenant, scopes, handlesChallenges, null);
  }
}
