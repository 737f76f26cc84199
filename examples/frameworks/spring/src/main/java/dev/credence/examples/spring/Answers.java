package dev.credence.examples.spring;

import dev.credence.examples.bearer.BearerAnswer;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authorization.AuthorityAuthorizationDecision;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.server.resource.web.BearerTokenAuthenticationEntryPoint;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;

/** Answers whom the application doesn't let in (RFC 6750 §3). Thread-safe. */
final class Answers implements AuthenticationEntryPoint, AccessDeniedHandler {
  private final String realm;
  private final BearerTokenAuthenticationEntryPoint refusals =
      new BearerTokenAuthenticationEntryPoint();

  Answers(String realm) {
    this.realm = realm;
    refusals.setRealmName(realm);
  }

  // @start region="answers"
  /** Without a token, or with one that was refused: Spring's own answer. Undecided: 503. */
  @Override
  public void commence(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException why)
      throws IOException {
    if (why instanceof UndecidedException undecided) {
      send(undecided.answer(), response);
    } else {
      refusals.commence(request, response, why);
    }
  }

  /** With a token that is trusted, but not with this. */
  @Override
  public void handle(
      HttpServletRequest request, HttpServletResponse response, AccessDeniedException why)
      throws IOException {
    String id = request.getUserPrincipal() instanceof CiJob job ? job.correlationId() : "none";
    send(BearerAnswer.notGranted(realm, requiredRole(why), id), response);
  }

  // @end

  private static @Nullable String requiredRole(AccessDeniedException why) {
    return why instanceof AuthorizationDeniedException denied
            && denied.getAuthorizationResult() instanceof AuthorityAuthorizationDecision decision
        ? decision.getAuthorities().stream()
            .map(GrantedAuthority::getAuthority)
            .collect(Collectors.joining(" "))
        : null;
  }

  private static void send(BearerAnswer answer, HttpServletResponse response) throws IOException {
    response.setStatus(answer.status());
    answer.headers().forEach(response::setHeader);
    response.getOutputStream().print(answer.body());
  }
}
