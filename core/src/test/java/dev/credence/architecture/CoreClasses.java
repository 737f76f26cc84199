package dev.credence.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.credence.TrustPolicy;
import java.util.Set;

/** Core's compiled classes, without its tests, read once for all rules. */
final class CoreClasses {

  private static final CompiledModule MODULE = CompiledModule.containing(TrustPolicy.class);
  private static final Set<String> EXPORTED_PACKAGES = MODULE.exportedPackages();

  static final JavaClasses ALL = new ClassFileImporter().importPath(MODULE.classes());

  private CoreClasses() {}

  /** Whether a user of the module can name the class. */
  static boolean isExported(JavaClass type) {
    boolean visible =
        type.getModifiers().contains(JavaModifier.PUBLIC)
            || type.getModifiers().contains(JavaModifier.PROTECTED);
    return visible
        && EXPORTED_PACKAGES.contains(type.getPackageName())
        && type.getEnclosingClass().map(CoreClasses::isExported).orElse(true);
  }
}
