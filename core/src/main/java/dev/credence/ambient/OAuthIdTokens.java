package dev.credence.ambient;

import dev.credence.internal.text.SafeText;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tokens of an organisation's identity provider (Okta, Auth0, Keycloak, Entra and others), for CIs
 * that issue none, such as Drone, and for exchanging a CI's token.
 *
 * <p>What comes is an access token, and has to be a JWT. By client credentials it proves which
 * client asked and nothing about repository or branch: have one client for each repository and
 * environment. Every token is asked for anew, and the provider's endpoint found by discovery each
 * time; nothing is kept between jobs.
 *
 * {@snippet class="snippets.AmbientSnippets" region="oauth"}
 */
public final class OAuthIdTokens {
  private OAuthIdTokens() {}

  /**
   * Starts a source.
   *
   * @param issuer the provider's issuer, exactly as it names itself in its metadata; an https URL
   * @param audience whom the tokens are to be for: one exact {@code aud}
   * @return a builder
   * @throws IllegalArgumentException if the audience is empty or holds control characters
   */
  public static Builder builder(String issuer, String audience) {
    return new Builder(issuer, Audience.of(audience));
  }

  /** Collects what a request for a token takes. Not thread-safe; its sources are. */
  public static final class Builder {
    private static final String AUDIENCE_ADVICE =
        "An identity provider takes the audience from its own settings: Okta from the authorization"
            + " server, Auth0 from the API, Keycloak from an audience mapper of the client, where"
            + " the audience \"account\" goes away with the client's full scope.";

    /** What only this library fills in. */
    private static final Set<String> RESERVED =
        Set.of(
            "grant_type",
            "client_id",
            "client_secret",
            "client_assertion",
            "client_assertion_type",
            "assertion",
            "subject_token",
            "subject_token_type",
            "audience",
            "scope");

    private final String issuer;
    private final Audience audience;
    private final Map<String, String> parameters = new LinkedHashMap<>();
    private AmbientEnvironment environment = AmbientEnvironment.ofProcess();
    private @Nullable ClientAuthentication client;
    private @Nullable String provider;
    private boolean sendsAudience = true;
    private boolean toleratesOthers;

    private Builder(String issuer, Audience audience) {
      this.issuer = Objects.requireNonNull(issuer, "issuer");
      this.audience = audience;
    }

    /**
     * Sets who asks.
     *
     * @param authentication the client and its proof
     * @return this builder
     */
    public Builder client(ClientAuthentication authentication) {
      this.client = authentication;
      return this;
    }

    /**
     * Sets the scopes to ask for.
     *
     * @param scopes each without spaces
     * @return this builder
     * @throws IllegalArgumentException if one is empty or holds anything but the visible ASCII
     *     characters that RFC 6749 §3.3 allows
     */
    public Builder scope(String... scopes) {
      for (String scope : scopes) {
        if (scope.isEmpty() || !scope.chars().allMatch(Builder::isScopeCharacter)) {
          throw new IllegalArgumentException(
              SafeText.quote(scope) + " is no scope (RFC 6749 §3.3)");
        }
      }
      parameters.put("scope", String.join(" ", scopes));
      return this;
    }

    /**
     * Adds a parameter of the provider's own, or one such as {@code resource} (RFC 8707) and {@code
     * requested_token_type} (RFC 8693).
     *
     * @param name the parameter
     * @param value its value
     * @return this builder
     * @throws IllegalArgumentException if this builder fills the parameter in by itself
     */
    public Builder parameter(String name, String value) {
      if (RESERVED.contains(name)) {
        throw new IllegalArgumentException(
            "The parameter " + SafeText.quote(name) + " is filled in by other methods");
      }
      parameters.put(name, Objects.requireNonNull(value, "value"));
      return this;
    }

    /**
     * Leaves the parameter {@code audience} out of the request, for providers that refuse it. Auth0
     * and token exchange need it; most others ignore it.
     *
     * @return this builder
     */
    public Builder withoutAudienceParameter() {
      this.sendsAudience = false;
      return this;
    }

    /**
     * Accepts tokens that name other audiences beside the one that is asked for, as Auth0's and
     * Keycloak's may. Each of them can then use the token with the others.
     *
     * @return this builder
     */
    public Builder toleratingOtherAudiences() {
      this.toleratesOthers = true;
      return this;
    }

    /**
     * Sets the environment, of which the web and the clock count.
     *
     * @param around that of this process unless set
     * @return this builder
     */
    public Builder environment(AmbientEnvironment around) {
      this.environment = around;
      return this;
    }

    Builder provider(String name) {
      this.provider = name;
      return this;
    }

    /**
     * Builds a source of tokens for the client itself (RFC 6749 §4.4).
     *
     * @return a thread-safe source; nothing is asked yet
     * @throws IllegalStateException if there is no client
     * @throws IllegalArgumentException if the issuer is no https URL fit for discovery
     */
    public IdTokenSource clientCredentials() {
      if (client == null) {
        throw new IllegalStateException(
            "Client credentials take a client: call client(...) before clientCredentials()");
      }
      return source(OAuthGrant.clientCredentials());
    }

    /**
     * Builds a source that exchanges another source's tokens (RFC 8693), such as a CI's for the
     * organisation's own.
     *
     * @param subject where the tokens to be exchanged come from, one for each request
     * @param type what these are
     * @return a thread-safe source; nothing is asked yet
     * @throws IllegalArgumentException if the issuer is no https URL fit for discovery
     */
    public IdTokenSource tokenExchange(IdTokenSource subject, SubjectTokenType type) {
      Objects.requireNonNull(subject, "subject");
      Objects.requireNonNull(type, "type");
      return source(OAuthGrant.tokenExchange(subject, type));
    }

    /**
     * Builds a source that presents another source's tokens as assertions (RFC 7523 §2.1).
     *
     * @param assertions where they come from, one for each request
     * @return a thread-safe source; nothing is asked yet
     * @throws IllegalArgumentException if the issuer is no https URL fit for discovery
     */
    public IdTokenSource jwtBearer(IdTokenSource assertions) {
      Objects.requireNonNull(assertions, "assertions");
      return source(OAuthGrant.jwtBearer(assertions));
    }

    private IdTokenSource source(OAuthGrant grant) {
      String objection = OAuthDiscovery.objectionTo(issuer, environment.fetch().address());
      if (objection != null) {
        throw new IllegalArgumentException(
            "The issuer " + SafeText.quote(issuer) + " can't be asked: it " + objection);
      }
      String name = provider == null ? "Identity provider " + SafeText.quote(issuer) : provider;
      OAuthTokens tokens =
          new OAuthTokens(name, issuer, environment, grant, allParameters(), client);
      Terms terms = Terms.onRequest(name).declared(AUDIENCE_ADVICE);
      return CheckedIdTokens.asked(
          toleratesOthers ? terms.besideOthers() : terms, audience, environment, tokens::token);
    }

    private Map<String, String> allParameters() {
      Map<String, String> all = new LinkedHashMap<>();
      if (sendsAudience) {
        all.put("audience", audience.value());
      }
      all.putAll(parameters);
      return all;
    }

    /** RFC 6749 §3.3: visible ASCII but for the double quote and the backslash. */
    private static boolean isScopeCharacter(int c) {
      return c > ' ' && c < 0x7f && c != '"' && c != '\\';
    }
  }
}
