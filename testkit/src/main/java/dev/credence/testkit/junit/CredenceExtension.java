package dev.credence.testkit.junit;

import dev.credence.testkit.CiIssuer;
import dev.credence.testkit.GitHubActionsIssuer;
import dev.credence.testkit.TestClock;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives a test the fake issuers and the clock that it asks for by the types of its parameters: {@link
 * GitHubActionsIssuer} and {@link TestClock}.
 *
 * <p>Within one test each type is one instance, and the issuers go by that clock; the next test gets
 * new ones with new keys. Servers that an issuer started are stopped when the test ends.
 *
 * {@snippet class="snippets.TestkitSnippetsTest" region="junit"}
 */
public final class CredenceExtension implements ParameterResolver {
  private static final Namespace NAMESPACE = Namespace.create(CredenceExtension.class);

  /** For {@code @ExtendWith} and {@code @RegisterExtension}. */
  public CredenceExtension() {}

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == GitHubActionsIssuer.class || type == TestClock.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Store store = context.getStore(NAMESPACE);
    return parameter.getParameter().getType() == TestClock.class ? clock(store) : gitHub(store);
  }

  private static TestClock clock(Store store) {
    return store.getOrComputeIfAbsent(
        TestClock.class, type -> TestClock.atPresent(), TestClock.class);
  }

  private static GitHubActionsIssuer gitHub(Store store) {
    TestClock clock = clock(store);
    return store.getOrComputeIfAbsent(
        GitHubActionsIssuer.class,
        type -> CiIssuer.gitHubActions().clock(clock),
        GitHubActionsIssuer.class);
  }
}
