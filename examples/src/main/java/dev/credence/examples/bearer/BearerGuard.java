package dev.credence.examples.bearer;

import dev.credence.Decision;
import dev.credence.TrustPolicySet;
import dev.credence.audit.CorrelationIds;
import dev.credence.keys.KeysUnavailableException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets requests in by the token that they bear and the role that they need. It knows no web
 * framework: see the JDK's server in {@code dev.credence.examples.service}, and the servlet filter.
 *
 * <p>Blocks while an issuer's keys are fetched, at most for the key source's deadline. Thread-safe.
 */
public final class BearerGuard {
  private static final Logger LOG = LoggerFactory.getLogger(BearerGuard.class);

  private final Supplier<TrustPolicySet> policies;
  private final String realm;

  /**
   * A guard by policies that may change while it serves.
   *
   * @param policies asked for each request, such as {@code reloading::current}
   * @param realm what the service is called in its answers
   * @throws IllegalArgumentException if the realm can't be sent
   */
  public BearerGuard(Supplier<TrustPolicySet> policies, String realm) {
    this.policies = policies;
    this.realm = requireSendable(realm, "realm", true);
  }

  /**
   * Checks that a role can be named in an answer's {@code scope} (RFC 6750 §3).
   *
   * @param role what a request needs, one of the labels that policies grant
   * @return the role
   * @throws IllegalArgumentException if it holds anything but visible ASCII, a quote or a backslash
   */
  public static String requireRole(String role) {
    return requireSendable(role, "role", false);
  }

  private static String requireSendable(String text, String what, boolean withSpaces) {
    if (text.isEmpty() || !text.chars().allMatch(c -> isSendable(c) || (withSpaces && c == ' '))) {
      throw new IllegalArgumentException(
          "The " + what + " must be ASCII without control characters, quotes and backslashes");
    }
    return text;
  }

  private static boolean isSendable(int c) {
    return c > ' ' && c < 0x7f && c != '"' && c != '\\';
  }

  // @start region="check"
  /**
   * Decides on a request.
   *
   * @param authorization all values of its {@code Authorization} field
   * @param role what it needs
   * @return granted, with the job, or refused, with what to answer
   */
  public Access check(List<String> authorization, String role) {
    String id = CorrelationIds.random().next();
    try {
      Optional<String> token = BearerToken.in(authorization);
      if (token.isEmpty()) {
        return new Access.Refused(BearerAnswer.withoutToken(realm));
      }
      return judged(policies.get().withCorrelationIds(() -> id).evaluate(token.get()), role, id);
    } catch (BearerToken.MalformedException e) {
      return new Access.Refused(BearerAnswer.malformed(realm));
    } catch (KeysUnavailableException e) {
      LOG.warn("Undecided, reference {}: {}", id, e.getMessage());
      return new Access.Refused(BearerAnswer.undecided(e.retryAfter().orElse(null), id));
    }
  }

  private Access judged(Decision decision, String role, String id) {
    if (decision instanceof Decision.Rejected rejected) {
      LOG.warn("Refused, reference {}: {}", id, rejected.rejection().explain());
      return new Access.Refused(BearerAnswer.rejected(rejected.rejection(), realm, role));
    }
    Decision.Trusted job = (Decision.Trusted) decision;
    if (!job.grants().contains(role)) {
      LOG.warn("Refused, reference {}: needs the role {}, has {}", id, role, job.grants());
      job.token().release(); // nothing was done for it: where a token serves once, it still may
      return new Access.Refused(BearerAnswer.notGranted(realm, role, id));
    }
    return new Access.Granted(job, id);
  }
  // @end
}
