package dev.credence.examples.servlet;

import dev.credence.examples.bearer.Access;
import dev.credence.examples.bearer.BearerAnswer;
import dev.credence.examples.bearer.BearerGuard;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;

/**
 * Lets requests through whose job has the role that everything behind this filter takes. What is
 * behind it sees the job as the request's user: {@code getUserPrincipal()} is a {@link CiJob} and
 * {@code isUserInRole} tells what its policies grant.
 *
 * <p>Thread-safe.
 */
@SuppressWarnings("serial") // filters are never serialized
public final class CiJobFilter extends HttpFilter {
  private final transient BearerGuard guard;
  private final String role;

  /**
   * A filter for all that takes one role.
   *
   * @param guard verifies tokens
   * @param role the role, one of the labels that policies grant
   * @throws IllegalArgumentException if the role can't be named in an answer
   */
  public CiJobFilter(BearerGuard guard, String role) {
    this.guard = guard;
    this.role = BearerGuard.requireRole(role);
  }

  // @start region="filter"
  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    List<String> fields = Collections.list(request.getHeaders("Authorization"));
    Access access = guard.check(fields, role);
    if (access instanceof Access.Granted granted) {
      chain.doFilter(new JobRequest(request, granted.job()), response);
    } else {
      send(((Access.Refused) access).answer(), response);
    }
  }

  private static void send(BearerAnswer answer, HttpServletResponse response) throws IOException {
    response.setStatus(answer.status());
    answer.headers().forEach(response::setHeader);
    response.getOutputStream().print(answer.body());
  }
  // @end
}
