package dev.credence.examples.spring;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * A service that deploys for CI jobs: {@code POST /deployments/production} takes the role {@code
 * deploy:production}, {@code POST /deployments/preview} the role {@code deploy:preview}.
 */
@SpringBootApplication(proxyBeanMethods = false)
public final class DeployApplication {
  /**
   * Runs the application.
   *
   * @param args settings, such as {@code --deploy.policies=FILE}
   */
  public static void main(String[] args) {
    SpringApplication.run(DeployApplication.class, args);
  }
}
