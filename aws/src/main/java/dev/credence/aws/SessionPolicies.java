package dev.credence.aws;

import dev.credence.internal.json.JsonException;
import dev.credence.internal.json.JsonLimits;
import dev.credence.internal.json.StrictJson;
import dev.credence.internal.text.SafeText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sts.model.AssumeRoleWithWebIdentityRequest;
import software.amazon.awssdk.services.sts.model.PolicyDescriptorType;

/**
 * What a session limits itself to, of what its role may do: one policy document and the ARNs of
 * managed policies. Immutable.
 */
final class SessionPolicies {
  static final SessionPolicies NONE = new SessionPolicies(null, List.of());

  /** AWS allows as many characters, spaces included. */
  private static final int LONGEST_DOCUMENT = 2_048;

  private static final JsonLimits JSON =
      new JsonLimits(LONGEST_DOCUMENT, 16, 512, 20, LONGEST_DOCUMENT, LONGEST_DOCUMENT);

  private static final int MOST_ARNS = 10;
  private static final int ARN_PARTS = 6;
  private static final int SHORTEST_ARN = 20;
  private static final int LONGEST_ARN = 2_048;

  private final @Nullable String document;
  private final List<String> arns;

  private SessionPolicies(@Nullable String document, List<String> arns) {
    this.document = document;
    this.arns = arns;
  }

  SessionPolicies withDocument(String json) {
    if (json.length() > LONGEST_DOCUMENT) {
      throw new IllegalArgumentException(
          "The session policy has "
              + json.length()
              + " characters; AWS allows "
              + LONGEST_DOCUMENT
              + ", spaces included");
    }
    if (!json.chars().allMatch(SessionPolicies::isOfDocument)) {
      throw new IllegalArgumentException(
          "The session policy holds a character that AWS does not allow in one: only tabs, line"
              + " ends and U+0020 to U+00FF");
    }
    try {
      StrictJson.parseObject(json, JSON);
    } catch (JsonException e) {
      throw new IllegalArgumentException(
          "The session policy is no JSON object: " + e.getMessage(), e);
    }
    return new SessionPolicies(json, arns);
  }

  private static boolean isOfDocument(int c) {
    return c == '\t' || c == '\n' || c == '\r' || (c >= ' ' && c <= 0xFF);
  }

  SessionPolicies withArn(String arn) {
    if (arns.size() == MOST_ARNS) {
      throw new IllegalArgumentException(
          "A session has at most " + MOST_ARNS + " managed policies; " + arn + " is one more");
    }
    if (!isPolicy(arn)) {
      throw new IllegalArgumentException(
          "A managed policy has an ARN such as arn:aws:iam::aws:policy/ReadOnlyAccess; this is "
              + SafeText.quote(arn));
    }
    List<String> more = new ArrayList<>(arns);
    more.add(arn);
    return new SessionPolicies(document, List.copyOf(more));
  }

  private static boolean isPolicy(String arn) {
    String[] parts = arn.split(":", -1);
    return arn.length() >= SHORTEST_ARN
        && arn.length() <= LONGEST_ARN
        && parts.length == ARN_PARTS
        && parts[0].equals("arn")
        && Characters.isPartition(parts[1])
        && parts[2].equals("iam")
        && parts[3].isEmpty()
        && (parts[4].equals("aws") || RoleArn.isAccount(parts[4]))
        && parts[5].startsWith("policy/")
        && parts[5].length() > "policy/".length()
        && parts[5].chars().allMatch(c -> c == '/' || Characters.isOfName(c));
  }

  void addTo(AssumeRoleWithWebIdentityRequest.Builder request) {
    if (document != null) {
      request.policy(document);
    }
    if (!arns.isEmpty()) {
      request.policyArns(
          arns.stream().map(arn -> PolicyDescriptorType.builder().arn(arn).build()).toList());
    }
  }
}
