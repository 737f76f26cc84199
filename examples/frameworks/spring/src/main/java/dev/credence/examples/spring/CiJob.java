package dev.credence.examples.spring;

import dev.credence.Decision;
import dev.credence.VerifiedToken;
import java.util.Collection;
import java.util.List;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/**
 * A job that was let in: its verified token is the principal, what its policies grant are the
 * authorities. The token's text is not kept.
 */
@SuppressWarnings("serial") // each request brings its token: none is kept in a session
final class CiJob extends AbstractAuthenticationToken {
  private final VerifiedToken token;
  private final String correlationId;

  private CiJob(VerifiedToken token, Collection<GrantedAuthority> roles, String correlationId) {
    super(roles);
    this.token = token;
    this.correlationId = correlationId;
    setAuthenticated(true);
  }

  // @start region="authorities"
  static CiJob of(Decision.Trusted decision, String correlationId) {
    List<GrantedAuthority> roles =
        decision.grants().stream().<GrantedAuthority>map(SimpleGrantedAuthority::new).toList();
    return new CiJob(decision.token(), roles, correlationId);
  }

  // @end

  @Override
  public VerifiedToken getPrincipal() {
    return token;
  }

  /** Returns nothing: the text of the token was needed once. */
  @Override
  public String getCredentials() {
    return "";
  }

  @Override
  public String getName() {
    return token.subject();
  }

  /** The id that the decision has in the audit. */
  String correlationId() {
    return correlationId;
  }

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }
}
