package dev.credence.testkit;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A fake of AWS' Security Token Service on loopback. It lets jobs in as their accounts' identity
 * providers and roles say, for real: tokens are verified against each role's own {@link
 * dev.credence.TrustPolicy}, with the keys of the fake CI that is registered in its account.
 *
 * {@snippet class="snippets.FakeAwsSnippetsTest" region="sts"}
 *
 * <p>It knows three actions.
 *
 * <ul>
 *   <li>{@code AssumeRoleWithWebIdentity} gives a trusted job credentials that last until their
 *       expiry by the fake's clock;
 *   <li>{@code GetCallerIdentity} tells whose credentials signed the request. The signature and its
 *       date are checked, and expired credentials refused. Where the clock is far from the system's
 *       the answer is that of AWS to a client whose clock is wrong; AWS' SDKs then set theirs by it
 *       and sign again;
 *   <li>{@code GetWebIdentityToken}, signed likewise, gives a role the token of its account's
 *       {@link AwsOutboundIssuer}.
 * </ul>
 *
 * <p>Shapes and codes are AWS'. The messages, and which code comes first where two things are
 * wrong, follow AWS' documentation and what its users quote; they were not compared with the real
 * service.
 *
 * <p>Thread-safe.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html">AWS
 *     STS: AssumeRoleWithWebIdentity</a>
 */
public final class FakeAwsSts implements AutoCloseable {
  private final Map<String, FakeAwsAccount> accounts = new ConcurrentHashMap<>();
  private final AwsSessions sessions;
  private final AwsWebIdentity webIdentity;
  private final AwsOutboundTokens outboundTokens;
  private final CloudServer server;

  private FakeAwsSts(InstantSource clock) {
    this.sessions = new AwsSessions(clock);
    this.webIdentity = new AwsWebIdentity(clock, sessions, this::known);
    this.outboundTokens = new AwsOutboundTokens(clock, this::known);
    this.server = CloudServer.start(clock, routes -> routes.route("POST", "/", this::answer));
  }

  /**
   * Starts a fake.
   *
   * @param clock by which tokens and credentials expire; give the CI's issuers the same
   * @return the fake, without accounts
   */
  public static FakeAwsSts start(InstantSource clock) {
    return new FakeAwsSts(Objects.requireNonNull(clock, "clock"));
  }

  /**
   * Returns an account, which is opened if need be.
   *
   * @param id 12 digits
   * @return the account
   * @throws IllegalArgumentException if it is not 12 digits
   */
  public FakeAwsAccount account(String id) {
    if (id.length() != 12 || !id.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw new IllegalArgumentException("An AWS account's id has 12 digits, not \"" + id + "\"");
    }
    return accounts.computeIfAbsent(id, FakeAwsAccount::new);
  }

  private Optional<FakeAwsAccount> known(String id) {
    return Optional.ofNullable(accounts.get(id));
  }

  /**
   * Returns where the fake listens, for an SDK's endpoint override.
   *
   * @return an {@code http} URL of 127.0.0.1, without a trailing slash
   */
  public URI url() {
    return server.url();
  }

  /**
   * Returns the server, for its faults and its journal.
   *
   * @return the server at {@link #url()}
   */
  public CloudServer server() {
    return server;
  }

  /**
   * Returns a fault that answers with an error of AWS in place of the sound answer.
   *
   * @param status such as 400
   * @param code AWS' own, such as {@code IDPCommunicationError}
   * @param message AWS' words
   * @return the fault
   */
  public static Fault error(int status, String code, String message) {
    return new AnswerFault(
        "error " + code + ", status " + status, reply -> AwsXml.error(status, code, message));
  }

  /**
   * Returns a fault by which credentials and tokens are said to expire at another time than they
   * do, as those of a cloud whose clock is wrong.
   *
   * @param time such as one in the past
   * @return the fault
   */
  public static Fault expiration(Instant time) {
    return new AnswerFault(
        "expiration " + time,
        reply -> {
          String body = new String(reply.response().body(), StandardCharsets.UTF_8);
          int from = body.indexOf("<Expiration>");
          int to = body.indexOf("</Expiration>");
          return from < 0 || to < from
              ? reply.response()
              : reply
                  .response()
                  .body(
                      ServerResponse.utf8(
                          body.substring(0, from) + "<Expiration>" + time + body.substring(to)));
        });
  }

  private ServerResponse answer(ServerRequest request) {
    AwsParameters parameters = new AwsParameters(request.formParameters());
    String action = parameters.get("Action").orElse("");
    try {
      return switch (action) {
        case "AssumeRoleWithWebIdentity" -> webIdentity.answer(parameters);
        case "GetCallerIdentity" -> callerIdentity(sessions.signerOf(request));
        case "GetWebIdentityToken" -> outboundTokens.answer(parameters, sessions.signerOf(request));
        default ->
            throw new AwsRefusal(
                400, "InvalidAction", "Could not find operation " + action + " for this fake");
      };
    } catch (AwsRefusal refusal) {
      return refusal.response();
    }
  }

  private static ServerResponse callerIdentity(AwsSession session) {
    Map<String, String> identity = new LinkedHashMap<>();
    identity.put("Arn", session.arn());
    identity.put("UserId", session.userId());
    identity.put("Account", session.role().account());
    return AwsXml.result("GetCallerIdentity", AwsXml.texts(identity));
  }

  /** Stops the server. */
  @Override
  public void close() {
    server.close();
  }

  @Override
  public String toString() {
    return "FakeAwsSts[" + url() + ", accounts " + accounts.keySet() + "]";
  }
}
