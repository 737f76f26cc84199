package dev.credence.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.Serializable;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What users of the module may get to see, and what they may extend. */
class PublicTypesTest {

  @Test
  void exported_signatures_name_only_the_jdk_and_exported_types() {
    classes()
        .that(DescribedPredicate.describe("are exported", CoreClasses::isExported))
        .should(nameOnlyTheJdkAndExportedTypes())
        .check(CoreClasses.ALL);
  }

  @Test
  void classes_are_final_or_sealed() {
    classes().should(beClosedForExtension()).check(CoreClasses.ALL);
  }

  /** What Java's serialization writes of an object, nobody has looked through for secrets. */
  @Test
  void only_exceptions_and_enums_can_be_serialized() {
    noClasses()
        .that()
        .areNotAssignableTo(Throwable.class)
        .and()
        .areNotEnums()
        .should()
        .beAssignableTo(Serializable.class)
        .check(CoreClasses.ALL);
  }

  private static ArchCondition<JavaClass> nameOnlyTheJdkAndExportedTypes() {
    return new ArchCondition<>("name only the JDK and exported types in their signatures") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        report(type, type.getFullName(), typesNamedByHeading(type), events);
        type.getAllMembers().stream()
            .filter(member -> isOurs(member.getOwner()) && isVisible(member))
            .forEach(m -> report(type, m.getFullName(), typesNamedBy(m), events));
      }
    };
  }

  private static void report(
      JavaClass type, String where, Set<JavaClass> named, ConditionEvents events) {
    named.stream()
        .map(JavaClass::getBaseComponentType)
        .filter(t -> !isOfTheJdk(t) && !isJspecify(t) && !CoreClasses.isExported(t))
        .map(t -> where + " names " + t.getFullName())
        .forEach(message -> events.add(SimpleConditionEvent.violated(type, message)));
  }

  private static Set<JavaClass> typesNamedByHeading(JavaClass type) {
    Set<JavaClass> named = new HashSet<>();
    type.getInterfaces().forEach(parent -> named.addAll(parent.getAllInvolvedRawTypes()));
    type.getSuperclass().ifPresent(parent -> named.addAll(parent.getAllInvolvedRawTypes()));
    // A package-private parent may stay hidden: what it hands down is checked as the type's own.
    named.removeIf(parent -> parent.getPackage().equals(type.getPackage()));
    type.getTypeParameters().stream()
        .flatMap(parameter -> parameter.getUpperBounds().stream())
        .forEach(bound -> named.addAll(bound.getAllInvolvedRawTypes()));
    type.getAnnotations().forEach(annotation -> named.add(annotation.getRawType()));
    return named;
  }

  private static Set<JavaClass> typesNamedBy(JavaMember member) {
    Set<JavaClass> named = new HashSet<>(member.getAllInvolvedRawTypes());
    if (member instanceof JavaCodeUnit code) {
      code.getThrowsClause().forEach(thrown -> named.add(thrown.getRawType()));
    }
    member.getAnnotations().forEach(annotation -> named.add(annotation.getRawType()));
    return named;
  }

  private static boolean isVisible(JavaMember member) {
    Set<JavaModifier> modifiers = member.getModifiers();
    return !modifiers.contains(JavaModifier.SYNTHETIC)
        && (modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED));
  }

  private static boolean isOurs(JavaClass type) {
    return type.getPackageName().startsWith("dev.credence");
  }

  private static boolean isOfTheJdk(JavaClass type) {
    return type.isPrimitive()
        || type.getPackageName().startsWith("java.")
        || type.getPackageName().startsWith("javax.");
  }

  private static boolean isJspecify(JavaClass type) {
    return type.getPackageName().equals("org.jspecify.annotations");
  }

  private static ArchCondition<JavaClass> beClosedForExtension() {
    return new ArchCondition<>("be final or sealed, an interface, a record or an enum") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        boolean closed =
            type.isInterface()
                || type.isEnum()
                || type.isRecord()
                || type.isAnonymousClass()
                || type.isSealed()
                || type.getModifiers().contains(JavaModifier.FINAL);
        if (!closed) {
          events.add(SimpleConditionEvent.violated(type, type.getFullName() + " can be extended"));
        }
      }
    };
  }
}
