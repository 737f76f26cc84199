package dev.credence.testkit.junit;

import dev.credence.testkit.CiIssuer;
import dev.credence.testkit.GitHubActionsIssuer;
import dev.credence.testkit.TestClock;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives a test the fake issuers and the clock that it asks for by the types of its parameters: any
 * kind of {@link CiIssuer}, such as {@link GitHubActionsIssuer}, and {@link TestClock}.
 *
 * <p>Within one test each type is one instance, and the issuers go by that clock; the next test gets
 * new ones with new keys. Servers that an issuer started are stopped when the test ends.
 *
 * {@snippet class="snippets.TestkitSnippetsTest" region="junit"}
 */
public final class CredenceExtension implements ParameterResolver {
  private static final Namespace NAMESPACE = Namespace.create(CredenceExtension.class);

  /** One line for each kind of issuer, in alphabetical order. */
  private static final Map<Class<?>, Supplier<? extends CiIssuer<?>>> ISSUERS =
      Map.ofEntries(
          Map.entry(GitHubActionsIssuer.class, CiIssuer::gitHubActions));

  /** For {@code @ExtendWith} and {@code @RegisterExtension}. */
  public CredenceExtension() {}

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == TestClock.class || ISSUERS.containsKey(type);
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    Store store = context.getStore(NAMESPACE);
    return type == TestClock.class ? clock(store) : issuer(type, store);
  }

  private static TestClock clock(Store store) {
    return store.getOrComputeIfAbsent(
        TestClock.class, type -> TestClock.atPresent(), TestClock.class);
  }

  private static Object issuer(Class<?> kind, Store store) {
    TestClock clock = clock(store);
    return store.getOrComputeIfAbsent(kind, type -> issuer(type).clock(clock));
  }

  private static CiIssuer<?> issuer(Class<?> kind) {
    return Objects.requireNonNull(ISSUERS.get(kind), "kind").get();
  }
}
