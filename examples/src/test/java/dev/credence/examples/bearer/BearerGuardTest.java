package dev.credence.examples.bearer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.credence.Decision;
import dev.credence.ReplayGuard;
import dev.credence.TrustPolicy;
import dev.credence.TrustPolicySet;
import dev.credence.ci.GitHubActions;
import dev.credence.testkit.CiIssuer;
import dev.credence.testkit.GitHubActionsIssuer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BearerGuardTest {
  private static final String AUDIENCE = "https://deploy.example.com";

  private final GitHubActionsIssuer github = CiIssuer.gitHubActions().audience(AUDIENCE);

  @AfterEach
  void close() {
    github.close();
  }

  private BearerGuard guard(ReplayGuard replays) {
    TrustPolicySet once =
        TrustPolicySet.of(
            TrustPolicy.named("once")
                .issuer(GitHubActions.issuer().withKeys(github.keys()))
                .audience(AUDIENCE)
                .require(GitHubActions.repository("octo-org/octo-repo").id(74).ownerId(65))
                .onlyOnce(replays)
                .grants("deploy")
                .build());
    return new BearerGuard(() -> once, "deploy");
  }

  private static int statusOf(Access access) {
    assertThat(access).isInstanceOf(Access.Refused.class);
    return ((Access.Refused) access).answer().status();
  }

  @Test
  void token_shown_twice_is_401() {
    BearerGuard guard = guard(ReplayGuard.inMemory(10));
    List<String> field = List.of("Bearer " + github.pushToMain().sign());

    assertThat(guard.check(field, "deploy"))
        .asInstanceOf(type(Access.Granted.class))
        .extracting(Access.Granted::job)
        .extracting(Decision.Trusted::grants)
        .asString()
        .isEqualTo("[deploy]");
    assertThat(statusOf(guard.check(field, "deploy"))).isEqualTo(401);
  }

  @Test
  void token_that_lacked_the_role_is_not_used_up() {
    BearerGuard guard = guard(ReplayGuard.inMemory(10));
    List<String> field = List.of("Bearer " + github.pushToMain().sign());

    assertThat(statusOf(guard.check(field, "administer"))).isEqualTo(403);
    assertThat(guard.check(field, "deploy")).isInstanceOf(Access.Granted.class);
  }

  @Test
  void full_replay_guard_is_503() {
    BearerGuard guard = guard(ReplayGuard.inMemory(1));
    assertThat(guard.check(List.of("Bearer " + github.pushToMain().sign()), "deploy"))
        .isInstanceOf(Access.Granted.class);

    Access access = guard.check(List.of("Bearer " + github.pushToMain().sign()), "deploy");
    assertThat(statusOf(access)).isEqualTo(503);
    assertThat(((Access.Refused) access).answer().headers())
        .containsEntry("Retry-After", "10")
        .doesNotContainKey("WWW-Authenticate");
  }

  @Test
  void names_that_would_break_an_answer_are_refused() {
    for (String bad : List.of("", "a\"b", "a\\b", "a\r\nb", "a\u00e9")) {
      assertThatIllegalArgumentException().isThrownBy(() -> new BearerGuard(() -> null, bad));
      assertThatIllegalArgumentException().isThrownBy(() -> BearerGuard.requireRole(bad));
    }
    assertThatIllegalArgumentException().isThrownBy(() -> BearerGuard.requireRole("two words"));
    assertThat(BearerGuard.requireRole("deploy:production")).isEqualTo("deploy:production");
  }
}
