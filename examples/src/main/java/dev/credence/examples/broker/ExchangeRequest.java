package dev.credence.examples.broker;

import dev.credence.ambient.SubjectTokenType;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A well-formed request for a token in exchange for another (RFC 8693 §2.1). Of the subject token
 * nothing is known yet. Immutable; prints no token.
 */
final class ExchangeRequest {
  static final String GRANT_TYPE = "urn:ietf:params:oauth:grant-type:token-exchange";

  /** CIs call their tokens ID tokens; what an identity provider gives is a JWT all the same. */
  private static final Set<String> SUBJECT_TYPES =
      Set.of(SubjectTokenType.ID_TOKEN.uri(), SubjectTokenType.JWT.uri());

  private static final Set<String> ISSUED_TYPES =
      Set.of(SubjectTokenType.ACCESS_TOKEN.uri(), SubjectTokenType.JWT.uri());

  private static final List<String> CLIENT_CREDENTIALS =
      List.of("client_secret", "client_assertion", "client_assertion_type");

  private final String subjectToken;
  private final String issuedType;
  private final String audience;
  private final @Nullable Set<String> scope;

  private ExchangeRequest(
      String subjectToken, String issuedType, String audience, @Nullable Set<String> scope) {
    this.subjectToken = subjectToken;
    this.issuedType = issuedType;
    this.audience = audience;
    this.scope = scope;
  }

  // @start region="request"
  /** Checks all that can be checked without the subject token. */
  static ExchangeRequest of(Form form, Set<String> audiences) throws ExchangeRefusedException {
    if (!form.required("grant_type").equals(GRANT_TYPE)) {
      throw ExchangeRefusedException.unsupportedGrantType();
    }
    if (CLIENT_CREDENTIALS.stream().anyMatch(form::has)) {
      throw ExchangeRefusedException.clientInBody();
    }
    if (form.has("actor_token") || form.has("actor_token_type")) {
      throw ExchangeRefusedException.invalidRequest("This broker issues no tokens for actors.");
    }
    String token = form.required("subject_token");
    requireOneOf(SUBJECT_TYPES, form.required("subject_token_type"), "subject_token_type");
    String issued = form.one("requested_token_type").orElse(SubjectTokenType.ACCESS_TOKEN.uri());
    requireOneOf(ISSUED_TYPES, issued, "requested_token_type");
    return new ExchangeRequest(token, issued, audience(form, audiences), scope(form));
  }

  // @end

  private static void requireOneOf(Set<String> types, String type, String parameter)
      throws ExchangeRefusedException {
    if (!types.contains(type)) {
      throw ExchangeRefusedException.invalidRequest(
          "The parameter " + parameter + " must be one of " + types.stream().sorted().toList());
    }
  }

  /** One token is for one service, or any of several could use it with the others. */
  private static String audience(Form form, Set<String> audiences) throws ExchangeRefusedException {
    Set<String> asked = new LinkedHashSet<>(form.all("audience"));
    asked.addAll(form.all("resource"));
    if (asked.isEmpty() && audiences.size() == 1) {
      return audiences.iterator().next();
    }
    if (asked.size() != 1) {
      throw ExchangeRefusedException.invalidTarget("Name exactly one audience.");
    }
    String one = asked.iterator().next();
    if (!audiences.contains(one)) {
      throw ExchangeRefusedException.invalidTarget(
          "This broker issues no tokens for that audience.");
    }
    return one;
  }

  private static @Nullable Set<String> scope(Form form) {
    return form.one("scope")
        .<Set<String>>map(text -> new LinkedHashSet<>(List.of(text.split(" ", -1))))
        .orElse(null);
  }

  String subjectToken() {
    return subjectToken;
  }

  String issuedType() {
    return issuedType;
  }

  String audience() {
    return audience;
  }

  /** The roles asked for, or empty for all that the job has. */
  Optional<Set<String>> scope() {
    return Optional.ofNullable(scope);
  }

  @Override
  public String toString() {
    return "ExchangeRequest for " + audience;
  }
}
