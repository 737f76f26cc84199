package dev.credence.examples.servlet;

import dev.credence.Decision;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.security.Principal;
import java.util.Set;

/** A request whose user is a job, in the roles that its policies grant and in no others. */
final class JobRequest extends HttpServletRequestWrapper {
  private final CiJob job;
  private final Set<String> roles;

  JobRequest(HttpServletRequest request, Decision.Trusted trusted) {
    super(request);
    this.job = new CiJob(trusted.token());
    this.roles = trusted.grants();
  }

  // @start region="user"
  @Override
  public Principal getUserPrincipal() {
    return job;
  }

  @Override
  public boolean isUserInRole(String role) {
    return roles.contains(role);
  }

  // @end

  @Override
  public String getRemoteUser() {
    return job.getName();
  }

  @Override
  public String getAuthType() {
    return "Bearer";
  }
}
