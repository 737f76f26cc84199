package dev.credence.ci;

import dev.credence.Issuer;
import dev.credence.VerifiedToken;
import dev.credence.claim.Claim;
import dev.credence.claim.Requirement;
import dev.credence.claim.StringClaim;
import dev.credence.keys.KeySource;
import dev.credence.keys.SignatureAlgorithm;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * SPIFFE JWT-SVIDs: trust domains, their issuers, and requirements.
 *
 * <pre>{@code
 * Spiffe.TrustDomain acme = Spiffe.trustDomain("prod.acme.com");
 * TrustPolicy.named("production-deploy")
 *     .issuer(acme.issuer("https://oidc.prod.acme.com"))
 *     .audience("https://deploy.example.com")
 *     .require(acme.workload("/ci/deployer"))
 *     .build();
 * }</pre>
 *
 * <p>SPIFFE finds a token's keys by the trust domain in its {@code sub}; this library finds them by
 * its {@code iss}. Both agree where the SPIRE server has a {@code jwt_issuer} and the issuer's keys
 * are those of one trust domain, which {@link TrustDomain} keeps together. Of what the
 * specification leaves open, more is asked for here: a token needs {@code iss}, {@code iat} and a
 * header with {@code kid}; SPIRE sends all three.
 *
 * <p>{@link #SUBJECT} is the one claim that tells who a workload is. Its path is a name that the
 * trust domain's operators give, to whatever their registration entries say; a name that they give
 * again is the same. CI jobs that run as one workload have one identity, and nothing tells of a
 * repository or a branch, unless the path does.
 *
 * <p>The header's {@code typ} is absent, {@code JWT} or {@code JOSE}: WIT-SVIDs ({@code wit+jwt}),
 * which are bound to a key and mean nothing on their own, are refused. Keys whose {@code use} is
 * {@code jwt-svid}, as in bundles, are taken. RSA keys serve RS256 here, and the keys of the NIST
 * curves their own algorithm; a trust domain that signs with another of the nine that SPIFFE allows
 * needs an issuer made with {@link Issuer#builder(String)}.
 *
 * <p>Static and thread-safe.
 *
 * @see <a href="https://github.com/spiffe/spiffe/blob/main/standards/JWT-SVID.md">The SPIFFE
 *     JWT-SVID specification</a>
 */
public final class Spiffe {
  /** {@code sub}: the workload's SPIFFE ID, {@code spiffe://TRUST-DOMAIN/PATH}. */
  public static final StringClaim SUBJECT = Claim.string("sub");

  /** SPIRE's tokens live five minutes unless its operators say otherwise. */
  private static final Duration MAX_LIFETIME = Duration.ofHours(1);

  private Spiffe() {}

  /**
   * Names a trust domain.
   *
   * @param name the trust domain, such as {@code prod.acme.com}, without {@code spiffe://}
   * @return the start of its issuers and requirements
   * @throws IllegalArgumentException if the name is not at most 255 lower-case letters, digits,
   *     dots, hyphens and underscores
   */
  public static TrustDomain trustDomain(String name) {
    if (!SpiffeId.isTrustDomain(name)) {
      throw Identifiers.refused(
          "A SPIFFE trust domain",
          "has at most 255 lower-case letters, digits, dots, hyphens and underscores",
          name);
    }
    return new TrustDomain(name);
  }

  /**
   * Returns the claims that this class knows, for a {@link dev.credence.ClaimDrift}.
   *
   * @return an unmodifiable list of all the constants
   */
  public static List<Claim<?>> claims() {
    return List.of(SUBJECT);
  }

  /**
   * Reads a verified token as the workload that it is about.
   *
   * @param token a JWT-SVID
   * @return the typed view
   * @throws IllegalArgumentException if the token's {@code sub} is not a workload's SPIFFE ID
   */
  public static SpiffeIdentity identity(VerifiedToken token) {
    return SpiffeIdentity.of(token);
  }

  /** One trust domain: whose keys it signs with, and which workloads it names. Immutable. */
  public static final class TrustDomain {
    private final String name;

    private TrustDomain(String name) {
      this.name = name;
    }

    /**
     * Returns the trust domain's issuer, whose keys SPIRE's OIDC discovery provider publishes. Keep
     * the result: its keys are cached with it.
     *
     * @param jwtIssuer the {@code jwt_issuer} of the trust domain's SPIRE servers, to the letter
     * @return the issuer; it has to serve the keys of this trust domain and of no other
     * @throws IllegalArgumentException if it is not an {@code https} URL
     */
    public Issuer issuer(String jwtIssuer) {
      return builder(jwtIssuer).build();
    }

    /**
     * Returns the trust domain's issuer with its keys taken from its bundle, where there is no OIDC
     * discovery provider.
     *
     * @param jwtIssuer the {@code jwt_issuer} of the trust domain's SPIRE servers, to the letter
     * @param bundle the trust domain's own bundle, a JWK set; never several bundles in one
     * @return the issuer
     * @throws IllegalArgumentException if it is not an {@code https} URL
     */
    public Issuer issuer(String jwtIssuer, KeySource bundle) {
      return builder(jwtIssuer).keys(bundle).build();
    }

    private static Issuer.Builder builder(String jwtIssuer) {
      return Issuer.builder(jwtIssuer)
          .algorithms(
              SignatureAlgorithm.RS256,
              SignatureAlgorithm.ES256,
              SignatureAlgorithm.ES384,
              SignatureAlgorithm.ES512)
          .tokenTypes("JWT", "JOSE")
          .maxLifetime(MAX_LIFETIME);
    }

    /**
     * Requires a token to be one workload's of this trust domain.
     *
     * @param path what follows the trust domain in the SPIFFE ID, such as {@code /ci/deployer}
     * @return the requirement on the whole SPIFFE ID
     * @throws IllegalArgumentException if it is not the path of a SPIFFE ID
     */
    public Requirement workload(String path) {
      SpiffeId id = new SpiffeId(name, path);
      if (!SpiffeId.parse(id.toString()).equals(Optional.of(id))) {
        throw Identifiers.refused(
            "The path of a SPIFFE ID",
            "is segments of letters, digits, dots, hyphens and underscores with a slash before"
                + " each",
            path);
      }
      return SUBJECT.is(id.toString());
    }

    /**
     * Returns the trust domain's name.
     *
     * @return the name, without {@code spiffe://}
     */
    @Override
    public String toString() {
      return name;
    }
  }
}
