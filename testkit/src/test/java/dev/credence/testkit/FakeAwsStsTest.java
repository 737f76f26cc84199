package dev.credence.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.credence.TrustPolicy;
import dev.credence.ci.GitHubActions;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A fake of STS as a client without an SDK sees it. */
@Timeout(60)
class FakeAwsStsTest {
  private static final String AUDIENCE = "sts.amazonaws.com";

  private final TestClock clock = TestClock.atPresent();
  private final GitHubActionsIssuer github =
      CiIssuer.gitHubActions().clock(clock).audience(AUDIENCE);
  private final FakeAwsSts sts = FakeAwsSts.start(clock);

  /** What came. */
  private record Answer(int status, String contentType, String body) {}

  FakeAwsStsTest() {
    sts.account("123456789012")
        .oidcProvider(github, AUDIENCE)
        .role(
            "ci/deploy",
            TrustPolicy.named("deploy")
                .issuer(GitHubActions.issuer())
                .audience(AUDIENCE)
                .require(
                    GitHubActions.repository("octo-org/octo-repo").id(74).ownerId(65),
                    GitHubActions.REF.is("refs/heads/main"))
                .build());
  }

  @AfterEach
  void stop() {
    sts.close();
  }

  private static Map<String, String> assume(String token) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("Action", "AssumeRoleWithWebIdentity");
    form.put("Version", "2011-06-15");
    form.put("RoleArn", "arn:aws:iam::123456789012:role/ci/deploy");
    form.put("RoleSessionName", "session");
    form.put("WebIdentityToken", token);
    return form;
  }

  private Answer post(Map<String, String> form) throws IOException {
    String body =
        form.entrySet().stream()
            .map(each -> each.getKey() + "=" + encoded(each.getValue()))
            .collect(Collectors.joining("&"));
    return post(body, Map.of());
  }

  private Answer post(String body, Map<String, String> headers) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection) sts.url().toURL().openConnection(Proxy.NO_PROXY);
    connection.setDoOutput(true);
    connection.setRequestProperty("Content-Type", "application/x-www-form-urlencoded");
    headers.forEach(connection::setRequestProperty);
    try (OutputStream out = connection.getOutputStream()) {
      out.write(body.getBytes(StandardCharsets.UTF_8));
    }
    int status = connection.getResponseCode();
    try (InputStream in =
        status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return new Answer(status, connection.getContentType(), text);
    }
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  @Test
  void trusted_job_gets_credentials_in_aws_shape() throws Exception {
    Answer answer = post(assume(github.pushToMain().sign()));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.contentType()).isEqualTo("text/xml");
    assertThat(answer.body())
        .startsWith(
            "<AssumeRoleWithWebIdentityResponse"
                + " xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\">")
        .contains(
            "<Arn>arn:aws:sts::123456789012:assumed-role/deploy/session</Arn>",
            "<AccessKeyId>ASIA",
            "<Audience>sts.amazonaws.com</Audience>",
            "<Provider>arn:aws:iam::123456789012:oidc-provider/token.actions.github",
            "<Expiration>" + clock.instant().plus(Duration.ofHours(1)) + "</Expiration>");
  }

  static Stream<Arguments> refusedJobs() {
    return Stream.of(
        refused("AccessDenied", github -> github.pullRequestFromFork().sign()),
        refused("AccessDenied", github -> github.pushToBranch("other").sign()),
        refused("AccessDenied", github -> github.recycledNamespace().sign()),
        refused("InvalidIdentityToken", github -> github.pushToMain().audience("other").sign()),
        refused(
            "ExpiredTokenException",
            github -> github.pushToMain().expired(Duration.ofMinutes(10)).sign()),
        refused("InvalidIdentityToken", github -> CiIssuer.gitLab().pushToMain().sign()),
        refused(
            "InvalidIdentityToken",
            github -> CiIssuer.gitHubActions().audience(AUDIENCE).pushToMain().sign()),
        refused("InvalidIdentityToken", github -> "no.jwt.here"));
  }

  private static Arguments refused(String code, Function<GitHubActionsIssuer, String> token) {
    return Arguments.of(code, token);
  }

  @ParameterizedTest
  @MethodSource("refusedJobs")
  void job_that_is_not_trusted_is_refused_with_aws_code(
      String code, Function<GitHubActionsIssuer, String> token) throws Exception {
    Answer answer = post(assume(token.apply(github)));

    assertThat(answer.status()).isEqualTo(code.equals("AccessDenied") ? 403 : 400);
    assertThat(answer.body())
        .startsWith("<ErrorResponse xmlns=")
        .contains("<Type>Sender</Type><Code>" + code + "</Code><Message>")
        .contains("<RequestId>");
  }

  @ParameterizedTest
  @CsvSource({
    "RoleSessionName, x, ValidationError",
    "RoleSessionName, a/b, ValidationError",
    "DurationSeconds, 899, ValidationError",
    "DurationSeconds, 43201, ValidationError",
    "DurationSeconds, 3601, ValidationError",
    "DurationSeconds, soon, ValidationError",
    "Policy, no JSON, MalformedPolicyDocument",
    "PolicyArns.member.11.arn, arn:aws:iam::aws:policy/X, ValidationError",
    "RoleArn, short, ValidationError",
    "RoleArn, arn:aws:iam::123456789012:role/other, AccessDenied",
    "RoleArn, arn:aws:iam::999999999999:role/ci/deploy, AccessDenied",
    "Action, GetSessionToken, InvalidAction",
    "Action, GetCallerIdentity, MissingAuthenticationToken"
  })
  void request_that_aws_would_refuse_is_refused(String parameter, String value, String code)
      throws Exception {
    Map<String, String> form = assume(github.pushToMain().sign());
    form.put(parameter, value);

    assertThat(post(form).body()).contains("<Code>" + code + "</Code>");
  }

  @ParameterizedTest
  @CsvSource({
    "Bearer x, IncompleteSignature",
    "AWS4-HMAC-SHA256 Credential=a, IncompleteSignature"
  })
  void request_with_half_a_signature_is_refused(String authorization, String code)
      throws Exception {
    Answer answer =
        post(
            "Action=GetCallerIdentity&Version=2011-06-15",
            Map.of("Authorization", authorization, "X-Amz-Date", "20260101T000000Z"));

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.body()).contains("<Code>" + code + "</Code>");
  }

  @Test
  void expiration_can_be_made_another() throws Exception {
    sts.server().faults().next(FakeAwsSts.expiration(clock.instant().minusSeconds(1)));

    assertThat(post(assume(github.pushToMain().sign())).body())
        .contains("<Expiration>" + clock.instant().minusSeconds(1) + "</Expiration>");
  }

  @Test
  void journal_tells_what_was_asked_and_its_text_no_secret() throws Exception {
    String token = github.pushToMain().sign();
    post(assume(token));

    RecordedRequest request = sts.server().journal().last();
    assertThat(request.formParameter("RoleSessionName")).contains("session");
    assertThat(request.formParameter("WebIdentityToken")).contains(token);
    assertThat(request.formParameter("Absent")).isEmpty();
    assertThat(sts.server().journal().toString()).doesNotContain(token);
  }

  @Test
  void account_without_twelve_digits_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> sts.account("12345"))
        .withMessage("An AWS account's id has 12 digits, not \"12345\"");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> sts.account("123456789012").oidcProvider(github))
        .withMessage("An identity provider has one client id at least");
  }
}
