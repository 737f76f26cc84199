package dev.credence.testkit;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A token about to be minted. Its claims agree with one another, as a real CI's do, until {@link
 * #inconsistent()} is asked for.
 *
 * <p>Not thread-safe. Signing does not use the token up: change it and sign again for another.
 *
 * @param <T> the CI's own kind of token
 */
public abstract sealed class CiToken<T extends CiToken<T>>
    permits AwsOutboundToken,
        AzureDevOpsEntraToken,
        AzureDevOpsToken,
        BitbucketPipelinesToken,
        BuildkiteToken,
        CircleCiToken,
        CodefreshToken,
        DroneToken,
        Env0Token,
        GitHubActionsToken,
        GitLabToken,
        GoogleToken,
        HarnessToken,
        HcpTerraformToken,
        JenkinsToken,
        KubernetesToken,
        SemaphoreToken,
        SpaceliftToken,
        SpiffeToken,
        VercelToken {
  private final CiIssuer<?> issuer;
  private final Map<String, Object> extra = new LinkedHashMap<>();
  private List<String> audience;
  private Instant issuedAt;

  CiToken(CiIssuer<?> issuer) {
    this.issuer = issuer;
    this.audience = List.of(issuer.defaultAudience());
    this.issuedAt = issuer.now();
  }

  /**
   * Sets whom the token is meant for.
   *
   * @param first the audience
   * @param more any others, which make {@code aud} an array
   * @return this token
   */
  public final T audience(String first, String... more) {
    this.audience = concat(first, more);
    return self();
  }

  /**
   * Sets when the token is issued, in place of now; the other times follow.
   *
   * @param instant the time
   * @return this token
   */
  public final T issuedAt(Instant instant) {
    this.issuedAt = Objects.requireNonNull(instant, "instant");
    return self();
  }

  /**
   * Moves the token into the past, so that it expired some time ago.
   *
   * @param ago how long ago it expired
   * @return this token
   */
  public final T expired(Duration ago) {
    return issuedAt(issuer.now().minus(lifetime()).minus(ago));
  }

  /**
   * Adds a claim that the CI's tokens may carry beside the usual ones.
   *
   * @param name the claim
   * @param value a String, Boolean, Number, List, Map or null
   * @return this token
   * @throws IllegalArgumentException if the claim is one that this token keeps consistent
   */
  public final T claim(String name, @Nullable Object value) {
    if (usualClaims().containsKey(name)) {
      throw new IllegalArgumentException(
          "The claim \""
              + name
              + "\" is kept consistent with the others: use this token's own"
              + " methods, or inconsistent() for a token that no CI would issue");
    }
    extra.put(name, value);
    return self();
  }

  /**
   * Takes the token out of the CI's hands: from here on any claim and any header member can be set
   * or left out, however absurd.
   *
   * @return the token's header and claims as they are now
   */
  public final InconsistentToken inconsistent() {
    SigningKey key = signingKey();
    return new InconsistentToken(key, issuer.header(key), claims());
  }

  /**
   * Mints the token.
   *
   * @return the token in compact serialization
   */
  public final String sign() {
    SigningKey key = signingKey();
    return key.sign(issuer.header(key), claims());
  }

  /** All claims in the CI's order. */
  final Map<String, Object> claims() {
    Map<String, Object> claims = usualClaims();
    claims.putAll(extra);
    return claims;
  }

  final String issuerIdentifier() {
    return issuer.identifier();
  }

  /** A string for one audience, an array for more; some CIs always send an array. */
  Object audienceClaim() {
    return audience.size() == 1 ? audience.get(0) : audience;
  }

  final List<String> audiences() {
    return audience;
  }

  final long issuedAtSeconds() {
    return issuedAt.getEpochSecond();
  }

  /** The key that this token is signed with; some CIs let the job choose. */
  SigningKey signingKey() {
    return issuer.signingKey();
  }

  abstract T self();

  abstract Duration lifetime();

  abstract Map<String, Object> usualClaims();

  private static List<String> concat(String first, String... more) {
    String[] all = new String[more.length + 1];
    all[0] = first;
    System.arraycopy(more, 0, all, 1, more.length);
    return List.of(all);
  }
}
