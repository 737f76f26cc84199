package dev.credence.architecture;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.core.domain.properties.HasParameterTypes.Predicates.rawParameterTypes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Base64;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

/** Calls that a verifier of hostile text, or a library in someone else's program, doesn't make. */
class ForbiddenCallsTest {

  private static final String AMBIENT = "dev.credence.ambient..";

  @Test
  void regular_expressions_are_not_used() {
    noClasses()
        .that()
        .resideOutsideOfPackage(AMBIENT)
        .should()
        .dependOnClassesThat()
        .resideInAPackage("java.util.regex..")
        .orShould()
        .callMethodWhere(calls(String.class, "matches|replaceAll|replaceFirst"))
        .check(CoreClasses.ALL);
  }

  @Test
  void case_is_never_ignored() {
    noClasses()
        .should()
        .callMethodWhere(calls(String.class, "equalsIgnoreCase|compareToIgnoreCase"))
        .check(CoreClasses.ALL);
  }

  @Test
  void locale_of_the_machine_is_never_asked() {
    noClasses()
        .should()
        .callMethodWhere(
            calls(String.class, "toLowerCase|toUpperCase")
                .and(target(rawParameterTypes(new Class<?>[0]))))
        .check(CoreClasses.ALL);
  }

  @Test
  void lenient_base64_is_not_used() {
    noClasses()
        .should()
        .callMethodWhere(calls(Base64.class, "getUrlDecoder|getMimeDecoder"))
        .check(CoreClasses.ALL);
  }

  @Test
  void nothing_is_printed_and_nobody_sleeps() {
    noClasses()
        .should()
        .callMethodWhere(calls(Throwable.class, "printStackTrace"))
        .orShould()
        .callMethodWhere(calls(Thread.class, "sleep"))
        .check(CoreClasses.ALL);
  }

  @Test
  void environment_is_read_by_ambient_alone() {
    noClasses()
        .that()
        .resideOutsideOfPackage(AMBIENT)
        .should()
        .callMethodWhere(calls(System.class, "getenv"))
        .check(CoreClasses.ALL);
  }

  @Test
  void nothing_is_found_by_reflection() {
    noClasses()
        .should()
        .dependOnClassesThat(type(ServiceLoader.class).or(reflection()))
        .orShould()
        .callMethodWhere(calls(Class.class, "forName|newInstance"))
        .check(CoreClasses.ALL);
  }

  private static DescribedPredicate<JavaClass> reflection() {
    return JavaClass.Predicates.resideInAPackage("java.lang.reflect");
  }

  private static DescribedPredicate<JavaCall<?>> calls(Class<?> owner, String names) {
    return target(owner(assignableTo(owner))).and(target(nameMatching(names)));
  }
}
