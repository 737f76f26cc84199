package dev.credence.examples.spring;

import dev.credence.VerifiedToken;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What the service is for. That a job may do it was checked before. */
@RestController
final class DeployController {
  private static final Logger LOG = LoggerFactory.getLogger(DeployController.class);

  // @start region="controller"
  @PostMapping("/deployments/{environment}")
  @ResponseStatus(HttpStatus.ACCEPTED)
  Map<String, String> deploy(
      @PathVariable("environment") String environment, @AuthenticationPrincipal VerifiedToken job) {
    String id = UUID.randomUUID().toString();
    LOG.info("Deployment {} to {} for {}", id, environment, job.subject());
    return Map.of("deployment", id, "job", job.subject());
  }
  // @end
}
