package dev.credence;

import java.util.List;

/**
 * Checks that a token is meant for this service and for no stranger beside it (RFC 7519 §4.1.3;
 * OpenID Connect Core §3.1.3.7). Audiences are compared as strings.
 */
final class AudienceCheck {
  private AudienceCheck() {}

  static Outcome<RegisteredClaims> check(
      RegisteredClaims claims, Expectations expected, Stage stage) {
    List<String> found = claims.audience();
    int ours = 0;
    int strangers = 0;
    for (String audience : found) {
      if (audience.equals(expected.audience())) {
        ours++;
      } else if (!expected.toleratedAudiences().contains(audience)) {
        strangers++;
      }
    }
    if (ours == 0) {
      return refused(stage, RejectionReason.AUDIENCE_MISMATCH, "is ", found, expected);
    }
    if (ours > 1 || strangers > 0) {
      return refused(stage, RejectionReason.AUDIENCE_MULTIPLE, "is only ", found, expected);
    }
    return Outcome.passed(claims);
  }

  private static Outcome<RegisteredClaims> refused(
      Stage stage, RejectionReason reason, String verb, List<String> found, Expectations expected) {
    String required = verb + "\"" + expected.audience() + "\"";
    Object shown = found.size() == 1 ? found.get(0) : found;
    return Outcome.refused(
        stage,
        reason,
        new Mismatch(
            "aud",
            required,
            ShownValue.of(List.of(expected.audience()), shown),
            NearMisses.ofText(expected.audience(), shown),
            SafeChanges.requestingAudience(expected.audience())));
  }
}
