package dev.credence.document;

import static dev.credence.document.Mistaken.mistake;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What is wrong with the other members of a policy. */
class PolicyMistakesTest {
  static final List<Mistaken> MISTAKES =
      List.of(
          mistake(
              "member of a policy is misspelt",
              "\"audience\"",
              "\"audiance\"",
              "line 7, column 7, at /policies/0/audiance: A policy has no member "
                  + "\"audiance\"; did you mean \"audience\"?"),
          mistake(
              "member of a policy is in another case",
              "\"audience\"",
              "\"Audience\"",
              "line 7, column 7, at /policies/0/Audience: A policy has no member "
                  + "\"Audience\"; did you mean \"audience\"?"),
          mistake(
              "member of a policy is like no other",
              "\"provider\"",
              "\"frobnicate\"",
              "line 6, column 7, at /policies/0/frobnicate: A policy has no member \"frobnicate\";"
                  + " it may have \"name\", \"provider\", \"issuer\", \"audience\", \"require\","
                  + " \"grants\", \"clockSkew\", \"maxLifetime\", \"tolerateAudiences\" and"
                  + " \"onlyOnce\""),
          mistake(
              "name is missing",
              "      \"name\": \"deploy\",\n",
              "",
              "line 4, column 5, at /policies/0: A policy needs the member \"name\""),
          mistake(
              "name is blank",
              "\"deploy\"",
              "\" \"",
              "line 5, column 15, at /policies/0/name: A policy's name has 1 to "
                  + "100 characters, none of them a control character, such as \"production-depl"
                  + "oy\"; "
                  + "this is \" \""),
          mistake(
              "name is a number",
              "\"deploy\"",
              "7",
              "line 5, column 15, at /policies/0/name: \"name\" is a string; this "
                  + "is the number 7"),
          mistake(
              "audience is missing",
              "      \"audience\": \"https://deploy.example.com\",\n",
              "",
              "line 4, column 5, at /policies/0: A policy needs the member \"audience\""),
          mistake(
              "audience is a list",
              "\"https://deploy.example.com\"",
              "[\"https://deploy.example.com\"]",
              "line 7, column 19, at /policies/0/audience: \"audience\" is a string; "
                  + "this is an array"),
          mistake(
              "audience is empty",
              "\"https://deploy.example.com\"",
              "\"\"",
              "line 7, column 19, at /policies/0/audience: An audience is a text "
                  + "without control characters that names this service, such as \"https://deplo"
                  + "y.example.com\"; "
                  + "this is \"\""),
          mistake(
              "audience has an invisible character",
              "\"https://deploy.example.com\"",
              "\"https://deploy.example.com\\u200b\"",
              "line 7, column 19, at /policies/0/audience: An audience is a text "
                  + "without control characters that names this service, such as \"https://deplo"
                  + "y.example.com\"; "
                  + "this is \"https://deploy.example.com\\u200b\""),
          mistake(
              "grants are empty",
              "\"audience\"",
              "\"grants\": [],\n" + "      \"audience\"",
              "line 7, column 17, at /policies/0/grants: \"grants\" has at least "
                  + "one element; this array is empty"),
          mistake(
              "grants list one twice",
              "\"audience\"",
              "\"grants\": [\"deploy\", \"deploy\"],\n" + "      \"audience\"",
              "line 7, column 28, at /policies/0/grants/1: \"grants\" lists \"deploy\" "
                  + "twice: remove one"),
          mistake(
              "grant is blank",
              "\"audience\"",
              "\"grants\": [\"deploy\", \"\"],\n" + "      \"audience\"",
              "line 7, column 28, at /policies/0/grants/1: What a policy grants "
                  + "is a text without control characters, given once, such as \"deployer\"; "
                  + "this is \"\""),
          mistake(
              "skew has no unit",
              "\"audience\"",
              "\"clockSkew\": 30,\n" + "      \"audience\"",
              "line 7, column 20, at /policies/0/clockSkew: \"clockSkew\" is a duration "
                  + "such as \"PT30S\", \"PT5M\" or \"PT1H\" (ISO 8601); this is the number "
                  + "30"),
          mistake(
              "skew is in other words",
              "\"audience\"",
              "\"clockSkew\": \"30s\",\n" + "      \"audience\"",
              "line 7, column 20, at /policies/0/clockSkew: \"clockSkew\" is a duration "
                  + "such as \"PT30S\", \"PT5M\" or \"PT1H\" (ISO 8601); this is the string "
                  + "\"30s\""),
          mistake(
              "skew is negative",
              "\"audience\"",
              "\"clockSkew\": \"PT-30S\",\n" + "      \"audience\"",
              "line 7, column 20, at /policies/0/clockSkew: \"clockSkew\" is a duration "
                  + "such as \"PT30S\", \"PT5M\" or \"PT1H\" (ISO 8601); this is the string "
                  + "\"PT-30S\""),
          mistake(
              "skew is too large",
              "\"audience\"",
              "\"clockSkew\": \"PT1H\",\n" + "      \"audience\"",
              "line 7, column 20, at /policies/0/clockSkew: The clock skew is from "
                  + "0 to PT10M; this is PT1H"),
          mistake(
              "lifetime is in months",
              "\"audience\"",
              "\"maxLifetime\": \"P1M\",\n" + "      \"audience\"",
              "line 7, column 22, at /policies/0/maxLifetime: \"maxLifetime\" is "
                  + "a duration such as \"PT30S\", \"PT5M\" or \"PT1H\" (ISO 8601); this "
                  + "is the string \"P1M\""),
          mistake(
              "lifetime is longer than the issuer grants",
              "\"audience\"",
              "\"maxLifetime\": \"PT2H\",\n" + "      \"audience\"",
              "line 7, column 22, at /policies/0/maxLifetime: A policy can shorten "
                  + "the PT1H that its issuer is trusted to grant, not lengthen it to "
                  + "PT2H; see Issuer.Builder.maxLifetime"),
          mistake(
              "tolerated audience is a number",
              "\"audience\"",
              "\"tolerateAudiences\": [7],\n" + "      \"audience\"",
              "line 7, column 29, at /policies/0/tolerateAudiences/0: Each element "
                  + "of \"tolerateAudiences\" is a string; this is the number 7"),
          mistake(
              "replay guard is not given",
              "\"audience\"",
              "\"onlyOnce\": true,\n" + "      \"audience\"",
              "line 7, column 19, at /policies/0/onlyOnce: \"onlyOnce\" needs a "
                  + "replay guard, and the program gives none when it reads this document"));

  @ParameterizedTest
  @FieldSource("MISTAKES")
  void mistake_is_told_with_its_place(Mistaken mistake) {
    mistake.verify();
  }
}
