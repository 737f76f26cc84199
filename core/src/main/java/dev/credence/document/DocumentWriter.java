package dev.credence.document;

import dev.credence.TrustPolicy;
import dev.credence.TrustPolicySet;
import dev.credence.internal.json.LocatedJson;
import dev.credence.internal.json.LocatedJsonException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes whole documents. */
final class DocumentWriter {
  private DocumentWriter() {}

  static String write(TrustPolicySet set) {
    if (set.policies().size() > DocumentReader.MAX_POLICIES) {
      throw new IllegalArgumentException(
          "A policy document has at most "
              + DocumentReader.MAX_POLICIES
              + " policies; this set has "
              + set.policies().size());
    }
    String json = JsonLayout.of(document(set)) + "\n";
    requireReadable(json);
    return json;
  }

  private static Map<String, Object> document(TrustPolicySet set) {
    IssuerWriter issuers = IssuerWriter.of(set);
    List<Object> policies = new ArrayList<>();
    for (TrustPolicy policy : set.policies()) {
      policies.add(PolicyWriter.write(policy, issuers.of(policy)));
    }
    Map<String, Object> document = new LinkedHashMap<>();
    document.put(DocumentReader.VERSION, DocumentReader.CURRENT_VERSION);
    if (!issuers.declared().isEmpty()) {
      document.put(DocumentReader.ISSUERS, issuers.declared());
    }
    document.put(DocumentReader.POLICIES, policies);
    return document;
  }

  /** What is too large or too deep is found out now, and not when the document is needed. */
  private static void requireReadable(String json) {
    try {
      LocatedJson.parseObject(json, DocumentReader.LIMITS);
    } catch (LocatedJsonException refused) {
      throw new IllegalArgumentException(
          "These policies make no document that could be read again: " + refused.getMessage());
    }
  }
}
