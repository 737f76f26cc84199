package dev.credence.document;

import dev.credence.Issuer;
import dev.credence.TrustPolicy;
import dev.credence.TrustPolicySet;
import dev.credence.keys.SignatureAlgorithm;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Writes the issuers of a set: a provider's by the provider's name where that gives the very same,
 * all others as declared ones, named by their host.
 */
final class IssuerWriter {
  private final Map<String, WrittenIssuer> written = new HashMap<>();
  private final Map<String, Object> declared = new LinkedHashMap<>();

  private IssuerWriter() {}

  static IssuerWriter of(TrustPolicySet set) {
    Map<String, Issuer> issuers = new LinkedHashMap<>();
    for (TrustPolicy policy : set.policies()) {
      issuers.merge(policy.issuer().identifier(), policy.issuer(), IssuerWriter::longerLived);
    }
    IssuerWriter writer = new IssuerWriter();
    issuers.forEach((identifier, issuer) -> writer.written.put(identifier, writer.write(issuer)));
    return writer;
  }

  /** Policies of one set trust an issuer alike but for its lifetime, which each can shorten. */
  private static Issuer longerLived(Issuer one, Issuer other) {
    return one.maxLifetime().compareTo(other.maxLifetime()) >= 0 ? one : other;
  }

  WrittenIssuer of(TrustPolicy policy) {
    return Objects.requireNonNull(written.get(policy.issuer().identifier()));
  }

  Map<String, Object> declared() {
    return declared;
  }

  private WrittenIssuer write(Issuer issuer) {
    return Providers.all().stream()
        .flatMap(provider -> byProvider(provider, issuer).stream())
        .findFirst()
        .orElseGet(() -> declare(issuer));
  }

  private static Optional<WrittenIssuer> byProvider(Provider provider, Issuer issuer) {
    return provider.issuers().all().stream()
        .flatMap(form -> ReadBack.parameters(form, issuer).stream())
        .findFirst()
        .map(parameters -> named(provider, parameters))
        .map(value ->
            new WrittenIssuer(
                PolicyReader.PROVIDER, value, Optional.of(provider), issuer.maxLifetime()));
  }

  private static Object named(Provider provider, Map<String, Object> parameters) {
    return parameters.isEmpty() ? provider.name() : Map.of(provider.name(), parameters);
  }

  private WrittenIssuer declare(Issuer issuer) {
    String host = Objects.requireNonNull(URI.create(issuer.identifier()).getHost());
    String name = host;
    for (int i = 2; declared.containsKey(name); i++) {
      name = host + "-" + i;
    }
    declared.put(name, declaration(issuer));
    return new WrittenIssuer(PolicyReader.ISSUER, name, Optional.empty(), issuer.maxLifetime());
  }

  private static Map<String, Object> declaration(Issuer issuer) {
    Map<String, Object> declaration = new LinkedHashMap<>();
    declaration.put(IssuerReader.IDENTIFIER, issuer.identifier());
    if (!issuer.algorithms().equals(Set.of(SignatureAlgorithm.RS256))) {
      declaration.put(
          IssuerReader.ALGORITHMS,
          issuer.algorithms().stream().map(SignatureAlgorithm::joseName).toList());
    }
    if (!issuer.tokenTypeNames().equals(List.of("JWT"))) {
      declaration.put(IssuerReader.TOKEN_TYPES, issuer.tokenTypeNames());
    }
    Duration lifetime = issuer.maxLifetime();
    if (!lifetime.equals(Issuer.DEFAULT_MAX_LIFETIME)) {
      declaration.put(IssuerReader.MAX_LIFETIME, lifetime.toString());
    }
    return declaration;
  }
}
