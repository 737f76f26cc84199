package dev.credence.testkit;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The job that runs in a fake CI just now: which tokens it gets, by which credential it may ask for
 * them, and where its files are. Thread-safe.
 */
final class RunningJob {
  private final CiIssuer<?> issuer;
  private final String credential = "fake-" + UUID.randomUUID();
  private volatile @Nullable Supplier<? extends CiToken<?>> scenario;
  private @Nullable JobFolder folder;

  RunningJob(CiIssuer<?> issuer) {
    this.issuer = issuer;
  }

  void runs(Supplier<? extends CiToken<?>> other) {
    this.scenario = Objects.requireNonNull(other, "scenario");
  }

  /** A new token for the audience that the CI gives it without being asked. */
  CiToken<?> token() {
    Supplier<? extends CiToken<?>> set = scenario;
    return set == null ? issuer.usualJob() : set.get();
  }

  /** A new token for an audience, or for the CI's own if that is empty. */
  String tokenFor(String audience) {
    CiToken<?> token = token();
    return audience.isEmpty() ? token.sign() : token.audience(audience).sign();
  }

  /** The secret by which the job proves itself to its CI: new for each issuer. */
  String credential() {
    return credential;
  }

  /**
   * Answers requests for tokens with JSON.
   *
   * @param scheme what stands before the credential in {@code Authorization}
   * @param audience finds the audience in a request; empty for the CI's own
   * @param member the member of the answer that is the token
   */
  ServerRoute grants(String scheme, Function<ServerRequest, String> audience, String member) {
    return request -> {
      boolean authorized = request.header("Authorization").orElse("").equals(scheme + credential);
      return authorized
          ? ServerResponse.json(Map.of(member, tokenFor(audience.apply(request))))
          : refused(401);
    };
  }

  /** The audience that a request's query names. */
  static String audienceInQuery(ServerRequest request) {
    return request.queryParameters().getOrDefault("audience", "");
  }

  /** Where the issuer's server is, which is started if need be. */
  URI url() {
    return issuer.url();
  }

  /** A file that only this user can read. */
  Path file(String name, String content) {
    return folder().write(name, content);
  }

  /** A folder for {@code PATH} with a program that prints what the server answers at a path. */
  Path program(String name, String path) {
    return folder().program(name, URI.create(url() + path), credential);
  }

  private synchronized JobFolder folder() {
    if (folder == null) {
      folder = JobFolder.create();
    }
    return folder;
  }

  /** Deletes the files. */
  synchronized void end() {
    if (folder != null) {
      folder.delete();
      folder = null;
    }
  }

  static ServerResponse refused(int status) {
    return ServerResponse.json(Map.of("message", "refused by the fake CI")).status(status);
  }
}
