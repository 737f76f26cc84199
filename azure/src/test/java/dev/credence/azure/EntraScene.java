package dev.credence.azure;

import com.azure.core.credential.TokenRequestContext;
import dev.credence.ambient.AmbientEnvironment;
import dev.credence.ambient.AmbientIdTokens;
import dev.credence.ambient.IdToken;
import dev.credence.ambient.IdTokenSource;
import dev.credence.ambient.IdTokenUnavailableException;
import dev.credence.audit.AuditEvent;
import dev.credence.testkit.CiIssuer;
import dev.credence.testkit.FakeEntra;
import dev.credence.testkit.FakeEntraApplication;
import dev.credence.testkit.FakeEntraResource;
import dev.credence.testkit.GitHubActionsIssuer;
import dev.credence.testkit.TestClock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** A GitHub job, an Entra that trusts it, and a service that takes Entra's tokens. */
final class EntraScene implements AutoCloseable {
  static final String TENANT = "8d3e3d5c-51a3-4b6e-9d4e-0d6c3b3b3f10";
  static final String CLIENT = "0f4a2d34-7e2c-4b0d-9a8a-5b7a2f9f6c21";
  static final String MAIN = "repo:octo-org@65/octo-repo@74:ref:refs/heads/main";
  static final String AUDIENCE = AzureCloud.PUBLIC.audience();

  final TestClock clock;
  final GitHubActionsIssuer github;
  final FakeEntra entra;
  final FakeEntraApplication application;
  final FakeEntraResource management;
  final List<AuditEvent> events = new CopyOnWriteArrayList<>();

  EntraScene() {
    this(TestClock.atPresent());
  }

  EntraScene(TestClock clock) {
    this.clock = clock;
    this.github = CiIssuer.gitHubActions().clock(clock).audience(AUDIENCE);
    this.entra = FakeEntra.start(clock);
    this.application = entra.tenant(TENANT).application(CLIENT).trusts(github, MAIN);
    this.management = entra.resource("https://management.azure.com");
  }

  IdTokenSource idTokens() {
    return source(github.ambient());
  }

  /** A source whose token is made by whoever asks, so that no client of the CI's is involved. */
  static IdTokenSource minting(Supplier<String> token) {
    return new IdTokenSource() {
      @Override
      public IdToken idToken() {
        return IdToken.parse(token.get());
      }

      @Override
      public String audience() {
        return AUDIENCE;
      }
    };
  }

  static IdTokenSource source(AmbientEnvironment environment) {
    return source(environment, AUDIENCE);
  }

  static IdTokenSource source(AmbientEnvironment environment, String audience) {
    try {
      return AmbientIdTokens.detect(audience, environment);
    } catch (IdTokenUnavailableException e) {
      throw new IllegalStateException(e);
    }
  }

  AzureFederation.Builder federation() {
    return federation(idTokens());
  }

  AzureFederation.Builder federation(IdTokenSource idTokens) {
    return AzureFederation.builder()
        .tenantId(TENANT)
        .clientId(CLIENT)
        .idTokens(idTokens)
        .audit(events::add)
        .clock(clock)
        .proxySelector(entra.inPlaceOfEntra());
  }

  TokenRequestContext request() {
    return new TokenRequestContext().addScopes(management.scope());
  }

  @Override
  public void close() {
    entra.close();
    github.close();
  }
}
