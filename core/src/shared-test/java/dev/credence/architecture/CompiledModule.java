package dev.credence.architecture;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The classes of one module as the compiler wrote them.
 *
 * <p>They are loaded once more, from the class path: on the module path an annotation of an
 * optional module is invisible to reflection, and what these tests see must not hang on how they
 * are run.
 */
final class CompiledModule {

  private final Path classes;
  private final Set<String> exportedPackages;
  private final ClassLoader loader;

  private CompiledModule(Path classes, Set<String> exportedPackages, ClassLoader loader) {
    this.classes = classes;
    this.exportedPackages = exportedPackages;
    this.loader = loader;
  }

  static CompiledModule containing(Class<?> type) {
    Path classes = location(type);
    Set<String> exportedPackages =
        ModuleFinder.of(classes).findAll().stream()
            .findFirst()
            .map(module -> exportedBy(module.descriptor()))
            .orElse(Set.of(type.getPackageName()));
    URL[] libraries =
        Stream.of("java.class.path", "jdk.module.path")
            .map(property -> System.getProperty(property, ""))
            .flatMap(path -> Arrays.stream(path.split(File.pathSeparator)))
            .filter(entry -> !entry.isEmpty())
            .map(entry -> url(Path.of(entry)))
            .toArray(URL[]::new);
    ClassLoader loader = new URLClassLoader(libraries, ClassLoader.getPlatformClassLoader());
    return new CompiledModule(classes, exportedPackages, loader);
  }

  Path classes() {
    return classes;
  }

  /**
   * The packages that every user sees: a package exported to a friend alone is not among them.
   * Where there is no module descriptor, it is the one package that the module has.
   */
  Set<String> exportedPackages() {
    return exportedPackages;
  }

  private static Set<String> exportedBy(ModuleDescriptor descriptor) {
    return descriptor.exports().stream()
        .filter(export -> !export.isQualified())
        .map(ModuleDescriptor.Exports::source)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  List<Class<?>> classesIn(String packageName) {
    Path directory = classes.resolve(packageName.replace('.', '/'));
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".class") && !name.equals("package-info.class"))
          .sorted()
          .<Class<?>>map(name -> load(packageName + '.' + name.replace(".class", "")))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Class<?> load(String name) {
    try {
      return Class.forName(name, false, loader);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Path location(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static URL url(Path path) {
    try {
      return path.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalStateException(e);
    }
  }
}
