package dev.credence.testkit.ci;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credence.TrustPolicy;
import dev.credence.claim.ClaimRequirement;
import dev.credence.keys.SignatureAlgorithm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Holds the table of docs/providers.md to what the code says of each provider. */
class ProvidersPageTest {
  private static final Path PAGE = Path.of("..", "docs", "providers.md");
  private static final String BEGIN = "<!-- table of all providers: begin -->\n";
  private static final String END = "<!-- table of all providers: end -->";

  private static String table() {
    return ProviderCases.all()
        .map(ProvidersPageTest::row)
        .collect(
            Collectors.joining(
                "\n",
                "| provider | issuer, for example | algorithms | accepted lifetime | the shortest"
                    + " sound policy pins |\n|---|---|---|---|---|\n",
                "\n"));
  }

  private static String row(ProviderCase provider) {
    TrustPolicy policy = provider.policy();
    return "| %s | `%s` | %s | %s | %s |"
        .formatted(
            provider.name(),
            policy.issuer().identifier(),
            policy.issuer().algorithms().stream()
                .map(SignatureAlgorithm::joseName)
                .collect(Collectors.joining(", ")),
            inWords(policy.issuer().maxLifetime()),
            policy.requirements().stream()
                .flatMap(requirement -> requirement.claimRequirements().stream())
                .map(ClaimRequirement::claim)
                .map(claim -> "`" + claim.name() + "`")
                .distinct()
                .collect(Collectors.joining(", ")));
  }

  private static String inWords(Duration lifetime) {
    long minutes = lifetime.toMinutes();
    return minutes % 60 == 0 ? minutes / 60 + " h" : minutes + " min";
  }

  @Test
  void the_table_says_what_the_code_does() throws IOException {
    String page = Files.readString(PAGE);
    assertThat(page).contains(BEGIN, END);
    String shown = page.substring(page.indexOf(BEGIN) + BEGIN.length(), page.indexOf(END));
    assertThat(shown).isEqualTo(table());
  }

  @Test
  void every_provider_has_a_section() throws IOException {
    String page = Files.readString(PAGE);
    assertThat(ProviderCases.all().map(ProviderCase::name).map(name -> name.split(",")[0]))
        .allSatisfy(name -> assertThat(page).contains("\n## " + section(name)));
  }

  /** The kinds of one provider's tokens share a section. */
  private static String section(String name) {
    for (String family : new String[] {"Azure DevOps", "Drone"}) {
      if (name.startsWith(family)) {
        return family;
      }
    }
    return name;
  }
}
