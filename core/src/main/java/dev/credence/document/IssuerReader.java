package dev.credence.document;

import dev.credence.Issuer;
import dev.credence.internal.json.LocatedValue;
import dev.credence.internal.json.LocatedValue.Member;
import dev.credence.internal.json.LocatedValue.Members;
import dev.credence.internal.text.SafeText;
import dev.credence.keys.SignatureAlgorithm;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads issuers: those that a document declares by a name of its own, and the providers'. */
final class IssuerReader {
  static final String IDENTIFIER = "identifier";
  static final String ALGORITHMS = "algorithms";
  static final String TOKEN_TYPES = "tokenTypes";
  static final String MAX_LIFETIME = "maxLifetime";
  static final Set<String> MEMBERS =
      Names.inOrder(IDENTIFIER, ALGORITHMS, TOKEN_TYPES, MAX_LIFETIME);

  private static final List<String> ALGORITHM_NAMES =
      Arrays.stream(SignatureAlgorithm.values()).map(SignatureAlgorithm::joseName).toList();

  private final KnownIssuers known;
  private final Map<String, Issuer> declared = new LinkedHashMap<>();
  private final Map<String, Use> uses = new HashMap<>();

  /** The first place that an issuer's identifier comes from. */
  private record Use(Object declaration, int offset) {}

  IssuerReader(KnownIssuers known) {
    this.known = known;
  }

  void declare(@Nullable LocatedValue value) {
    if (value == null) {
      return;
    }
    for (Member member : Fields.of("\"issuers\"", value).object().members().values()) {
      Fields fields = Fields.of("An issuer", member.value()).requireOnly(MEMBERS);
      Issuer.Builder builder = builder(fields);
      Object declaration = CanonicalForm.of(fields.object());
      Issuer issuer = known.get(declaration, builder::build);
      requireOneDeclaration(issuer, member.name(), fields.require(IDENTIFIER));
      declared.put(member.name(), issuer);
    }
  }

  private static Issuer.Builder builder(Fields fields) {
    LocatedValue identifier = fields.require(IDENTIFIER);
    String url = Values.text(IDENTIFIER, identifier);
    Issuer.Builder builder = Mistake.locate(identifier, () -> Issuer.builder(url));
    LocatedValue algorithms = fields.find(ALGORITHMS);
    if (algorithms != null) {
      List<SignatureAlgorithm> all = algorithms(algorithms);
      builder.algorithms(all.get(0), all.subList(1, all.size()).toArray(SignatureAlgorithm[]::new));
    }
    LocatedValue types = fields.find(TOKEN_TYPES);
    if (types != null) {
      List<String> all = List.copyOf(Values.distinctTexts(TOKEN_TYPES, types));
      builder.tokenTypes(all.get(0), all.subList(1, all.size()).toArray(String[]::new));
    }
    LocatedValue lifetime = fields.find(MAX_LIFETIME);
    if (lifetime != null) {
      Duration longest = Values.duration(MAX_LIFETIME, lifetime);
      Mistake.locate(lifetime, () -> builder.maxLifetime(longest));
    }
    return builder;
  }

  private static List<SignatureAlgorithm> algorithms(LocatedValue value) {
    List<SignatureAlgorithm> algorithms = new ArrayList<>();
    for (LocatedValue element : Values.elements(ALGORITHMS, "strings", value)) {
      String name = Values.text("each element of \"algorithms\"", element);
      SignatureAlgorithm algorithm =
          SignatureAlgorithm.fromJoseName(name)
              .orElseThrow(() ->
                  Mistake.at(
                      element,
                      "There is no algorithm "
                          + SafeText.quote(name)
                          + "; there are "
                          + Names.listed(ALGORITHM_NAMES, "and")));
      if (algorithms.contains(algorithm)) {
        throw Mistake.at(
            element, "\"algorithms\" lists " + SafeText.quote(name) + " twice: remove one");
      }
      algorithms.add(algorithm);
    }
    return algorithms;
  }

  /** The issuer that a policy names. */
  Issuer named(LocatedValue value) {
    String name = Values.text("issuer", value);
    Issuer issuer = declared.get(name);
    if (issuer == null) {
      String hint =
          declared.isEmpty()
              ? "; declare it there, or name a \"provider\""
              : Names.nearestOrAll(name, "there are", declared.keySet());
      throw Mistake.at(
          value, "The document's \"issuers\" have none named " + SafeText.quote(name) + hint);
    }
    return issuer;
  }

  /** The issuer of a provider, from its name alone or an object of its name with parameters. */
  Issuer ofProvider(Provider provider, LocatedValue value) {
    Members parameters =
        value instanceof Members object
            ? parameters(provider, object)
            : new Members(value.offset(), Map.of());
    Fields fields = new Fields("The provider \"" + provider.name() + "\"", parameters);
    Object declaration = List.of(provider.name(), CanonicalForm.of(parameters));
    Issuer issuer = known.get(declaration, () -> provider.issuers().read(fields));
    requireOneDeclaration(issuer, declaration, value);
    return issuer;
  }

  private static Members parameters(Provider provider, Members object) {
    Member member = object.members().values().iterator().next();
    return Fields.of("The provider \"" + provider.name() + "\"", member.value()).object();
  }

  static Provider provider(LocatedValue value) {
    if (value instanceof Members object && object.members().size() == 1) {
      Member member = object.members().values().iterator().next();
      return provider(member.name(), member.offset());
    }
    if (value instanceof LocatedValue.Scalar scalar && scalar.value() instanceof String name) {
      return provider(name, value.offset());
    }
    throw Values.expected(
        "provider",
        "is a name, or an object with a name as its one member and parameters in it",
        value);
  }

  private static Provider provider(String name, int offset) {
    Provider provider = Providers.named(name);
    if (provider == null) {
      throw Mistake.at(
          offset,
          "There is no provider "
              + SafeText.quote(name)
              + Names.nearestOrAll(
                  name, "any other CI goes by \"issuer\", and there are", Providers.NAMES));
    }
    return provider;
  }

  private void requireOneDeclaration(Issuer issuer, Object declaration, LocatedValue place) {
    Use first = uses.putIfAbsent(issuer.identifier(), new Use(declaration, place.offset()));
    if (first != null && !first.declaration().equals(declaration)) {
      throw Mistake.again(
          place.offset(),
          "The issuer "
              + SafeText.quote(issuer.identifier())
              + " is written in two ways: its keys and what it is trusted for are to be the same in"
              + " all policies, so write it in one",
          first.offset());
    }
  }
}
