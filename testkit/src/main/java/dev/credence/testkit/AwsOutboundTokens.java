package dev.credence.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** GetWebIdentityToken: gives roles a token that says who they are. */
final class AwsOutboundTokens {
  private static final String ACTION = "GetWebIdentityToken";
  private static final int MOST_AUDIENCES = 10;

  private final InstantSource clock;
  private final Function<String, Optional<FakeAwsAccount>> accounts;

  AwsOutboundTokens(InstantSource clock, Function<String, Optional<FakeAwsAccount>> accounts) {
    this.clock = clock;
    this.accounts = accounts;
  }

  ServerResponse answer(AwsParameters request, AwsSession caller) {
    List<String> audiences = request.list("Audience");
    if (audiences.isEmpty() || audiences.size() > MOST_AUDIENCES) {
      throw AwsRefusal.invalidParameter(
          "1 validation error detected: 'Audience' must have 1 to " + MOST_AUDIENCES + " members");
    }
    Duration lifetime = request.seconds("DurationSeconds", 300, 60, 3_600);
    Instant end = clock.instant().plus(lifetime);
    if (end.isAfter(caller.expiresAt())) {
      throw new AwsRefusal(
          403,
          "SessionDurationEscalationException",
          "The requested token duration would extend the session beyond its expiration");
    }
    AwsOutboundToken token = token(request, issuer(caller), caller);
    String[] more = audiences.subList(1, audiences.size()).toArray(String[]::new);
    token.livingFor(lifetime).audience(audiences.get(0), more);
    request.tags("Tags").forEach(token::requestTag);
    Map<String, String> result = new LinkedHashMap<>();
    result.put("WebIdentityToken", token.sign());
    result.put("Expiration", end.toString());
    return AwsXml.result(ACTION, AwsXml.texts(result));
  }

  private AwsOutboundIssuer issuer(AwsSession caller) {
    return accounts
        .apply(caller.role().account())
        .flatMap(FakeAwsAccount::outbound)
        .orElseThrow(() ->
            new AwsRefusal(
                403,
                "OutboundWebIdentityFederationDisabledException",
                "Outbound web identity federation is not enabled for this account"));
  }

  private static AwsOutboundToken token(
      AwsParameters request, AwsOutboundIssuer issuer, AwsSession caller) {
    AwsOutboundToken token =
        switch (request.get("SigningAlgorithm").orElse("")) {
          case "ES384" -> issuer.role();
          case "RS256" -> issuer.signedWithRs256();
          default -> throw AwsRefusal.invalidParameter("'SigningAlgorithm' must be RS256 or ES384");
        };
    return token.account(caller.role().account()).role(caller.role().pathAndName());
  }
}
