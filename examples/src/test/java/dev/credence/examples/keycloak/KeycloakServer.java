package dev.credence.examples.keycloak;

import dev.credence.examples.tls.ServerCertificate;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;

/** A Keycloak in dev mode: https on a free port of 127.0.0.1, its data in memory. */
final class KeycloakServer implements AutoCloseable {
  static final String ADMIN = "admin";
  static final String ADMIN_PASSWORD = "password of one test";

  /** It takes half a minute on a machine with two idle cores. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private static final Duration POLL = Duration.ofMillis(200);
  private static final long STOP_SECONDS = 30;

  /** The last thing that Keycloak says while it starts, with the ports that it was given. */
  private static final String READY = "Listening on: ";

  private static final String ADDRESS = "https://127.0.0.1:";

  private final Process process;
  private final SSLContext trust;
  private final URI url;

  private KeycloakServer(Process process, SSLContext trust, URI url) {
    this.process = process;
    this.trust = trust;
    this.url = url;
  }

  /**
   * Starts a server and waits until it serves.
   *
   * @param distribution where Keycloak was unpacked
   * @param folder where its files go
   * @param trusted a certificate in PEM that it is to trust as a client
   */
  static KeycloakServer start(Path distribution, Path folder, Path trusted)
      throws IOException, InterruptedException, GeneralSecurityException {
    ServerCertificate certificate = ServerCertificate.make(folder);
    Path log = folder.resolve("keycloak.log");
    Process process = launch(distribution, certificate.keyStore(), trusted, log);
    try {
      return new KeycloakServer(process, certificate.trust(), awaitReady(process, log));
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      stop(process);
      throw e;
    }
  }

  private static Process launch(Path distribution, Path keyStore, Path trusted, Path log)
      throws IOException {
    ProcessBuilder command =
        new ProcessBuilder(
                "sh",
                distribution.resolve("bin/kc.sh").toString(),
                "start-dev",
                "--db=dev-mem",
                "--cache=local",
                "--http-host=127.0.0.1",
                "--http-port=0",
                "--https-port=0",
                "--https-key-store-file=" + keyStore,
                "--https-key-store-password=" + ServerCertificate.PASSWORD,
                "--truststore-paths=" + trusted)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    Map<String, String> environment = command.environment();
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.put("JAVA_OPTS_APPEND", "-XX:TieredStopAtLevel=1");
    environment.put("KC_BOOTSTRAP_ADMIN_USERNAME", ADMIN);
    environment.put("KC_BOOTSTRAP_ADMIN_PASSWORD", ADMIN_PASSWORD);
    Process process = command.start();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> destroy(process)));
    return process;
  }

  private static URI awaitReady(Process process, Path log) throws IOException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (process.isAlive() && System.nanoTime() < deadline) {
      String said = Files.readString(log);
      int ready = said.indexOf(READY);
      if (ready >= 0 && said.indexOf('\n', ready) >= 0) {
        return address(said.substring(ready, said.indexOf('\n', ready)));
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
    throw new IOException("Keycloak did not start. It said:\n" + Files.readString(log));
  }

  private static URI address(String line) {
    int port = line.indexOf(ADDRESS) + ADDRESS.length();
    int end = port;
    while (end < line.length() && Character.isDigit(line.charAt(end))) {
      end++;
    }
    return URI.create(ADDRESS + line.substring(port, end));
  }

  URI url() {
    return url;
  }

  /** The trust of a client in this server's certificate. */
  SSLContext trust() {
    return trust;
  }

  @Override
  public void close() {
    stop(process);
  }

  private static void stop(Process process) {
    process.destroy();
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        destroy(process);
      }
    } catch (InterruptedException e) {
      destroy(process);
      Thread.currentThread().interrupt();
    }
  }

  /** The shell script's child is the server. */
  private static void destroy(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
