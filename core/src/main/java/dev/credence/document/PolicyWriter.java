package dev.credence.document;

import dev.credence.TrustPolicy;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes single policies; what has its default is left out. */
final class PolicyWriter {
  /** What a policy has that sets no clock skew. */
  private static final Duration DEFAULT_CLOCK_SKEW = Duration.ofSeconds(30);

  private PolicyWriter() {}

  static Map<String, Object> write(TrustPolicy policy, WrittenIssuer issuer) {
    Map<String, Object> written = new LinkedHashMap<>();
    written.put(PolicyReader.NAME, policy.name());
    written.put(issuer.member(), issuer.value());
    written.put(PolicyReader.AUDIENCE, policy.audience());
    if (!policy.toleratedAudiences().isEmpty()) {
      List<String> tolerated = policy.toleratedAudiences().stream().sorted().toList();
      written.put(PolicyReader.TOLERATE_AUDIENCES, tolerated);
    }
    RequirementWriter requirements = new RequirementWriter(issuer.provider());
    written.put(PolicyReader.REQUIRE, requirements.writeAll(policy.requirements()));
    if (!policy.grants().isEmpty()) {
      written.put(PolicyReader.GRANTS, List.copyOf(policy.grants()));
    }
    if (!policy.clockSkew().equals(DEFAULT_CLOCK_SKEW)) {
      written.put(PolicyReader.CLOCK_SKEW, policy.clockSkew().toString());
    }
    if (!policy.maxLifetime().equals(issuer.maxLifetime())) {
      written.put(PolicyReader.MAX_LIFETIME, policy.maxLifetime().toString());
    }
    if (policy.isOnlyOnce()) {
      written.put(PolicyReader.ONLY_ONCE, true);
    }
    return written;
  }
}
