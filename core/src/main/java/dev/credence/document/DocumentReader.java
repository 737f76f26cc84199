package dev.credence.document;

import dev.credence.ReplayGuard;
import dev.credence.TrustPolicy;
import dev.credence.TrustPolicySet;
import dev.credence.internal.json.JsonLimits;
import dev.credence.internal.json.LocatedJson;
import dev.credence.internal.json.LocatedJsonException;
import dev.credence.internal.json.LocatedValue;
import dev.credence.internal.json.LocatedValue.Members;
import dev.credence.internal.json.LocatedValue.Scalar;
import dev.credence.internal.text.SafeText;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads whole documents. */
final class DocumentReader {
  static final String SCHEMA = "$schema";
  static final String VERSION = "version";
  static final String ISSUERS = "issuers";
  static final String POLICIES = "policies";
  static final Set<String> MEMBERS = Names.inOrder(SCHEMA, VERSION, ISSUERS, POLICIES);

  /** The only version of the format that there is. */
  static final int CURRENT_VERSION = 1;

  static final int MAX_CHARACTERS = 16 * 1024 * 1024;
  static final int MAX_POLICIES = 100_000;
  private static final int MAX_DEPTH = 64;
  private static final int MAX_MEMBERS = 5_000_000;
  private static final int MAX_DIGITS = 1_000;
  private static final int MAX_STRING = 65_536;

  static final JsonLimits LIMITS =
      new JsonLimits(MAX_CHARACTERS, MAX_DEPTH, MAX_MEMBERS, MAX_DIGITS, MAX_STRING, MAX_POLICIES);

  private final IssuerReader issuers;
  private final PolicyReader policyReader;

  private DocumentReader(KnownIssuers known, @Nullable ReplayGuard guard) {
    this.issuers = new IssuerReader(known);
    this.policyReader = new PolicyReader(issuers, guard);
  }

  static TrustPolicySet read(Source source, KnownIssuers known, @Nullable ReplayGuard guard) {
    Members document = parse(source);
    try {
      return new DocumentReader(known, guard).set(document);
    } catch (Mistake mistake) {
      throw PolicyDocumentException.of(source, document, mistake);
    }
  }

  private static Members parse(Source source) {
    try {
      return LocatedJson.parseObject(source.text(), LIMITS);
    } catch (LocatedJsonException refused) {
      throw PolicyDocumentException.of(source, refused);
    }
  }

  private TrustPolicySet set(Members object) {
    Fields document = new Fields("A policy document", object);
    requireVersion(document.require(VERSION));
    document.requireOnly(MEMBERS);
    LocatedValue schema = document.find(SCHEMA);
    if (schema != null) {
      Values.text(SCHEMA, schema);
    }
    issuers.declare(document.find(ISSUERS));
    LocatedValue list = document.require(POLICIES);
    List<TrustPolicy> policies = policies(list);
    return Mistake.locate(list, () -> TrustPolicySet.of(policies));
  }

  /** Comes first: what a later version may have is no mistake but unknown here. */
  private static void requireVersion(LocatedValue value) {
    boolean current =
        value instanceof Scalar scalar
            && scalar.value() instanceof BigDecimal number
            && number.scale() == 0
            && number.compareTo(BigDecimal.valueOf(CURRENT_VERSION)) == 0;
    if (!current) {
      throw Values.expected(VERSION, "is 1, the only one that there is", value);
    }
  }

  private List<TrustPolicy> policies(LocatedValue list) {
    List<TrustPolicy> policies = new ArrayList<>();
    Map<String, Integer> names = new HashMap<>();
    for (LocatedValue element : Values.elements(POLICIES, "policies", list)) {
      Fields fields = Fields.of("A policy", element);
      TrustPolicy policy = policyReader.read(fields);
      int place = fields.require(PolicyReader.NAME).offset();
      Integer first = names.putIfAbsent(policy.name(), place);
      if (first != null) {
        throw Mistake.again(
            place, "Two policies are named " + SafeText.quote(policy.name()), first);
      }
      policies.add(policy);
    }
    return policies;
  }
}
