package dev.credence;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import dev.credence.keys.VerificationKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Remembers by its SHA-256 which claims a token was found to be signed for, and with which key. It
 * says nothing of whether the token may be accepted now. Thread-safe.
 */
final class SignedTokens {
  private final int most;
  private final Cache<Digest, Signed> signed;

  SignedTokens(int most) {
    this.most = most;
    this.signed =
        Caffeine.newBuilder()
            .maximumSize(most)
            .executor(Runnable::run) // its upkeep takes less than waking a thread up for it
            .expireAfter(Expiry.creating((Digest token, Signed found) -> found.lifetime()))
            .build();
  }

  /** A token that was found to be signed, ready for the stages after the first. */
  @Nullable CompactToken find(String token) {
    if (token.length() > CompactJws.MAX_LENGTH) {
      return null;
    }
    byte[] text = token.getBytes(StandardCharsets.ISO_8859_1);
    Signed found = signed.getIfPresent(Digest.of(text));
    return found == null
        ? null
        : CompactToken.known(
            CompactJws.known(text, found.payloadEnd(), found.header()),
            found.claims(),
            found.key());
  }

  /** Remembers a token that was found to be signed with a key, until it expires. */
  void add(ScreenedToken token, VerificationKey key) {
    CompactJws jws = token.jws();
    Duration lifetime = Duration.between(token.at(), token.registered().expiresAt());
    if (!lifetime.isNegative()) {
      signed.put(
          Digest.of(jws.text()),
          new Signed(jws.payloadEnd(), jws.header(), token.unverifiedClaims(), key, lifetime));
    }
  }

  @Override
  public String toString() {
    return "at most " + most + " tokens";
  }

  private record Digest(long first, long second, long third, long fourth) {
    static Digest of(byte[] text) {
      ByteBuffer digest = ByteBuffer.wrap(ReplayCheck.sha256().digest(text));
      return new Digest(digest.getLong(), digest.getLong(), digest.getLong(), digest.getLong());
    }

    /** Every part of a SHA-256 is as good a hash as any. */
    @Override
    public int hashCode() {
      return (int) first;
    }
  }

  /** No part of the token's text is here, so that nobody finds a token in a dump of the memory. */
  private record Signed(
      int payloadEnd,
      TokenHeader header,
      Map<String, Object> claims,
      VerificationKey key,
      Duration lifetime) {}
}
