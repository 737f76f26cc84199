package dev.credence.examples.service;

import dev.credence.VerifiedToken;

/** What the service is for. */
@FunctionalInterface
interface Deployments {
  /**
   * Starts a deployment.
   *
   * @param environment where to
   * @param job who asks for it; that it may was checked
   * @return the id of the deployment, of letters and digits
   */
  String start(String environment, VerifiedToken job);
}
