package dev.credence.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Which package may see which other, and which library. */
class ArchitectureTest {

  private static final String ROOT = "dev.credence";
  private static final String CLAIM = "dev.credence.claim";
  private static final String KEYS = "dev.credence.keys";
  private static final String CI = "dev.credence.ci";
  private static final String CLOUD = "dev.credence.cloud";
  private static final String AMBIENT = "dev.credence.ambient";
  private static final String AUDIT = "dev.credence.audit";
  private static final String DOCUMENT = "dev.credence.document";
  private static final String INTERNAL = "dev.credence.internal..";
  private static final String JOSE = "dev.credence.internal.jose..";
  private static final String JSON = "dev.credence.internal.json..";
  private static final String HTTP = "dev.credence.internal.http..";

  /** Each public package and the public packages that it may use. */
  private static final Map<String, List<String>> ARROWS =
      Map.of(
          CLAIM, List.of(),
          KEYS, List.of(),
          AMBIENT, List.of(),
          AUDIT, List.of(),
          CLOUD, List.of(AMBIENT, AUDIT),
          ROOT, List.of(CLAIM, KEYS, AUDIT),
          CI, List.of(ROOT, CLAIM, KEYS, AMBIENT),
          DOCUMENT, List.of(ROOT, CLAIM, KEYS, CI));

  private static final SliceAssignment PACKAGES =
      new SliceAssignment() {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
          return SliceIdentifier.of(type.getPackageName());
        }

        @Override
        public String getDescription() {
          return "packages";
        }
      };

  static final List<String> PUBLIC_PACKAGES = ARROWS.keySet().stream().sorted().toList();

  @ParameterizedTest
  @FieldSource("PUBLIC_PACKAGES")
  void public_package_uses_only_the_ones_below_it(String name) {
    String[] others =
        PUBLIC_PACKAGES.stream()
            .filter(other -> !other.equals(name) && !ARROWS.get(name).contains(other))
            .toArray(String[]::new);

    noClasses()
        .that()
        .resideInAPackage(name)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(others)
        .allowEmptyShould(true)
        .check(CoreClasses.ALL);
  }

  @Test
  void every_public_package_has_its_arrows() {
    classes()
        .that()
        .resideOutsideOfPackage(INTERNAL)
        .should()
        .resideInAnyPackage(PUBLIC_PACKAGES.toArray(String[]::new))
        .check(CoreClasses.ALL);
  }

  @Test
  void internal_packages_know_no_public_one() {
    noClasses()
        .that()
        .resideInAPackage(INTERNAL)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(PUBLIC_PACKAGES.toArray(String[]::new))
        .check(CoreClasses.ALL);
  }

  @Test
  void packages_form_no_cycle() {
    slices().assignedFrom(PACKAGES).should().beFreeOfCycles().check(CoreClasses.ALL);
  }

  @Test
  void nimbus_is_seen_by_internal_jose_alone() {
    onlyIn(JOSE, resideInAPackage("com.nimbusds.."));
  }

  @Test
  void java_cryptography_is_seen_by_internal_jose_alone() {
    onlyIn(
        JOSE,
        resideInAnyPackage("java.security..", "javax.crypto..")
            .and(
                not(
                    belongToAnyOf(
                        MessageDigest.class,
                        NoSuchAlgorithmException.class,
                        Provider.class,
                        SecureRandom.class))));
  }

  @Test
  void jackson_is_seen_by_internal_json_alone() {
    onlyIn(JSON, resideInAPackage("com.fasterxml.."));
  }

  @Test
  void http_client_is_seen_by_internal_http_alone() {
    onlyIn(HTTP, resideInAPackage("java.net.http.."));
  }

  private static void onlyIn(String packageName, DescribedPredicate<JavaClass> library) {
    noClasses()
        .that()
        .resideOutsideOfPackage(packageName)
        .should()
        .dependOnClassesThat(library)
        .check(CoreClasses.ALL);
  }
}
