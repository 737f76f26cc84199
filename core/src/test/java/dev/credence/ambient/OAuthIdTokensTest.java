package dev.credence.ambient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.credence.ambient.FakeServer.Asked;
import dev.credence.ambient.FakeServer.Reply;
import dev.credence.ambient.IdTokenUnavailableException.Kind;
import dev.credence.internal.json.JsonLimits;
import dev.credence.internal.json.StrictJson;
import dev.credence.internal.text.Base64Url;
import java.math.BigDecimal;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class OAuthIdTokensTest {
  private static final String AUDIENCE = "https://deploy.example.com";
  private static final String OPENID = "/realms/ci/.well-known/openid-configuration";
  private static final String SECRET = "s3cret/+: of the client";
  private static final TestKeyPair KEY = new TestKeyPair("RSA", 2_048);

  private final FakeServer server = new FakeServer();
  private final TestEnvironment environment = new TestEnvironment();
  private final String issuer = server.origin() + "/realms/ci";

  @BeforeEach
  void publish() {
    server.on(OPENID, metadata(issuer, server.origin() + "/realms/ci/token"));
    server.on("/realms/ci/token", granted(TestTokens.forAudience(AUDIENCE)));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static Reply metadata(String issuer, String tokenEndpoint) {
    return Reply.json(
        "{\"issuer\":\"" + issuer + "\",\"token_endpoint\":\"" + tokenEndpoint + "\"}");
  }

  private static Reply granted(String token) {
    return Reply.json(
        "{\"access_token\":\"" + token + "\",\"token_type\":\"Bearer\",\"expires_in\":300}");
  }

  private static Reply error(int status, String code) {
    Reply json =
        Reply.json("{\"error\":\"" + code + "\",\"error_description\":\"words of the server\"}");
    return new Reply(status, json.headers(), json.body());
  }

  private OAuthIdTokens.Builder builder() {
    return OAuthIdTokens.builder(issuer, AUDIENCE).environment(environment.build());
  }

  private IdTokenSource basic() {
    return builder()
        .client(ClientAuthentication.secretBasic("dep loy", SECRET))
        .clientCredentials();
  }

  private IdTokenUnavailableException failure(Kind kind) {
    IdTokenUnavailableException failure = Failures.of(kind, () -> basic().idToken());
    assertThat(failure.provider()).isEqualTo("Identity provider \"" + issuer + "\"");
    assertThat(failure.getMessage()).doesNotContain("s3cret").doesNotContain("words of the server");
    return failure;
  }

  /** The fields of the last form, in their order. */
  private Map<String, String> form() {
    Map<String, String> fields = new HashMap<>();
    for (String pair : lastAsked().body().split("&")) {
      String[] both = pair.split("=", 2);
      fields.put(both[0], URLDecoder.decode(both[1], StandardCharsets.UTF_8));
    }
    return fields;
  }

  private Asked lastAsked() {
    return server.asked().get(server.asked().size() - 1);
  }

  private static Map<String, Object> part(String jwt, int index) throws Exception {
    byte[] json = Base64Url.decode(jwt.split("\\.")[index]);
    return StrictJson.parseObject(
        new String(json, StandardCharsets.UTF_8), JsonLimits.TOKEN_CLAIMS);
  }

  private IdTokenSource ciTokens(List<String> made) {
    return new IdTokenSource() {
      @Override
      public IdToken idToken() {
        String token = TestTokens.forAudience(issuer + "?" + made.size());
        made.add(token);
        return IdToken.parse(token);
      }

      @Override
      public String audience() {
        return issuer;
      }
    };
  }

  @Test
  void endpoint_is_discovered_and_secret_sent_in_the_header() throws Exception {
    assertThat(basic().idToken().audiences()).containsExactly(AUDIENCE);

    assertThat(server.asked())
        .extracting(Asked::method, Asked::target)
        .containsExactly(tuple("GET", OPENID), tuple("POST", "/realms/ci/token"));
    String credentials = "dep+loy:s3cret%2F%2B%3A+of+the+client";
    assertThat(lastAsked().header("Authorization"))
        .isEqualTo(
            "Basic "
                + Base64.getEncoder()
                    .encodeToString(credentials.getBytes(StandardCharsets.US_ASCII)));
    assertThat(lastAsked().header("Content-Type")).isEqualTo("application/x-www-form-urlencoded");
    assertThat(lastAsked().body())
        .isEqualTo("grant_type=client_credentials&audience=https%3A%2F%2Fdeploy.example.com");
    assertThat(server.asked().get(0).header("Authorization")).isEqualTo("(none)");
  }

  @Test
  void each_call_asks_anew() throws Exception {
    IdTokenSource source = basic();

    source.idToken();
    source.idToken();

    assertThat(server.asked()).hasSize(4);
  }

  @Test
  void secret_may_go_into_the_body() throws Exception {
    builder()
        .client(ClientAuthentication.secretPost("deploy", SECRET))
        .scope("deploy", "read:all")
        .parameter("resource", "https://api.example")
        .withoutAudienceParameter()
        .clientCredentials()
        .idToken();

    assertThat(lastAsked().header("Authorization")).isEqualTo("(none)");
    assertThat(form())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "grant_type", "client_credentials",
                "scope", "deploy read:all",
                "resource", "https://api.example",
                "client_id", "deploy",
                "client_secret", SECRET));
  }

  @ParameterizedTest
  @CsvSource({
    "RSA, 2048, RS256, SHA256withRSA",
    "EC, 256, ES256, SHA256withECDSAinP1363Format",
    "EC, 384, ES384, SHA384withECDSAinP1363Format",
    "EC, 521, ES512, SHA512withECDSAinP1363Format",
    "Ed25519, 0, EdDSA, Ed25519"
  })
  void private_key_signs_an_assertion(String type, int size, String algorithm, String javaName)
      throws Exception {
    TestKeyPair pair = new TestKeyPair(type, size);
    ClientKey key = ClientKey.fromPem(pair.pem()).withId("key-1");

    builder()
        .client(ClientAuthentication.privateKeyJwt("deploy", key))
        .clientCredentials()
        .idToken();

    Map<String, String> form = form();
    String assertion = form.get("client_assertion");
    assertThat(form)
        .containsEntry("client_id", "deploy")
        .containsEntry(
            "client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer")
        .doesNotContainKey("client_secret");
    assertThat(part(assertion, 0))
        .isEqualTo(Map.of("typ", "JWT", "alg", algorithm, "kid", "key-1"));
    Map<String, Object> claims = part(assertion, 1);
    long now = TestTokens.NOW.getEpochSecond();
    assertThat(claims)
        .containsOnlyKeys("iss", "sub", "aud", "jti", "iat", "exp")
        .containsEntry("iss", "deploy")
        .containsEntry("sub", "deploy")
        .containsEntry("aud", issuer)
        .containsEntry("iat", BigDecimal.valueOf(now))
        .containsEntry("exp", BigDecimal.valueOf(now + 120));
    assertThat(pair.verifies(javaName, assertion)).isTrue();
  }

  @Test
  void assertion_may_be_addressed_to_the_token_endpoint() throws Exception {
    ClientKey key = ClientKey.fromPem(KEY.pem());

    builder()
        .client(ClientAuthentication.privateKeyJwtToTokenEndpoint("deploy", key))
        .clientCredentials()
        .idToken();

    assertThat(part(form().get("client_assertion"), 1)).containsEntry("aud", issuer + "/token");
    assertThat(part(form().get("client_assertion"), 0)).doesNotContainKey("kid");
  }

  @Test
  void each_attempt_has_an_assertion_of_its_own() throws Exception {
    server.on("/realms/ci/token", Reply.status(503), granted(TestTokens.forAudience(AUDIENCE)));
    List<String> made = new ArrayList<>();

    builder()
        .client(ClientAuthentication.assertion("deploy", ciTokens(made)))
        .clientCredentials()
        .idToken();

    assertThat(made).hasSize(2);
    assertThat(form()).containsEntry("client_assertion", made.get(1));
  }

  @Test
  void token_of_the_ci_is_exchanged() throws Exception {
    server.on(
        "/realms/ci/token",
        Reply.json(
            "{\"access_token\":\""
                + TestTokens.forAudience(AUDIENCE)
                + "\",\"issued_token_type\":\"urn:ietf:params:oauth:token-type:access_token\""
                + ",\"token_type\":\"N_A\"}"));
    List<String> made = new ArrayList<>();

    builder().tokenExchange(ciTokens(made), SubjectTokenType.ID_TOKEN).idToken();

    assertThat(form())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "grant_type",
                "urn:ietf:params:oauth:grant-type:token-exchange",
                "subject_token",
                made.get(0),
                "subject_token_type",
                "urn:ietf:params:oauth:token-type:id_token",
                "audience",
                AUDIENCE));
  }

  @Test
  void exchanged_token_must_say_what_it_is() {
    assertThat(
            Failures.of(
                Kind.BAD_ANSWER,
                () ->
                    builder()
                        .tokenExchange(ciTokens(new ArrayList<>()), SubjectTokenType.JWT)
                        .idToken()))
        .hasMessageContaining("The answer's issued_token_type is \"\"");
  }

  @Test
  void token_of_the_ci_is_presented_as_an_assertion() throws Exception {
    List<String> made = new ArrayList<>();

    builder()
        .client(ClientAuthentication.secretBasic("deploy", SECRET))
        .jwtBearer(ciTokens(made))
        .idToken();

    assertThat(form())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "grant_type",
                "urn:ietf:params:oauth:grant-type:jwt-bearer",
                "assertion",
                made.get(0),
                "audience",
                AUDIENCE));
  }

  @Test
  void assertion_may_be_answered_with_an_id_token_alone() throws Exception {
    server.on(
        "/realms/ci/token",
        Reply.json("{\"id_token\":\"" + TestTokens.forAudience(AUDIENCE) + "\"}"));

    assertThat(builder().jwtBearer(ciTokens(new ArrayList<>())).idToken().audiences())
        .containsExactly(AUDIENCE);
  }

  @Test
  void failure_of_the_ci_is_passed_on() {
    IdTokenSource forGitHub = builder().jwtBearer(new FailingSource());

    assertThat(Failures.of(Kind.EXPIRED, forGitHub::idToken)).hasMessage("CI: expired");
  }

  private static final class FailingSource implements IdTokenSource {
    @Override
    public IdToken idToken() throws IdTokenUnavailableException {
      throw new IdTokenUnavailableException("CI", Kind.EXPIRED, "expired");
    }

    @Override
    public String audience() {
      return "idp";
    }
  }

  @Test
  void oauth_metadata_serve_where_there_are_none_of_openid() throws Exception {
    server.on(OPENID, Reply.status(404));
    server.on(
        "/.well-known/oauth-authorization-server/realms/ci", metadata(issuer, issuer + "/token"));

    basic().idToken();

    assertThat(server.asked())
        .extracting(Asked::target)
        .containsExactly(
            OPENID, "/.well-known/oauth-authorization-server/realms/ci", "/realms/ci/token");
  }

  @Test
  void trailing_slash_of_the_issuer_is_kept_and_not_doubled() throws Exception {
    String auth0 = server.origin() + "/";
    server.on(
        "/.well-known/openid-configuration", metadata(auth0, server.origin() + "/realms/ci/token"));

    OAuthIdTokens.builder(auth0, AUDIENCE)
        .environment(environment.build())
        .client(ClientAuthentication.secretBasic("deploy", SECRET))
        .clientCredentials()
        .idToken();

    assertThat(server.asked().get(0).target()).isEqualTo("/.well-known/openid-configuration");
  }

  @Test
  void missing_metadata_are_told() {
    server.on(OPENID, Reply.status(404));

    assertThat(failure(Kind.REFUSED))
        .hasMessageContaining("publishes no metadata")
        .hasMessageContaining("Is it spelled as the provider spells it?");
  }

  @Test
  void metadata_of_another_issuer_are_refused_before_the_secret_is_sent() {
    server.on(OPENID, metadata(issuer + "/", server.origin() + "/realms/ci/token"));

    assertThat(failure(Kind.REFUSED))
        .hasMessageContaining("name the issuer \"" + issuer + "/\" where exactly \"" + issuer);
    assertThat(server.asked()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://evil.example/token", "ftp://127.0.0.1/", "/token", "http://u@127.0.0.1/"})
  void token_endpoint_that_may_not_be_asked_is_refused(String endpoint) {
    server.on(OPENID, metadata(issuer, endpoint));

    assertThat(failure(Kind.REFUSED))
        .hasMessageContaining("The token_endpoint of the metadata is \"" + endpoint + "\"");
    assertThat(server.asked()).hasSize(1);
  }

  @Test
  void metadata_without_token_endpoint_are_refused() {
    server.on(OPENID, Reply.json("{\"issuer\":\"" + issuer + "\"}"));

    assertThat(failure(Kind.REFUSED)).hasMessageContaining("is missing");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "401 | invalid_client | prove itself in another way than by client_secret_basic",
        "400 | unauthorized_client | the client may not use this grant",
        "400 | unsupported_grant_type | has it switched off",
        "400 | invalid_grant | it has been used before",
        "400 | invalid_scope | does not know one of the scopes",
        "400 | invalid_target | makes no tokens for this audience",
        "400 | access_denied | look at the access policies",
        "400 | invalid_request | some servers refuse the parameter audience"
      })
  void error_code_is_explained(int status, String code, String explanation) {
    server.on("/realms/ci/token", error(status, code));

    assertThat(failure(Kind.REFUSED))
        .hasMessageContaining("The token endpoint refuses (" + code + "): ")
        .hasMessageContaining(explanation);
  }

  @Test
  void error_code_that_no_standard_defines_is_not_shown() {
    server.on("/realms/ci/token", error(400, "words of the server"));

    assertThat(failure(Kind.REFUSED)).hasMessageContaining("refuses with an error code of its own");
  }

  @Test
  void error_page_is_a_refusal_by_its_status() {
    server.on(
        "/realms/ci/token",
        new Reply(401, Map.of("Content-Type", "text/html"), "words of the server"));

    assertThat(failure(Kind.REFUSED)).hasMessageContaining("answered with status 401");
  }

  @Test
  void redirect_is_not_followed_with_the_secret() {
    server.on(
        "/realms/ci/token", Reply.status(307).with("Location", server.origin() + "/elsewhere"));

    failure(Kind.REFUSED);
    assertThat(server.asked()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"DPoP", "mac", ""})
  void token_that_is_no_bearer_token_is_refused(String type) {
    server.on(
        "/realms/ci/token",
        Reply.json(
            "{\"access_token\":\""
                + TestTokens.forAudience(AUDIENCE)
                + "\",\"token_type\":\""
                + type
                + "\"}"));

    assertThat(failure(Kind.BAD_ANSWER))
        .hasMessageContaining(
            "The answer's token_type is \"" + type + "\" where Bearer is required.");
  }

  @Test
  void opaque_access_token_is_refused_without_showing_it() {
    server.on("/realms/ci/token", granted("opaque-access-token"));

    assertThat(failure(Kind.BAD_ANSWER).getMessage()).doesNotContain("opaque-access");
  }

  @Test
  void other_audience_is_explained() {
    server.on("/realms/ci/token", granted(TestTokens.forAudience("account")));

    assertThat(failure(Kind.OTHER_AUDIENCE))
        .hasMessageContaining("Keycloak from an audience mapper of the client");
  }

  @Test
  void other_audiences_are_tolerated_only_on_request() throws Exception {
    server.on(
        "/realms/ci/token", granted(TestTokens.withAudience("[\"" + AUDIENCE + "\",\"account\"]")));

    failure(Kind.OTHER_AUDIENCE);
    assertThat(
            builder()
                .client(ClientAuthentication.secretBasic("deploy", SECRET))
                .toleratingOtherAudiences()
                .clientCredentials()
                .idToken()
                .audiences())
        .containsExactly(AUDIENCE, "account");
  }

  @Test
  void deadline_is_common_to_discovery_and_request() {
    Reply busy = Reply.status(503).with("Retry-After", "14");
    server.on(OPENID, busy, metadata(issuer, issuer + "/token"));
    server.on("/realms/ci/token", busy);

    failure(Kind.UNREACHABLE);
    assertThat(environment.pauses).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://login.example", "login.example", "https://a.example?x=y", "https://u@a/"})
  void issuer_must_be_fit_for_discovery(String wrong) {
    AmbientEnvironment production = AmbientEnvironment.builder().variables(Map.of()).build();

    assertThatThrownBy(() ->
            OAuthIdTokens.builder(wrong, AUDIENCE)
                .environment(production)
                .client(ClientAuthentication.secretBasic("deploy", SECRET))
                .clientCredentials())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("The issuer \"" + wrong + "\" can't be asked: it must");
  }

  @Test
  void mistakes_of_the_program_are_told_at_once() {
    assertThatThrownBy(() -> builder().clientCredentials())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("call client(...)");
    assertThatThrownBy(() -> builder().parameter("client_secret", "x"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"client_secret\" is filled in by other methods");
    assertThatThrownBy(() -> builder().scope("a b"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("\"a b\" is no scope (RFC 6749 §3.3)");
    assertThatThrownBy(() -> ClientAuthentication.secretBasic("deploy", " "))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A client secret must not be blank");
    assertThatThrownBy(() -> ClientAuthentication.secretBasic("a\nb", SECRET))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A client id must not be blank or hold control characters");
  }

  @Test
  void nothing_prints_a_secret() {
    ClientKey key = ClientKey.fromPem(KEY.pem()).withId("key-1").withAlgorithm("PS256");

    assertThat(key).hasToString("client key for PS256 with id \"key-1\"");
    assertThat(ClientAuthentication.secretBasic("deploy", SECRET))
        .hasToString("client \"deploy\" by client_secret_basic");
    assertThat(ClientAuthentication.privateKeyJwt("deploy", key))
        .hasToString("client \"deploy\" by private_key_jwt");
    assertThat(basic().toString()).contains(AUDIENCE).doesNotContain("s3cret");
    assertThat(Secret.of(SECRET)).hasToString("[redacted]");
    assertThat(new OAuthForm().put("client_secret", SECRET))
        .hasToString("form with [client_secret]");
  }
}
