package dev.credence;

import dev.credence.internal.text.Base64Url;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Stage 8: claims a token for its one use, where the policy has a guard. */
final class ReplayCheck {
  private static final byte[] BY_ID = {0};
  private static final byte[] BY_CONTENT = {1};
  private static final String UNDECIDED =
      "the replay guard is full, out of reach or set to forget before the token expires";

  private ReplayCheck() {}

  static Outcome<VerifiedToken> claim(VerifiedToken token, Expectations expected) {
    return expected.replayGuard() == null
        ? Outcome.passed(token)
        : claim(token, expected, new ClaimedUses());
  }

  /** Claims a token of one decision, which notes each claim and asks no guard twice. */
  static Outcome<VerifiedToken> claim(
      VerifiedToken token, Expectations expected, ClaimedUses uses) {
    ReplayGuard guard = expected.replayGuard();
    if (guard == null) {
      return Outcome.passed(token);
    }
    return switch (uses.claim(guard, token.fingerprint(), acceptableUntil(token))) {
      case FIRST -> Outcome.passed(token.releasing(uses));
      case SEEN -> refused(RejectionReason.REPLAYED, "one token can be used once");
      case UNDECIDED -> refused(RejectionReason.REPLAY_UNDECIDED, UNDECIDED);
    };
  }

  /** Policies with different skews, on machines whose clocks disagree, can have one guard. */
  private static Instant acceptableUntil(VerifiedToken token) {
    return token.expiresAt().plus(Expectations.MAX_CLOCK_SKEW);
  }

  /** Digests (iss, jti), or the signed bytes where there is no {@code jti}; never the raw text. */
  static String fingerprint(String issuer, @Nullable String id, ByteBuffer signingInput) {
    MessageDigest digest = sha256();
    if (id == null) {
      digest.update(BY_CONTENT);
      digest.update(signingInput);
    } else {
      digest.update(BY_ID);
      digest.update(issuer.getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 0);
      digest.update(id.getBytes(StandardCharsets.UTF_8));
    }
    return Base64Url.encode(digest.digest());
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256, and this one has not", e);
    }
  }

  private static Outcome<VerifiedToken> refused(RejectionReason reason, String detail) {
    return Outcome.refused(Stage.REPLAY, reason, detail);
  }
}
