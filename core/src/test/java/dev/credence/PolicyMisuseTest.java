package dev.credence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compiles wrong uses and expects the compiler's word on each. */
class PolicyMisuseTest {
  private static final String SOUND =
      "TrustPolicy.named(\"p\").issuer(issuer).audience(\"a\").require(requirement).build()";

  @TempDir static Path output;

  @Test
  void the_sound_use_compiles() {
    assertThat(errors("return " + SOUND + ";")).isEmpty();
  }

  static Stream<List<String>> misuses() {
    return Stream.of(
        List.of("return TrustPolicy.named(\"p\").build();", "build()"),
        List.of("return TrustPolicy.named(\"p\").audience(\"a\");", "audience"),
        List.of("return TrustPolicy.named(\"p\").require(requirement);", "require"),
        List.of("return TrustPolicy.named(\"p\").issuer(issuer).build();", "build()"),
        List.of("return TrustPolicy.named(\"p\").issuer(issuer).require(requirement);", "require"),
        List.of(
            "return TrustPolicy.named(\"p\").issuer(issuer).audience(\"a\").build();", "build()"),
        List.of(
            "return TrustPolicy.named(\"p\").issuer(issuer).audience(\"a\").require();", "require"),
        List.of("return TrustPolicy.named(\"p\").issuer(issuer).audience();", "audience"),
        List.of("return TrustPolicy.named(\"p\").issuer(\"https://x.example\");", "String"),
        List.of("return new TrustPolicy();", "TrustPolicy"),
        List.of("return new VerifiedToken();", "VerifiedToken"),
        List.of("return new dev.credence.Decision.Trusted(null);", "Trusted"),
        List.of("return CompactToken.parse(\"x\");", "CompactToken"),
        List.of("return Issuer.builder(\"https://x.example\").algorithms();", "algorithms"),
        List.of("return SignatureAlgorithm.HS256;", "HS256"),
        List.of("return SignatureAlgorithm.NONE;", "NONE"),
        List.of(SOUND + ".verify(\"x\"); return null;", "TokenRejectedException"),
        List.of(SOUND + ".evaluate(\"x\"); return null;", "KeysUnavailableException"),
        List.of(
            "return TrustPolicy.named(\"p\").issuer(issuer).audience(\"a\")"
                + ".require(GitHubActions.repository(\"o/r\"));",
            "NeedsRepositoryId"),
        List.of(
            "return TrustPolicy.named(\"p\").issuer(issuer).audience(\"a\")"
                + ".require(GitHubActions.repository(\"o/r\").id(74));",
            "NeedsOwnerId"),
        List.of("return Claim.bool(\"x\").is(\"true\");", "String"),
        List.of("return Claim.integer(\"x\").is(\"42\");", "String"),
        List.of("return Claim.string(\"x\").is(42);", "int"),
        List.of("return (ClaimMatcher) value -> true;", "ClaimMatcher"),
        List.of(
            "return new Requirement() { public String describe() { return \"\"; } };", "sealed"));
  }

  @ParameterizedTest
  @MethodSource("misuses")
  void a_misuse_does_not_compile(List<String> bodyAndWord) {
    List<String> errors = errors(bodyAndWord.get(0));
    assertThat(errors).isNotEmpty();
    assertThat(String.join("\n", errors)).contains(bodyAndWord.get(1));
  }

  /** Compiles a method body in another package and returns the errors. */
  private static List<String> errors(String body) {
    String source =
        """
        package user;

        %s

        class Use {
          Object use(Issuer issuer, Requirement requirement) {
            %s
          }
        }
        """
            .formatted(imports(), body);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
    List<String> options =
        List.of("-proc:none", "-implicit:none", "-d", output.toString(), "-cp", classPath());
    compiler.getTask(null, null, diagnostics, options, null, List.of(new Source(source))).call();
    return diagnostics.getDiagnostics().stream()
        .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
        .map(diagnostic -> diagnostic.getMessage(Locale.ROOT))
        .collect(Collectors.toList());
  }

  private static String imports() {
    return Stream.of("dev.credence", "dev.credence.ci", "dev.credence.claim", "dev.credence.keys")
        .map(name -> "import " + name + ".*;")
        .collect(Collectors.joining("\n"));
  }

  /** Where the classes under test and what they need were loaded from. */
  private static String classPath() {
    return Stream.of(TrustPolicy.class, NullMarked.class)
        .map(type -> type.getProtectionDomain().getCodeSource().getLocation())
        .map(location -> Path.of(URI.create(location.toString())).toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String text) {
      super(URI.create("string:///user/Use.java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
