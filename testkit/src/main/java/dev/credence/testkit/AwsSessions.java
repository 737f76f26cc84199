package dev.credence.testkit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The sessions of a fake of AWS, and who of them signed a request. Thread-safe. */
final class AwsSessions {
  /** How far a request's date may be from the server's. */
  private static final Duration SKEW = Duration.ofMinutes(15);

  private final InstantSource clock;
  private final Map<String, AwsSession> byAccessKeyId = new ConcurrentHashMap<>();

  AwsSessions(InstantSource clock) {
    this.clock = clock;
  }

  AwsSession begin(AwsRole role, String name, Instant expiresAt) {
    AwsSession session = new AwsSession(role, name, expiresAt);
    byAccessKeyId.put(session.accessKeyId(), session);
    return session;
  }

  /** The session whose credentials signed the request, which has not expired. */
  AwsSession signerOf(ServerRequest request) {
    AwsSignature signature = AwsSignature.of(request);
    AwsSession session = byAccessKeyId.get(signature.accessKeyId());
    if (session == null || !isTokenOf(session, request)) {
      throw new AwsRefusal(
          403, "InvalidClientTokenId", "The security token included in the request is invalid.");
    }
    if (!clock.instant().isBefore(session.expiresAt())) {
      throw new AwsRefusal(
          403, "ExpiredToken", "The security token included in the request is expired");
    }
    requireNow(signature.date());
    signature.requireMadeBy(session.secretAccessKey());
    return session;
  }

  private static boolean isTokenOf(AwsSession session, ServerRequest request) {
    String token = request.header("X-Amz-Security-Token").orElse("");
    return MessageDigest.isEqual(
        token.getBytes(StandardCharsets.UTF_8),
        session.sessionToken().getBytes(StandardCharsets.UTF_8));
  }

  /** SDKs set their clocks by the {@code Date} of this answer, and sign again. */
  private void requireNow(Instant signed) {
    Instant now = clock.instant();
    if (Duration.between(signed, now).abs().compareTo(SKEW) > 0) {
      boolean late = signed.isBefore(now);
      throw AwsSignature.mismatch(
          "Signature "
              + (late ? "expired: " : "not yet current: ")
              + signed
              + ", and it is "
              + now);
    }
  }
}
