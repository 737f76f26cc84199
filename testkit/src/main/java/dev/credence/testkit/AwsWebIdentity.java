package dev.credence.testkit;

import dev.credence.Decision;
import dev.credence.RejectionReason;
import dev.credence.TrustPolicy;
import dev.credence.ambient.IdToken;
import dev.credence.keys.KeysUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * AssumeRoleWithWebIdentity: lets the jobs in that a role trusts.
 *
 * <p>AWS' own order: first the parameters, then the identity provider of the account, then the
 * token itself, and last the role's trust.
 */
final class AwsWebIdentity {
  private static final String ACTION = "AssumeRoleWithWebIdentity";
  private static final int LONGEST_POLICY = 2_048;
  private static final int LONGEST_TOKEN = 20_000;
  private static final int MOST_POLICY_ARNS = 10;

  private final InstantSource clock;
  private final AwsSessions sessions;
  private final Function<String, Optional<FakeAwsAccount>> accounts;

  AwsWebIdentity(
      InstantSource clock,
      AwsSessions sessions,
      Function<String, Optional<FakeAwsAccount>> accounts) {
    this.clock = clock;
    this.sessions = sessions;
    this.accounts = accounts;
  }

  ServerResponse answer(AwsParameters request) {
    String roleArn = request.required("RoleArn", 20, 2_048);
    String name = request.requiredName("RoleSessionName", 2, 64);
    String text = request.required("WebIdentityToken", 4, LONGEST_TOKEN);
    Duration asked = request.seconds("DurationSeconds", 3_600, 900, 43_200);
    requireSoundPolicies(request);
    FakeAwsAccount account = accounts.apply(part(roleArn, 4)).orElseThrow(AwsRefusal::accessDenied);
    IdToken token = parsed(text);
    FakeAwsAccount.Provider provider = provider(account, token);
    AwsRole role = role(account, roleArn).orElseThrow(AwsRefusal::accessDenied);
    requireTrust(role, provider, text, token);
    if (asked.compareTo(role.longestSession()) > 0) {
      throw AwsRefusal.invalidParameter(
          "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
    }
    Instant end = clock.instant().plus(asked).truncatedTo(ChronoUnit.SECONDS);
    return granted(sessions.begin(role, name, end), token);
  }

  private static void requireSoundPolicies(AwsParameters request) {
    Optional<String> policy = request.get("Policy");
    if (policy.isPresent()) {
      String document = request.required("Policy", 1, LONGEST_POLICY).strip();
      if (!document.startsWith("{") || !document.endsWith("}")) {
        throw new AwsRefusal(400, "MalformedPolicyDocument", "Syntax errors in policy.");
      }
    }
    if (request.get("PolicyArns.member." + (MOST_POLICY_ARNS + 1) + ".arn").isPresent()) {
      throw AwsRefusal.invalidParameter(
          "'PolicyArns' must have " + MOST_POLICY_ARNS + " members at most");
    }
  }

  private static IdToken parsed(String text) {
    try {
      return IdToken.parse(text);
    } catch (IllegalArgumentException e) {
      throw AwsRefusal.invalidToken("The ID Token provided is not a valid JWT.");
    }
  }

  private static FakeAwsAccount.Provider provider(FakeAwsAccount account, IdToken token) {
    String issuer = token.unverifiedClaims().getOrDefault("iss", "");
    FakeAwsAccount.Provider provider =
        account
            .provider(issuer)
            .orElseThrow(() ->
                AwsRefusal.invalidToken(
                    "No OpenIDConnect provider found in your account for " + issuer));
    if (Collections.disjoint(token.audiences(), provider.clientIds())) {
      throw AwsRefusal.invalidToken("Incorrect token audience");
    }
    return provider;
  }

  private static Optional<AwsRole> role(FakeAwsAccount account, String arn) {
    String resource = part(arn, 5);
    return resource.startsWith("role/")
        ? account.role(resource.substring("role/".length()))
        : Optional.empty();
  }

  private static String part(String arn, int index) {
    String[] parts = arn.split(":", 6);
    return parts.length == 6 ? parts[index] : "";
  }

  private void requireTrust(
      AwsRole role, FakeAwsAccount.Provider provider, String text, IdToken token) {
    TrustPolicy trust = role.trust().withKeys(provider.issuer().keys()).withClock(clock);
    try {
      if (trust.evaluate(text) instanceof Decision.Rejected rejected) {
        throw refusal(rejected.rejection().reason(), token);
      }
    } catch (KeysUnavailableException e) {
      throw new AwsRefusal(
          400,
          "IDPCommunicationError",
          "Could not reach the identity provider to verify the incoming identity token");
    }
  }

  /** What is wrong with the token itself is told; what the role doesn't trust is not. */
  private AwsRefusal refusal(RejectionReason reason, IdToken token) {
    return switch (reason) {
      case EXPIRED ->
          new AwsRefusal(
              400,
              "ExpiredTokenException",
              "Token expired: current date/time "
                  + clock.instant().getEpochSecond()
                  + " must be before the expiration date/time "
                  + token.expiresAt().getEpochSecond());
      case KEY_UNKNOWN, KEY_UNSUITABLE ->
          AwsRefusal.invalidToken(
              "Couldn't retrieve verification key from your identity provider, please reference"
                  + " AssumeRoleWithWebIdentity documentation for requirements");
      case CLAIM_MISMATCH,
          ISSUER_UNKNOWN,
          AUDIENCE_MISMATCH,
          AUDIENCE_MULTIPLE,
          REPLAYED,
          REPLAY_UNDECIDED ->
          AwsRefusal.accessDenied();
      default -> AwsRefusal.invalidToken("The ID Token provided is not a valid JWT.");
    };
  }

  private static ServerResponse granted(AwsSession session, IdToken token) {
    Map<String, String> user = new LinkedHashMap<>();
    user.put("Arn", session.arn());
    user.put("AssumedRoleId", session.userId());
    Map<String, String> credentials = new LinkedHashMap<>();
    credentials.put("AccessKeyId", session.accessKeyId());
    credentials.put("SecretAccessKey", session.secretAccessKey());
    credentials.put("SessionToken", session.sessionToken());
    credentials.put("Expiration", session.expiresAt().toString());
    String issuer = token.unverifiedClaims().getOrDefault("iss", "");
    return AwsXml.result(
        ACTION,
        AwsXml.text("SubjectFromWebIdentityToken", token.unverifiedClaims().getOrDefault("sub", ""))
            + AwsXml.text("Audience", token.audiences().get(0))
            + AwsXml.structure("AssumedRoleUser", user)
            + AwsXml.structure("Credentials", credentials)
            + AwsXml.text("Provider", providerArn(session.role().account(), issuer)));
  }

  private static String providerArn(String account, String issuer) {
    return "arn:aws:iam::" + account + ":oidc-provider/" + issuer.replace("https://", "");
  }
}
