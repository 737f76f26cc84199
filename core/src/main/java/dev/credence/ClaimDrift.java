package dev.credence;

import dev.credence.claim.Claim;
import dev.credence.internal.text.SafeText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Watches an issuer's tokens for claims that this library doesn't know, and for known ones that no
 * longer come: a CI that changes its tokens is noticed before a policy fails on it.
 *
 * <p>Only verified tokens can be shown to it, so nobody but the issuer can make a name appear. It
 * decides nothing and keeps no values. Its memory is bounded: the first {@link #MAX_UNKNOWN}
 * unknown names are kept, the others counted. Thread-safe.
 *
 * {@snippet class="snippets.AuditSnippets" region="drift"}
 */
public final class ClaimDrift {
  /** How many unknown names are kept. */
  public static final int MAX_UNKNOWN = 100;

  /** How many tokens without a known claim make it a missing one, unless set: 1000. */
  public static final int DEFAULT_PATIENCE = 1_000;

  private static final List<String> REGISTERED =
      List.of("iss", "sub", "aud", "exp", "nbf", "iat", "jti");

  private final String issuer;
  private final int patience;
  private final Known known = new Known();
  private final Map<String, Known> watched = new LinkedHashMap<>();
  private final Map<String, Sightings> unknown = new LinkedHashMap<>();
  private long tokens;
  private long unlisted;

  private ClaimDrift(Issuer issuer, Collection<? extends Claim<?>> claims, int patience) {
    this.issuer = issuer.identifier();
    this.patience = patience;
    REGISTERED.forEach(known::member);
    claims.forEach(this::watch);
  }

  /**
   * Returns a watch over an issuer's tokens.
   *
   * @param issuer the issuer; tokens of others are ignored
   * @param known the claims that its tokens are known to have, such as {@code
   *     GitHubActions.claims()}
   * @return the watch
   */
  public static ClaimDrift of(Issuer issuer, Collection<? extends Claim<?>> known) {
    return of(issuer, known, DEFAULT_PATIENCE);
  }

  /**
   * Returns a watch over an issuer's tokens.
   *
   * @param issuer the issuer; tokens of others are ignored
   * @param known the claims that its tokens are known to have
   * @param patience how many tokens in a row without a known claim make it a missing one
   * @return the watch
   * @throws IllegalArgumentException if the patience is not positive
   */
  public static ClaimDrift of(Issuer issuer, Collection<? extends Claim<?>> known, int patience) {
    if (patience <= 0) {
      throw new IllegalArgumentException(
          "A claim is missing after a positive number of tokens; this is " + patience);
    }
    return new ClaimDrift(issuer, known, patience);
  }

  private void watch(Claim<?> claim) {
    Known at = known;
    for (String member : claim.path()) {
      at = at.member(member);
    }
    watched.put(claim.name(), at);
  }

  /**
   * Looks at the names of a token's claims.
   *
   * @param token a verified token
   */
  public void observe(VerifiedToken token) {
    if (token.issuer().equals(issuer)) {
      look(token.claims().members(), token.issuedAt());
    }
  }

  private synchronized void look(Map<String, Object> claims, Instant issuedAt) {
    tokens++;
    look(claims, known, "", issuedAt);
  }

  private void look(Map<?, ?> members, Known among, String path, Instant issuedAt) {
    members.forEach((name, value) -> {
      Known claim = among.members.get(name);
      if (claim == null) {
        sight(path + SafeText.name((String) name), issuedAt);
        return;
      }
      claim.lastToken = tokens;
      if (!claim.members.isEmpty() && value instanceof Map<?, ?> object) {
        look(object, claim, path + SafeText.name((String) name) + ".", issuedAt);
      }
    });
  }

  private void sight(String name, Instant issuedAt) {
    Sightings sightings = unknown.get(name);
    if (sightings == null) {
      if (unknown.size() == MAX_UNKNOWN) {
        unlisted++;
        return;
      }
      sightings = new Sightings(issuedAt);
      unknown.put(name, sightings);
    }
    sightings.count++;
  }

  /**
   * Returns what was seen so far.
   *
   * @return a snapshot
   */
  public synchronized Report report() {
    List<Unknown> names = new ArrayList<>();
    unknown.forEach((name, seen) -> names.add(new Unknown(name, seen.count, seen.first)));
    List<Missing> missing = new ArrayList<>();
    watched.forEach((name, claim) -> {
      long since = tokens - claim.lastToken;
      if (since >= patience) {
        missing.add(new Missing(name, since, claim.lastToken > 0));
      }
    });
    return new Report(tokens, names, unlisted, missing);
  }

  /**
   * A claim that is not known.
   *
   * @param name its name, escaped and cut at 64 characters; members of a nested claim are joined
   *     with dots
   * @param count how many tokens had it
   * @param firstSeen when the first token that had it was issued
   */
  public record Unknown(String name, long count, Instant firstSeen) {}

  /**
   * A known claim that doesn't come. Not all claims come with every job: one that has come before
   * tells more.
   *
   * @param name its display name
   * @param tokens how many tokens in a row have come without it
   * @param hasComeBefore whether any token had it before those
   */
  public record Missing(String name, long tokens, boolean hasComeBefore) {}

  /**
   * What a watch has seen.
   *
   * @param tokens how many tokens
   * @param unknown the claims that are not known, in the order they were first seen
   * @param unlisted how often a further unknown name came after there were {@link #MAX_UNKNOWN}
   * @param missing the known claims that don't come
   */
  public record Report(long tokens, List<Unknown> unknown, long unlisted, List<Missing> missing) {
    /** Makes the lists unmodifiable. */
    public Report {
      unknown = List.copyOf(unknown);
      missing = List.copyOf(missing);
    }

    /**
     * Tells whether all is as this library knows it.
     *
     * @return true if no claim is unknown and none that came before is missing
     */
    public boolean isAsKnown() {
      return unknown.isEmpty() && missing.stream().noneMatch(Missing::hasComeBefore);
    }
  }

  /** A known name: of a claim, or of an object on the way to some. */
  private static final class Known {
    private final Map<String, Known> members = new HashMap<>();
    private long lastToken;

    Known member(String name) {
      return members.computeIfAbsent(name, n -> new Known());
    }
  }

  /** How often an unknown name was seen. */
  private static final class Sightings {
    private final Instant first;
    private long count;

    Sightings(Instant first) {
      this.first = first;
    }
  }
}
