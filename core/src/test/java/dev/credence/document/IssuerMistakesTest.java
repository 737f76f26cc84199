package dev.credence.document;

import static dev.credence.document.Mistaken.mistake;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What is wrong with the issuer of a policy, by itself or of a provider. */
class IssuerMistakesTest {
  static final List<Mistaken> MISTAKES =
      List.of(
          mistake(
              "provider and issuer are missing",
              "      \"provider\": \"github-actions\",\n",
              "",
              "line 4, column 5, at /policies/0: A policy needs the member \"provider\" "
                  + "or \"issuer\""),
          mistake(
              "provider and issuer are both there",
              "\"provider\": \"github-actions\",",
              "\"provider\": \"github-actions\", \"issuer\": \"ours\",",
              "line 6, column 37, at /policies/0/issuer: A policy has one issuer, "
                  + "by \"provider\" or by \"issuer\", and this one has both; the first "
                  + "is at line 6, column 7"),
          mistake(
              "provider is misspelt",
              "\"github-actions\"",
              "\"github-action\"",
              "line 6, column 19, at /policies/0/provider: There is no provider "
                  + "\"github-action\"; did you mean \"github-actions\"?"),
          mistake(
              "provider is none",
              "\"github-actions\"",
              "\"drone\"",
              "line 6, column 19, at /policies/0/provider: There is no provider "
                  + "\"drone\"; any other CI goes by \"issuer\", and there are \"aws-outbound\", "
                  + "\"azure-devops\", \"bitbucket-pipelines\", \"buildkite\", \"circleci\", "
                  + "\"codefresh\", \"env0\", \"github-actions\", \"gitlab\", \"google\", "
                  + "\"harness\", \"hcp-terraform\", \"jenkins\", \"kubernetes\", \"semaphore\", "
                  + "\"spacelift\", \"spiffe\" and \"vercel\""),
          mistake(
              "provider has two names",
              "\"github-actions\"",
              "{\"github-actions\": {}, \"gitlab\": {}}",
              "line 6, column 19, at /policies/0/provider: \"provider\" is a name, "
                  + "or an object with a name as its one member and parameters in it; "
                  + "this is an object"),
          mistake(
              "provider has a misspelt parameter",
              "\"github-actions\"",
              "{\"github-actions\": {\"enterprize\": \"octocat\"}}",
              "line 6, column 39, at /policies/0/provider/github-actions/enterprize: "
                  + "The provider \"github-actions\" has no member \"enterprize\"; did "
                  + "you mean \"enterprise\"?"),
          mistake(
              "provider has parameters that contradict",
              "\"github-actions\"",
              "{\"github-actions\": {\"enterprise\": \"octocat\", \"server\": \"github.example.com"
                  + "\"}}",
              "line 6, column 64, at /policies/0/provider/github-actions/server: "
                  + "\"server\" does not go with \"enterprise\"; write \"enterprise\"; "
                  + "or \"dataResidency\"; or \"dataResidency\" and \"enterprise\"; or "
                  + "\"server\""),
          mistake(
              "provider has a parameter that is none",
              "\"github-actions\"",
              "{\"github-actions\": {\"enterprise\": \"octo cat\"}}",
              "line 6, column 38, at /policies/0/provider/github-actions: An enterprise's "
                  + "slug has letters, digits and hyphens only; this is \"octo cat\""),
          mistake(
              "provider lacks its parameter",
              "\"github-actions\"",
              "\"circleci\"",
              "line 6, column 19, at /policies/0/provider: The provider \"circleci\" "
                  + "needs parameters; write \"organization\"; or \"root\""),
          mistake(
              "provider has a parameter of another type",
              "\"github-actions\"",
              "{\"jenkins\": {\"url\": \"https://ci.example.com/\", \"folder\": " + "\"a\"}}",
              "line 6, column 76, at /policies/0/provider/jenkins/folder: \"folder\" "
                  + "is an array of strings; this is the string \"a\""),
          mistake(
              "issuer is not declared",
              "\"provider\": \"github-actions\"",
              "\"issuer\": \"ours\"",
              "line 6, column 17, at /policies/0/issuer: The document's \"issuers\" "
                  + "have none named \"ours\"; declare it there, or name a \"provider\""),
          mistake(
              "issuer is misspelt",
              "\"policies\": [\n"
                  + "    {\n"
                  + "      \"name\": \"deploy\",\n"
                  + "      \"provider\": \"github-actions\"",
              "\"issuers\": {\"ours\": {\"identifier\": \"https://ci.example.com\"}},\n"
                  + "  \"policies\": [\n"
                  + "    {\n"
                  + "      \"name\": \"deploy\",\n"
                  + "      \"issuer\": \"our\"",
              "line 7, column 17, at /policies/0/issuer: The document's \"issuers\" "
                  + "have none named \"our\"; did you mean \"ours\"?"),
          mistake(
              "identifier is no https URL",
              "\"policies\"",
              "\"issuers\": {\"ours\": {\"identifier\": \"http://ci.example.com\"}},\n"
                  + "  \"policies\"",
              "line 3, column 38, at /issuers/ours/identifier: An issuer is an https "
                  + "URL with a host and without user, query or fragment, exactly as the "
                  + "token's \"iss\" spells it, such as \"https://gitlab.com\"; this is "
                  + "\"http://ci.example.com\""),
          mistake(
              "identifier is missing",
              "\"policies\"",
              "\"issuers\": {\"ours\": {\"algorithms\": [\"RS256\"]}},\n" + "  \"policies\"",
              "line 3, column 23, at /issuers/ours: An issuer needs the member \"identifier\""),
          mistake(
              "algorithm is none",
              "\"policies\"",
              "\"issuers\": {\"ours\": {\"identifier\": \"https://ci.example.com\", "
                  + "\"algorithms\": [\"HS256\"]}},\n"
                  + "  \"policies\"",
              "line 3, column 79, at /issuers/ours/algorithms/0: There is no algorithm "
                  + "\"HS256\"; there are \"RS256\", \"RS384\", \"RS512\", \"PS256\", "
                  + "\"PS384\", \"PS512\", \"ES256\", \"ES384\", \"ES512\" and \"Ed25519\""),
          mistake(
              "algorithm is in another case",
              "\"policies\"",
              "\"issuers\": {\"ours\": {\"identifier\": \"https://ci.example.com\", "
                  + "\"algorithms\": [\"rs256\"]}},\n"
                  + "  \"policies\"",
              "line 3, column 79, at /issuers/ours/algorithms/0: There is no algorithm "
                  + "\"rs256\"; there are \"RS256\", \"RS384\", \"RS512\", \"PS256\", "
                  + "\"PS384\", \"PS512\", \"ES256\", \"ES384\", \"ES512\" and \"Ed25519\""),
          mistake(
              "issuer is written in two ways",
              "\"policies\"",
              "\"issuers\": {\"github\": {\"identifier\": \"https://token.actions.githubusercont"
                  + "ent.com\"}},\n"
                  + "  \"policies\"",
              "line 7, column 19, at /policies/0/provider: The issuer \"https://token.acti"
                  + "ons.githubusercontent.com\" "
                  + "is written in two ways: its keys and what it is trusted for are to "
                  + "be the same in all policies, so write it in one; the first is at "
                  + "line 3, column 40"));

  @ParameterizedTest
  @FieldSource("MISTAKES")
  void mistake_is_told_with_its_place(Mistaken mistake) {
    mistake.verify();
  }
}
