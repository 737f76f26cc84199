package snippets;

import dev.credence.ambient.IdTokenSource;
import dev.credence.audit.AuditedExchange;
import dev.credence.audit.Slf4jAuditListener;
import dev.credence.cloud.CloudExchange;
import dev.credence.cloud.CloudExchangeException;
import dev.credence.cloud.CloudExchangeException.Kind;
import dev.credence.cloud.Granted;
import dev.credence.cloud.TrustCondition;
import java.time.Instant;

/** The snippets of the API documentation of cloud exchanges, compiled. */
final class CloudSnippets {
  private CloudSnippets() {}

  static Granted<String> exchange(IdTokenSource ci, Cloud cloud) {
    // @start region="exchange"
    CloudExchange exchange =
        CloudExchange.of(AuditedExchange.of("example-cloud", "role/deploy"), ci)
            .audit(Slf4jAuditListener.create())
            .build();
    Granted<String> session =
        exchange.exchange(token -> {
          Answer answer = cloud.ask(token.reveal());
          if (answer.key() == null) {
            throw CloudExchangeException.of("example-cloud", Kind.REFUSED)
                .code(answer.code())
                .problem("refuses to let the job act as role/deploy")
                .lookAt(TrustCondition.SUBJECT, "compare the role's trust with the subject.")
                .with(token);
          }
          return Granted.of(answer.key(), answer.expiresAt());
        });
    // @end
    return session;
  }

  interface Cloud {
    Answer ask(String token);
  }

  record Answer(String key, String code, Instant expiresAt) {}
}
