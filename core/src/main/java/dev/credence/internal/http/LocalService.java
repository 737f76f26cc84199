package dev.credence.internal.http;

import java.util.Set;

/**
 * A service beside the program, reached by plain http on a link that leaves the machine as little
 * as loopback does. A fetcher for one reaches nothing else, and goes through no proxy.
 */
public enum LocalService {
  /** Google's metadata server: the hypervisor answers on a link-local address. */
  GOOGLE_METADATA(Set.of("169.254.169.254", "metadata.google.internal")),
  /** The machine that runs the program's container, by Docker's name for it. */
  DOCKER_HOST(Set.of("host.docker.internal"));

  private final Set<String> hosts;

  LocalService(Set<String> hosts) {
    this.hosts = hosts;
  }

  Set<String> hosts() {
    return hosts;
  }
}
