package dev.credence;

import dev.credence.claim.Claim;
import dev.credence.claim.ClaimFact;
import dev.credence.claim.ClaimRequirement;
import dev.credence.internal.text.SafeText;
import dev.credence.keys.JwksKeySource;
import dev.credence.keys.KeySource;
import dev.credence.keys.SignatureAlgorithm;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who signs the tokens that a policy accepts: an exact {@code iss} value, the algorithms that the
 * issuer is trusted with, the longest lifetime that it grants, and where its keys come from.
 *
 * <p>An issuer is compared with a token's {@code iss} as a string, character by character: a slash
 * more, another case or a port make another issuer (RFC 8725 §3.8). Unless keys are given, they are
 * found by OpenID Connect Discovery over HTTPS when the first token needs them, and shared by all
 * issuers of the same identifier ({@link JwksKeySource#shared}).
 *
 * <p>Immutable and thread-safe. The providers of {@code dev.credence.ci} have their issuers at
 * hand; for any other:
 *
 * {@snippet class="snippets.TrustPolicySnippets" region="issuer"}
 */
public final class Issuer {
  /** Longest lifetime accepted where an issuer names none: 24 hours. */
  public static final Duration DEFAULT_MAX_LIFETIME = Duration.ofHours(24);

  private static final int MAX_LENGTH = 2_048;

  private final String identifier;
  private final Set<SignatureAlgorithm> algorithms;
  private final TokenTypes tokenTypes;
  private final Duration maxLifetime;
  private final List<Claim<?>> identityClaims;
  private final List<ClaimFact> facts;
  private final Map<String, List<ClaimFact>> factsByName;
  private final KeySource keys;
  private final SignatureChecks signatureChecks;

  private Issuer(Builder builder, KeySource keys) {
    this.identifier = builder.identifier;
    this.algorithms = Collections.unmodifiableSet(EnumSet.copyOf(builder.algorithms));
    this.tokenTypes = builder.tokenTypes;
    this.maxLifetime = builder.maxLifetime;
    this.identityClaims = builder.identityClaims;
    this.facts = builder.facts;
    this.factsByName = byName(builder.facts);
    this.keys = keys;
    this.signatureChecks =
        builder.signatureChecks.requireSupportOf(builder.algorithms, builder.identifier);
  }

  private Issuer(Issuer like, KeySource keys, SignatureChecks signatureChecks) {
    this.identifier = like.identifier;
    this.algorithms = like.algorithms;
    this.tokenTypes = like.tokenTypes;
    this.maxLifetime = like.maxLifetime;
    this.identityClaims = like.identityClaims;
    this.facts = like.facts;
    this.factsByName = like.factsByName;
    this.keys = keys;
    this.signatureChecks = signatureChecks.requireSupportOf(like.algorithms, like.identifier);
  }

  /**
   * Returns an issuer that signs with RS256, whose keys are found by discovery and whose tokens
   * live at most {@link #DEFAULT_MAX_LIFETIME}.
   *
   * @param identifier the exact {@code iss} value, an {@code https} URL
   * @return the issuer
   * @throws IllegalArgumentException if it is not such a URL
   */
  public static Issuer of(String identifier) {
    return builder(identifier).build();
  }

  /**
   * Starts an issuer that differs from the defaults of {@link #of(String)}.
   *
   * @param identifier the exact {@code iss} value, an {@code https} URL
   * @return a builder, not thread-safe
   * @throws IllegalArgumentException if it is not such a URL
   */
  public static Builder builder(String identifier) {
    return new Builder(identifier);
  }

  /**
   * Returns the exact {@code iss} value.
   *
   * @return the identifier
   */
  public String identifier() {
    return identifier;
  }

  /**
   * Returns the algorithms that this issuer is trusted with.
   *
   * @return an unmodifiable set, never empty
   */
  public Set<SignatureAlgorithm> algorithms() {
    return algorithms;
  }

  /**
   * Returns which kinds of token this issuer is trusted for.
   *
   * @return the media types given to {@link Builder#tokenTypes}; {@code JWT} alone unless set
   */
  public List<String> tokenTypeNames() {
    return tokenTypes.names();
  }

  TokenTypes tokenTypes() {
    return tokenTypes;
  }

  /**
   * Returns the longest time from {@code iat} to {@code exp} that is accepted of this issuer.
   *
   * @return the lifetime
   */
  public Duration maxLifetime() {
    return maxLifetime;
  }

  /**
   * Returns the claims that tell which job a token of this issuer is about; they go into the audit.
   *
   * @return an unmodifiable list, empty unless set
   */
  public List<Claim<?>> identityClaims() {
    return identityClaims;
  }

  /**
   * Returns what is known of the claims of every token of this issuer; a policy that contradicts it
   * is not built.
   *
   * @return an unmodifiable list, empty unless set
   */
  public List<ClaimFact> facts() {
    return facts;
  }

  private static Map<String, List<ClaimFact>> byName(List<ClaimFact> facts) {
    Map<String, List<ClaimFact>> byName = new HashMap<>();
    for (ClaimFact fact : facts) {
      Set<String> names = new HashSet<>();
      for (ClaimRequirement one : fact.holds().claimRequirements()) {
        String name = one.claim().path().get(0);
        if (names.add(name)) {
          byName.computeIfAbsent(name, n -> new ArrayList<>(2)).add(fact);
        }
      }
    }
    return byName;
  }

  /** What is known of the claims of one name, their members included. */
  List<ClaimFact> factsOn(String name) {
    return factsByName.getOrDefault(name, List.of());
  }

  /**
   * Returns where this issuer's keys come from.
   *
   * @return the key source
   */
  public KeySource keys() {
    return keys;
  }

  /**
   * Returns this issuer with its keys taken from elsewhere, for tests and for networks where the
   * issuer can't be reached.
   *
   * @param other the source of the keys
   * @return an issuer that is the same in everything else
   */
  public Issuer withKeys(KeySource other) {
    return new Issuer(this, Objects.requireNonNull(other, "other"), signatureChecks);
  }

  /**
   * Returns how this issuer's signatures are checked.
   *
   * @return {@link SignatureChecks#standard()} unless set
   */
  public SignatureChecks signatureChecks() {
    return signatureChecks;
  }

  /**
   * Returns this issuer with its signatures checked in another way: by another implementation, or
   * with a memory of tokens that come again.
   *
   * {@snippet class="snippets.SignatureChecksSnippets" region="remember"}
   *
   * @param other how to check signatures
   * @return an issuer that is the same in everything else
   * @throws IllegalArgumentException if the chosen provider lacks an algorithm of this issuer
   */
  public Issuer withSignatureChecks(SignatureChecks other) {
    return new Issuer(this, keys, Objects.requireNonNull(other, "other"));
  }

  /** Tells whether both are one issuer, trusted for the same and with the same source of keys. */
  @SuppressWarnings("ReferenceEquality") // one source of keys is one object, and so are its checks
  boolean isTrustedLike(Issuer other) {
    return this == other
        || (identifier.equals(other.identifier)
            && algorithms.equals(other.algorithms)
            && tokenTypes.equals(other.tokenTypes)
            && keys == other.keys
            && signatureChecks == other.signatureChecks);
  }

  @Override
  public String toString() {
    return identifier;
  }

  /** Collects what differs from the defaults. Not thread-safe. */
  public static final class Builder {
    private final String identifier;
    private Set<SignatureAlgorithm> algorithms = EnumSet.of(SignatureAlgorithm.RS256);
    private TokenTypes tokenTypes = TokenTypes.JWT;
    private Duration maxLifetime = DEFAULT_MAX_LIFETIME;
    private List<Claim<?>> identityClaims = List.of();
    private List<ClaimFact> facts = List.of();
    private @Nullable KeySource keys;
    private SignatureChecks signatureChecks = SignatureChecks.standard();

    private Builder(String identifier) {
      this.identifier = requireIdentifier(identifier);
    }

    /**
     * Sets the algorithms that the issuer is trusted with, in place of RS256.
     *
     * @param first one algorithm
     * @param more any others; a key is still used with one algorithm only
     * @return this builder
     */
    public Builder algorithms(SignatureAlgorithm first, SignatureAlgorithm... more) {
      this.algorithms = EnumSet.of(first, more);
      return this;
    }

    /**
     * Sets which kinds of token the issuer is trusted for, in place of {@code JWT}: the header's
     * {@code typ}, such as {@code at+jwt} for the access tokens of RFC 9068. Only a {@code JWT}
     * need not say what it is.
     *
     * @param first one media type, without {@code application/}
     * @param more any others
     * @return this builder
     */
    public Builder tokenTypes(String first, String... more) {
      List<String> names = new ArrayList<>(List.of(more));
      names.add(0, Objects.requireNonNull(first, "first"));
      this.tokenTypes = new TokenTypes(names);
      return this;
    }

    /**
     * Sets the longest time from {@code iat} to {@code exp} that is accepted.
     *
     * @param lifetime a positive duration of at most 400 days
     * @return this builder
     * @throws IllegalArgumentException if it is not
     */
    public Builder maxLifetime(Duration lifetime) {
      this.maxLifetime = Expectations.requireLifetime(lifetime);
      return this;
    }

    /**
     * Sets the claims that tell which job a token is about, which the audit keeps of each token
     * beside the registered ones. They have no part in any decision.
     *
     * @param first a claim
     * @param more any others
     * @return this builder
     */
    public Builder identityClaims(Claim<?> first, Claim<?>... more) {
      List<Claim<?>> claims = new ArrayList<>(List.of(more));
      claims.add(0, Objects.requireNonNull(first, "first"));
      this.identityClaims = List.copyOf(claims);
      return this;
    }

    /**
     * Sets what is known of the claims of every token, so that a policy that could never match is
     * refused when it is built. They have no part in any decision on a token; give only what the
     * issuer's documentation is certain of.
     *
     * @param known the facts
     * @return this builder
     */
    public Builder facts(Collection<ClaimFact> known) {
      this.facts = List.copyOf(known);
      return this;
    }

    /**
     * Sets where the keys come from, in place of discovery.
     *
     * @param source the key source
     * @return this builder
     */
    public Builder keys(KeySource source) {
      this.keys = Objects.requireNonNull(source, "source");
      return this;
    }

    /**
     * Sets how signatures are checked, in place of {@link SignatureChecks#standard()}.
     *
     * @param checks the checks
     * @return this builder
     */
    public Builder signatureChecks(SignatureChecks checks) {
      this.signatureChecks = Objects.requireNonNull(checks, "checks");
      return this;
    }

    /**
     * Builds the issuer; nothing is fetched yet.
     *
     * @return the issuer
     * @throws IllegalArgumentException if the provider of the {@link #signatureChecks} lacks an
     *     algorithm that the issuer is trusted with
     */
    public Issuer build() {
      return new Issuer(this, keys == null ? JwksKeySource.shared(identifier) : keys);
    }

    private static String requireIdentifier(String identifier) {
      Objects.requireNonNull(identifier, "identifier");
      if (identifier.length() > MAX_LENGTH || !isHttpsUrl(identifier)) {
        throw new IllegalArgumentException(
            "An issuer is an https URL with a host and without user, query or fragment, exactly as"
                + " the token's \"iss\" spells it, such as \"https://gitlab.com\"; this is "
                + SafeText.quote(identifier));
      }
      return identifier;
    }

    private static boolean isHttpsUrl(String identifier) {
      try {
        URI uri = new URI(identifier);
        return identifier.startsWith("https://")
            && uri.getHost() != null
            && uri.getRawUserInfo() == null
            && uri.getRawQuery() == null
            && uri.getRawFragment() == null
            && identifier.chars().allMatch(c -> c > ' ' && c < 0x7f);
      } catch (URISyntaxException e) {
        return false;
      }
    }
  }
}
