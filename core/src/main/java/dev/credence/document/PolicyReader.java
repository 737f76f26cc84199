package dev.credence.document;

import dev.credence.ContradictoryPolicyException;
import dev.credence.Issuer;
import dev.credence.ReplayGuard;
import dev.credence.TrustPolicy;
import dev.credence.claim.Requirement;
import dev.credence.internal.json.LocatedValue;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Reads single policies. */
final class PolicyReader {
  static final String NAME = "name";
  static final String PROVIDER = "provider";
  static final String ISSUER = "issuer";
  static final String AUDIENCE = "audience";
  static final String REQUIRE = "require";
  static final String GRANTS = "grants";
  static final String CLOCK_SKEW = "clockSkew";
  static final String MAX_LIFETIME = "maxLifetime";
  static final String TOLERATE_AUDIENCES = "tolerateAudiences";
  static final String ONLY_ONCE = "onlyOnce";

  static final Set<String> MEMBERS =
      Names.inOrder(
          NAME,
          PROVIDER,
          ISSUER,
          AUDIENCE,
          REQUIRE,
          GRANTS,
          CLOCK_SKEW,
          MAX_LIFETIME,
          TOLERATE_AUDIENCES,
          ONLY_ONCE);

  private final IssuerReader issuers;
  private final @Nullable ReplayGuard guard;
  private final SharedParts shared = new SharedParts();

  PolicyReader(IssuerReader issuers, @Nullable ReplayGuard guard) {
    this.issuers = issuers;
    this.guard = guard;
  }

  TrustPolicy read(Fields policy) {
    policy.requireOnly(MEMBERS);
    Places places = new Places();
    TrustPolicy.Builder builder = compulsory(policy, places);
    addSettings(policy, builder);
    try {
      return builder.build();
    } catch (ContradictoryPolicyException refused) {
      throw places.locate(refused, policy.object());
    }
  }

  private TrustPolicy.Builder compulsory(Fields policy, Places places) {
    LocatedValue name = policy.require(NAME);
    String called = Values.text(NAME, name);
    TrustPolicy.NeedsIssuer named = Mistake.locate(name, () -> TrustPolicy.named(called));
    requireEitherIssuer(policy);
    LocatedValue providerValue = policy.find(PROVIDER);
    Provider provider = providerValue == null ? null : IssuerReader.provider(providerValue);
    Issuer issuer =
        provider == null
            ? issuers.named(policy.require(ISSUER))
            : issuers.ofProvider(provider, policy.require(PROVIDER));
    LocatedValue audience = policy.require(AUDIENCE);
    String meant = shared.text(Values.text(AUDIENCE, audience));
    TrustPolicy.NeedsRequirement addressed =
        Mistake.locate(audience, () -> named.issuer(issuer).audience(meant));
    LocatedValue require = policy.require(REQUIRE);
    List<Requirement> all =
        new RequirementReader(provider, places, shared).readAll(REQUIRE, require);
    Requirement[] more = all.subList(1, all.size()).toArray(new Requirement[0]);
    return Mistake.locate(require, () -> addressed.require(all.get(0), more));
  }

  private static void requireEitherIssuer(Fields policy) {
    if (policy.has(PROVIDER) && policy.has(ISSUER)) {
      throw Mistake.again(
          Math.max(policy.placeOf(PROVIDER), policy.placeOf(ISSUER)),
          "A policy has one issuer, by \"provider\" or by \"issuer\", and this one has both",
          Math.min(policy.placeOf(PROVIDER), policy.placeOf(ISSUER)));
    }
    if (!policy.has(PROVIDER) && !policy.has(ISSUER)) {
      throw Mistake.at(policy.object(), "A policy needs the member \"provider\" or \"issuer\"");
    }
  }

  private void addSettings(Fields policy, TrustPolicy.Builder builder) {
    LocatedValue grants = policy.find(GRANTS);
    if (grants != null) {
      addTexts(GRANTS, grants, builder::grants);
    }
    LocatedValue tolerated = policy.find(TOLERATE_AUDIENCES);
    if (tolerated != null) {
      addTexts(TOLERATE_AUDIENCES, tolerated, builder::tolerateAudiences);
    }
    LocatedValue skew = policy.find(CLOCK_SKEW);
    if (skew != null) {
      Duration tolerance = Values.duration(CLOCK_SKEW, skew);
      Mistake.locate(skew, () -> builder.clockSkew(tolerance));
    }
    LocatedValue lifetime = policy.find(MAX_LIFETIME);
    if (lifetime != null) {
      Duration longest = Values.duration(MAX_LIFETIME, lifetime);
      Mistake.locate(lifetime, () -> builder.maxLifetime(longest));
    }
    LocatedValue once = policy.find(ONLY_ONCE);
    if (once != null) {
      Values.requireTrue(ONLY_ONCE, once);
      builder.onlyOnce(requireGuard(once));
    }
  }

  /** Adds texts one by one, so that the one that is refused is the one that is pointed at. */
  private static void addTexts(
      String member, LocatedValue value, BiConsumer<String, String[]> add) {
    Values.distinctTexts(member, value);
    for (LocatedValue element : Values.elements(member, "strings", value)) {
      String text = Values.text(member, element);
      Mistake.locate(
          element,
          () -> {
            add.accept(text, new String[0]);
            return text;
          });
    }
  }

  private ReplayGuard requireGuard(LocatedValue once) {
    if (guard == null) {
      throw Mistake.at(
          once,
          "\"onlyOnce\" needs a replay guard, and the program gives none when it reads this"
              + " document");
    }
    return guard;
  }
}
