package dev.credence.examples.spring;

import dev.credence.Decision;
import dev.credence.Rejection;
import dev.credence.TrustPolicySet;
import dev.credence.audit.CorrelationIds;
import dev.credence.examples.bearer.BearerAnswer;
import dev.credence.examples.bearer.BearerError;
import dev.credence.keys.KeysUnavailableException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.server.resource.BearerTokenError;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;

/** Verifies bearer tokens against trust policies. Thread-safe. */
final class CiTokenProvider implements AuthenticationProvider {
  private static final Logger LOG = LoggerFactory.getLogger(CiTokenProvider.class);

  private final Supplier<TrustPolicySet> policies;

  CiTokenProvider(Supplier<TrustPolicySet> policies) {
    this.policies = policies;
  }

  @Override
  public boolean supports(Class<?> authentication) {
    return BearerTokenAuthenticationToken.class.isAssignableFrom(authentication);
  }

  // @start region="provider"
  @Override
  public Authentication authenticate(Authentication request) {
    String token = ((BearerTokenAuthenticationToken) request).getToken();
    String id = CorrelationIds.random().next();
    try {
      Decision decision = policies.get().withCorrelationIds(() -> id).evaluate(token);
      if (decision instanceof Decision.Trusted trusted) {
        return CiJob.of(trusted, id);
      }
      throw refused(((Decision.Rejected) decision).rejection());
    } catch (KeysUnavailableException e) {
      LOG.warn("Undecided, reference {}: {}", id, e.getMessage());
      throw new UndecidedException(BearerAnswer.undecided(e.retryAfter().orElse(null), id));
    }
  }

  private static AuthenticationException refused(Rejection why) {
    LOG.warn("Refused, reference {}: {}", why.correlationId(), why.explain());
    return BearerError.of(why)
        .<AuthenticationException>map(error -> exception(error, why.publicMessage()))
        .orElseGet(() -> new UndecidedException(BearerAnswer.undecided(null, why.correlationId())));
  }

  private static AuthenticationException exception(BearerError error, String description) {
    HttpStatus status = HttpStatus.valueOf(error.status());
    return new OAuth2AuthenticationException(
        new BearerTokenError(error.code(), status, description, null));
  }
  // @end
}
