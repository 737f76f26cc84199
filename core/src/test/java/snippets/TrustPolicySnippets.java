package snippets;

import dev.credence.Decision;
import dev.credence.Issuer;
import dev.credence.Rejection;
import dev.credence.ReplayGuard;
import dev.credence.TokenRejectedException;
import dev.credence.TrustPolicy;
import dev.credence.VerifiedToken;
import dev.credence.ci.GitHubActions;
import dev.credence.ci.GitHubJob;
import dev.credence.claim.Requirement;
import dev.credence.keys.KeysUnavailableException;
import dev.credence.keys.SignatureAlgorithm;
import java.time.Duration;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** The snippets of the API documentation of policies, compiled. */
final class TrustPolicySnippets {
  private TrustPolicySnippets() {}

  static TrustPolicy policy() {
    // @start region="policy"
    TrustPolicy production =
        TrustPolicy.named("production-deploy")
            .issuer(GitHubActions.issuer())
            .audience("https://deploy.example.com")
            .require(
                GitHubActions.repository("octo-org/octo-repo").id(74).ownerId(65),
                GitHubActions.ENVIRONMENT.is("production"),
                GitHubActions.REF.is("refs/heads/main"))
            .build();
    // @end
    return production;
  }

  static void verify(
      TrustPolicy production,
      String token,
      Consumer<String> deploy,
      BiConsumer<Integer, String> answer) {
    // @start region="verify"
    try {
      VerifiedToken job = production.verify(token);
      deploy.accept(job.subject());
    } catch (TokenRejectedException e) {
      answer.accept(403, e.rejection().publicMessage()); // and e.getMessage() to the log
    } catch (KeysUnavailableException e) {
      answer.accept(503, "Try again later.");
    }
    // @end
  }

  static void evaluate(TrustPolicy production, String token, Consumer<String> log)
      throws KeysUnavailableException {
    // @start region="evaluate"
    Decision decision = production.evaluate(token);
    if (decision instanceof Decision.Trusted trusted) {
      log.accept("deploying for " + trusted.token().subject());
    } else if (decision instanceof Decision.Rejected rejected) {
      log.accept(rejected.rejection().explain());
    }
    // @end
  }

  static void rejection(Rejection rejection, Consumer<String> log, Consumer<String> respond) {
    // @start region="rejection"
    log.accept(rejection.explain()); // for the operator: required against found
    respond.accept(rejection.publicMessage()); // for the caller: tells nothing
    switch (rejection.reason()) {
      case EXPIRED, NOT_YET_VALID -> log.accept("Are the clocks right?");
      case CLAIM_MISMATCH ->
          rejection.mismatches().forEach(mismatch -> log.accept("differs: " + mismatch.claim()));
      default -> log.accept("refused at stage " + rejection.stage());
    }
    // @end
  }

  static Issuer issuer() {
    // @start region="issuer"
    Issuer ci =
        Issuer.builder("https://ci.example.com")
            .algorithms(SignatureAlgorithm.ES256)
            .maxLifetime(Duration.ofMinutes(10))
            .build();
    // @end
    return ci;
  }

  static TrustPolicy replay(Requirement requirement) {
    // @start region="replay"
    TrustPolicy once =
        TrustPolicy.named("publish")
            .issuer(GitHubActions.issuer())
            .audience("https://registry.example.com")
            .require(requirement)
            .onlyOnce(ReplayGuard.inMemory(100_000))
            .build();
    // @end
    return once;
  }

  /** What {@code javax.cache.Cache<String, String>} has. */
  interface Cache {
    boolean putIfAbsent(String key, String value);

    boolean remove(String key, String value);
  }

  static ReplayGuard shared(Cache cache) {
    // @start region="shared"
    ReplayGuard guard = ReplayGuard.shared(Duration.ofHours(2), cache::putIfAbsent, cache::remove);
    // @end
    return guard;
  }

  static void release(TrustPolicy policy, String token, Consumer<VerifiedToken> exchange)
      throws TokenRejectedException, KeysUnavailableException {
    // @start region="release"
    VerifiedToken job = policy.verify(token);
    try {
      exchange.accept(job);
    } catch (IllegalStateException e) { // it is known that nothing was granted
      job.release();
      throw e;
    }
    // @end
  }

  static void view(VerifiedToken token, Consumer<String> log) {
    // @start region="view"
    GitHubJob job = GitHubActions.job(token);
    log.accept("run " + job.runId() + " of " + job.repository() + " at " + job.ref().orElse("?"));
    // @end
  }
}
