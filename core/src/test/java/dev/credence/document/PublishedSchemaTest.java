package dev.credence.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credence.document.ProviderFormsTest.HelperCase;
import dev.credence.document.ProviderFormsTest.IssuerCase;
import dev.credence.keys.SignatureAlgorithm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The schema against the reader: it knows every member, and refuses no document that is read. */
class PublishedSchemaTest {
  static final List<IssuerCase> ISSUERS = ProviderFormsTest.ISSUERS;
  static final List<HelperCase> HELPERS = ProviderFormsTest.HELPERS;

  /** What only the reader can tell: the meaning of values, and what stands elsewhere. */
  private static final Set<String> BEYOND_A_SCHEMA =
      Set.of(
          "two policies have one name",
          "provider has a parameter that is none",
          "issuer is not declared",
          "issuer is misspelt",
          "issuer is written in two ways",
          "audience has an invisible character",
          "literal has a fraction",
          "literal is not normalized",
          "glob is nothing but wildcards",
          "glob has three stars",
          "type contradicts the value",
          "helper has a name that is none",
          "helper is of another provider",
          "helper is without a provider",
          "skew is too large",
          "lifetime is longer than the issuer grants",
          "replay guard is not given");

  private final JsonSchema schema = JsonSchema.published();

  @Test
  void copy_among_the_documents_is_the_one_in_the_jar() throws IOException {
    assertThat(Path.of("..", "docs", "policies.schema.json")).hasContent(PolicyDocument.schema());
    assertThat(PolicyDocument.schema())
        .isEqualTo(Files.readString(Path.of("..", "docs", "policies.schema.json")));
  }

  @Test
  void document_without_a_mistake_is_valid() {
    assertThat(schema.accepts(Mistaken.DOCUMENT)).isTrue();
  }

  static Stream<Mistaken> mistakes() {
    return Stream.of(
            IssuerMistakesTest.MISTAKES,
            PolicyMistakesTest.MISTAKES,
            RequirementMistakesTest.MISTAKES)
        .flatMap(List::stream);
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void mistake_in_the_form_is_invalid(Mistaken mistake) {
    assertThat(schema.accepts(mistake.json())).isEqualTo(BEYOND_A_SCHEMA.contains(mistake.name()));
  }

  @ParameterizedTest
  @FieldSource("ISSUERS")
  void issuer_of_a_provider_is_valid(IssuerCase one) {
    assertThat(schema.accepts(document(one.provider(), "{\"claim\":\"sub\",\"is\":\"x\"}")))
        .isTrue();
  }

  @ParameterizedTest
  @FieldSource("HELPERS")
  void helper_of_a_provider_is_valid(HelperCase one) {
    assertThat(schema.accepts(document(one.provider(), one.helper()))).isTrue();
    String misspelt = one.helper().replaceFirst("\":", "_\":");
    assertThat(schema.accepts(document(one.provider(), misspelt))).isFalse();
  }

  private static String document(String provider, String requirement) {
    return Mistaken.DOCUMENT
        .replace("\"github-actions\"", provider)
        .replace("{\"claim\": \"ref\", \"is\": \"refs/heads/main\"}", requirement);
  }

  @Test
  void members_are_those_of_the_reader() {
    assertMembers("policy", PolicyReader.MEMBERS);
    assertMembers("issuer", IssuerReader.MEMBERS);
    assertMembers("claim", ClaimReader.MEMBERS);
    assertThat(JsonSchema.object(JsonSchema.parse(PolicyDocument.schema()).get("properties")))
        .containsOnlyKeys(DocumentReader.MEMBERS);
  }

  private void assertMembers(String definition, Set<String> members) {
    assertThat(JsonSchema.object(schema.definition(definition).get("properties")))
        .containsOnlyKeys(members);
  }

  @Test
  void algorithms_are_those_that_there_are() {
    Map<String, Object> members = JsonSchema.object(schema.definition("issuer").get("properties"));
    Map<String, Object> items =
        JsonSchema.object(JsonSchema.object(members.get("algorithms")).get("items"));

    assertThat((List<?>) items.get("enum"))
        .map(String::valueOf)
        .containsAll(
            Arrays.stream(SignatureAlgorithm.values()).map(SignatureAlgorithm::joseName).toList())
        .allMatch(name -> SignatureAlgorithm.fromJoseName(name).isPresent());
  }
}
