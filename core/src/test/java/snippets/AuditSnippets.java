package snippets;

import dev.credence.ClaimDrift;
import dev.credence.Decision;
import dev.credence.PolicyTrial;
import dev.credence.TrustPolicy;
import dev.credence.TrustPolicySet;
import dev.credence.audit.AuditEvent;
import dev.credence.audit.AuditListener;
import dev.credence.audit.AuditedExchange;
import dev.credence.audit.AuditedToken;
import dev.credence.audit.JsonLinesAuditListener;
import dev.credence.audit.QueuedAuditListener;
import dev.credence.audit.Slf4jAuditListener;
import dev.credence.ci.GitHubActions;
import dev.credence.claim.Requirement;
import dev.credence.keys.KeysUnavailableException;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The snippets of the API documentation of the audit, compiled. */
final class AuditSnippets {
  private AuditSnippets() {}

  static TrustPolicy listener(Requirement requirement) {
    // @start region="listener"
    TrustPolicy production =
        TrustPolicy.named("production-deploy")
            .issuer(GitHubActions.issuer())
            .audience("https://deploy.example.com")
            .require(requirement)
            .audit(Slf4jAuditListener.create())
            .build();
    // @end
    return production;
  }

  static TrustPolicySet correlation(TrustPolicySet policies, Supplier<String> requestId) {
    // @start region="correlation"
    TrustPolicySet identified = policies.withCorrelationIds(() -> requestId.get());
    // @end
    return identified;
  }

  static void event(
      AuditListener listener, Instant now, String role, Duration granted, String subject) {
    // @start region="event"
    listener.on(
        AuditEvent.exchange(
                now,
                AuditEvent.Verdict.TRUSTED,
                AuditedExchange.of("aws", role).inAccount("123456789012").granted(granted))
            .token(AuditedToken.unverified().subject(subject).build())
            .build());
    // @end
  }

  static void queued(TrustPolicySet policies, AuditListener slow, Consumer<TrustPolicySet> serve) {
    // @start region="queued"
    try (QueuedAuditListener queue = AuditListener.queued(slow, 10_000)) {
      serve.accept(policies.withAudit(queue));
    }
    // @end
  }

  static void json(TrustPolicySet policies, Path file, Consumer<TrustPolicySet> serve)
      throws IOException {
    // @start region="json"
    try (Writer lines =
        Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      serve.accept(policies.withAudit(JsonLinesAuditListener.to(lines)));
    }
    // @end
  }

  static void trial(
      TrustPolicySet live, TrustPolicySet candidate, String token, Consumer<String> log)
      throws KeysUnavailableException {
    // @start region="trial"
    PolicyTrial trial =
        PolicyTrial.builder(live, candidate)
            .onDifference(difference -> log.accept(difference.toString()))
            .build();
    Decision decision = trial.evaluate(token); // the live policies' own
    log.accept(decision.isTrusted() + ", and so far: " + trial.report());
    // @end
  }

  static void drift(TrustPolicySet policies, String token, Consumer<String> warn) throws Exception {
    // @start region="drift"
    ClaimDrift drift = ClaimDrift.of(GitHubActions.issuer(), GitHubActions.claims());
    drift.observe(policies.verify(token).token());
    if (!drift.report().isAsKnown()) {
      warn.accept(drift.report().toString());
    }
    // @end
  }
}
