package dev.credence.gcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The module and everything that it brings along fits on the module path. */
class ModulePathTest {
  private static final String MODULE = "dev.credence.gcp";

  /** Modules with a descriptor, which an automatic module needs but can't ask for. */
  private static final Set<String> BESIDE =
      Set.of("dev.credence", "com.google.common", "com.google.gson");

  @Test
  void module_and_its_dependencies_make_a_module_path(@TempDir Path folder) throws Exception {
    Path classes =
        Path.of(GcpFederation.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Path jar = jarOf(classes, folder.resolve("credence-gcp.jar"));
    ModuleFinder path =
        ModuleFinder.compose(
            ModuleFinder.of(jar),
            ModuleFinder.of(
                classPath().filter(entry -> !entry.equals(classes)).toArray(Path[]::new)));

    Set<String> roots = new HashSet<>(BESIDE);
    roots.add(MODULE);
    Configuration resolved =
        ModuleLayer.boot().configuration().resolve(path, ModuleFinder.ofSystem(), roots);
    ModuleLayer layer =
        ModuleLayer.defineModulesWithOneLoader(
                resolved, List.of(ModuleLayer.boot()), ClassLoader.getPlatformClassLoader())
            .layer();

    Class<?> federation = layer.findLoader(MODULE).loadClass(GcpFederation.class.getName());
    assertThat(federation.getModule().getName()).isEqualTo(MODULE);
    assertThat(federation.getMethod("builder").invoke(null)).isNotNull();
    assertThat(resolved.modules())
        .extracting(module -> module.reference().descriptor().name())
        .contains("dev.credence", "com.google.auth.oauth2", "com.google.api.client");
  }

  private static Stream<Path> classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(Path::of)
        .filter(ModulePathTest::isModule);
  }

  /** The folder of the tests themselves is none. */
  private static boolean isModule(Path entry) {
    Set<ModuleReference> found = ModuleFinder.of(entry).findAll();
    return !found.isEmpty();
  }

  private static Path jarOf(Path classes, Path jar) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Automatic-Module-Name", MODULE);
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file, manifest);
        Stream<Path> all = Files.walk(classes)) {
      for (Path each : all.filter(path -> path.toString().endsWith(".class")).toList()) {
        out.putNextEntry(
            new ZipEntry(classes.relativize(each).toString().replace(File.separatorChar, '/')));
        Files.copy(each, out);
      }
    }
    return jar;
  }
}
