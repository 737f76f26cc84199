package dev.credence;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.credence.keys.SignatureAlgorithm;
import dev.credence.keys.VerificationKey;
import java.security.Provider;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How signatures are checked: by which implementation, and whether what was found to hold is
 * remembered. Which signatures hold is the same for all of them.
 *
 * <p>Unless an {@link Issuer} is told otherwise, the Java runtime chooses the implementation, and
 * each presentation of a token is checked anew. A faster implementation, such as Amazon Corretto
 * Crypto Provider, pays off most for ES256:
 *
 * {@snippet class="snippets.SignatureChecksSnippets" region="provider"}
 *
 * <p>Make one and give it to all issuers. Immutable and thread-safe; what it remembers is bounded.
 */
public final class SignatureChecks {
  /** Most tokens that can be remembered: 1,000,000. */
  public static final int MOST_REMEMBERED = 1_000_000;

  private static final SignatureChecks STANDARD = builder().build();

  private final @Nullable Provider provider;

  /** Keys in the form that the provider wants, each for as long as its set is in use. */
  private final @Nullable Cache<VerificationKey, Optional<VerificationKey>> prepared;

  private final @Nullable SignedTokens remembered;

  private SignatureChecks(Builder builder) {
    this.provider = builder.provider;
    this.prepared = provider == null ? null : Caffeine.newBuilder().weakKeys().build();
    this.remembered = builder.most == 0 ? null : new SignedTokens(builder.most);
  }

  /**
   * Returns the checks that every issuer has unless it is given others: the Java runtime's own
   * choice of an implementation, and nothing remembered.
   *
   * @return always the same checks
   */
  public static SignatureChecks standard() {
    return STANDARD;
  }

  /**
   * Starts checks that differ from the {@linkplain #standard() standard}.
   *
   * @return a builder, not thread-safe
   */
  public static Builder builder() {
    return new Builder();
  }

  /** Stage 1, without reading once more what one of these checks remembers. */
  static Outcome<CompactToken> parse(String token, List<SignatureChecks> checks) {
    for (SignatureChecks each : checks) {
      CompactToken known = each.remembered == null ? null : each.remembered.find(token);
      if (known != null) {
        return Outcome.passed(known);
      }
    }
    return CompactToken.parse(token);
  }

  /** Remembers that a token was found to be signed with a key. */
  void remember(ScreenedToken token, VerificationKey key) {
    if (remembered != null) {
      remembered.add(token, key);
    }
  }

  /** A key in the form that the chosen implementation wants; empty if it refuses the key. */
  Optional<VerificationKey> prepare(VerificationKey key) {
    return provider == null || prepared == null
        ? Optional.of(key)
        : Objects.requireNonNull(prepared.get(key, each -> each.checkedBy(provider)));
  }

  /** The name of the chosen implementation, for messages. */
  String checkedBy() {
    return provider == null ? "the Java runtime" : "the provider " + provider.getName();
  }

  /** Fails if the chosen implementation lacks an algorithm that an issuer is trusted with. */
  SignatureChecks requireSupportOf(Set<SignatureAlgorithm> algorithms, String issuer) {
    if (provider != null) {
      List<String> lacking =
          algorithms.stream()
              .filter(algorithm -> !algorithm.isOfferedBy(provider))
              .map(SignatureAlgorithm::joseName)
              .toList();
      if (!lacking.isEmpty()) {
        throw new IllegalArgumentException(
            "The provider "
                + provider.getName()
                + " can't check "
                + lacking
                + ", which the issuer "
                + issuer
                + " is trusted with: choose another provider, or leave the choice to the Java"
                + " runtime");
      }
    }
    return this;
  }

  @Override
  public String toString() {
    return "SignatureChecks[by "
        + checkedBy()
        + (remembered == null ? "" : ", remembering " + remembered)
        + "]";
  }

  /** Collects what differs from the standard. Not thread-safe. */
  public static final class Builder {
    private @Nullable Provider provider;
    private int most;

    private Builder() {}

    /**
     * Sets whose implementation checks signatures, in place of the Java runtime's choice. The
     * provider need not be registered with the runtime. An issuer that is trusted with an algorithm
     * which the provider lacks can't be built with these checks.
     *
     * @param value a provider; as trusted as this library, since it says which signatures hold
     * @return this builder
     */
    public Builder provider(Provider value) {
      this.provider = Objects.requireNonNull(value, "provider");
      return this;
    }

    /**
     * Remembers tokens whose signature was found to hold, for jobs that present the same token
     * again and again: then neither the signature is checked nor the token read again, and the
     * token's SHA-256 is computed in place of that.
     *
     * <p>Only that is remembered: which claims were signed by which key. It counts for as long as
     * that very key is in the issuer's current set, and until the token expires. Audience, times,
     * requirements and replay are checked afresh each time, by whatever policy asks. The tokens
     * themselves are not kept; their claims are, in about 3 kB of memory each
     *
     * @param most how many tokens, from 1 to {@link #MOST_REMEMBERED}; which of more are forgotten
     *     depends on how often they came
     * @return this builder
     * @throws IllegalArgumentException if it is not
     */
    public Builder rememberTokens(int most) {
      if (most < 1 || most > MOST_REMEMBERED) {
        throw new IllegalArgumentException(
            "From 1 to " + MOST_REMEMBERED + " tokens can be remembered; this is " + most);
      }
      this.most = most;
      return this;
    }

    /**
     * Builds the checks.
     *
     * @return checks that remember nothing yet
     */
    public SignatureChecks build() {
      return new SignatureChecks(this);
    }
  }
}
