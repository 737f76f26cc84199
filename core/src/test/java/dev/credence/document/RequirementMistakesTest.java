package dev.credence.document;

import static dev.credence.document.Mistaken.mistake;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What is wrong with a requirement. */
class RequirementMistakesTest {
  static final List<Mistaken> MISTAKES =
      List.of(
          mistake(
              "member of a requirement is misspelt",
              "\"is\"",
              "\"iss\"",
              "line 9, column 26, at /policies/0/require/0/iss: A requirement on "
                  + "a claim has no member \"iss\"; did you mean \"is\"?"),
          mistake(
              "member of a joint is beside another",
              "{\"claim\": \"ref\", \"is\": \"refs/heads/main\"}",
              "{\"anyOf\": [{\"claim\": \"ref\", \"is\": \"refs/heads/main\"}], "
                  + "\"claim\": \"ref\"}",
              "line 9, column 64, at /policies/0/require/0/claim: \"anyOf\" stands "
                  + "alone: take out what is beside it"),
          mistake(
              "requirements are missing",
              "\"audience\": \"https://deploy.example.com\",\n"
                  + "      \"require\": [\n"
                  + "        {\"claim\": \"ref\", \"is\": \"refs/heads/main\"}\n"
                  + "      ]",
              "\"audience\": \"https://deploy.example.com\"",
              "line 4, column 5, at /policies/0: A policy needs the member \"require\""),
          mistake(
              "requirements are an empty list",
              "{\"claim\": \"ref\", \"is\": \"refs/heads/main\"}",
              "",
              "line 8, column 18, at /policies/0/require: \"require\" has at least "
                  + "one element; this array is empty"),
          mistake(
              "requirements are an object",
              "[\n" + "        {\"claim\": \"ref\", \"is\": \"refs/heads/main\"}\n" + "      ]",
              "{\"claim\": \"ref\", \"is\": \"refs/heads/main\"}",
              "line 8, column 18, at /policies/0/require: \"require\" is an array "
                  + "of requirements; this is an object"),
          mistake(
              "requirement is a string",
              "{\"claim\": \"ref\", \"is\": \"refs/heads/main\"}",
              "\"ref is main\"",
              "line 9, column 9, at /policies/0/require/0: A requirement is an object; "
                  + "this is the string \"ref is main\""),
          mistake(
              "requirement is empty",
              "{\"claim\": \"ref\", \"is\": \"refs/heads/main\"}",
              "{}",
              "line 9, column 9, at /policies/0/require/0: A requirement is empty; "
                  + "it has \"claim\", \"anyOf\", \"allOf\" or \"repository\""),
          mistake(
              "requirement is of no kind",
              "{\"claim\": \"ref\", \"is\": \"refs/heads/main\"}",
              "{\"branch\": \"main\"}",
              "line 9, column 10, at /policies/0/require/0/branch: \"branch\" is "
                  + "of a helper of \"buildkite\", and the provider of this policy is "
                  + "\"github-actions\""),
          mistake(
              "claim is missing",
              "\"claim\": \"ref\", ",
              "",
              "line 9, column 9, at /policies/0/require/0: A requirement on a claim "
                  + "needs the member \"claim\""),
          mistake(
              "claim is an empty path",
              "\"ref\"",
              "[]",
              "line 9, column 19, at /policies/0/require/0/claim: \"claim\" has "
                  + "at least one element; this array is empty"),
          mistake(
              "claim is an empty name",
              "\"ref\"",
              "\"\"",
              "line 9, column 19, at /policies/0/require/0/claim: A claim name is "
                  + "empty: write the member's name."),
          mistake(
              "claim is a path with a number",
              "\"ref\"",
              "[\"ref\", 1]",
              "line 9, column 27, at /policies/0/require/0/claim/1: Each element "
                  + "of \"claim\" is a string; this is the number 1"),
          mistake(
              "matcher is missing",
              ", \"is\": \"refs/heads/main\"",
              "",
              "line 9, column 9, at /policies/0/require/0: A requirement on a claim says what it"
                  + " must be, by one of \"is\", \"isNot\", \"isOneOf\", \"isNoneOf\", \"matches\","
                  + " \"isPresent\", \"isAbsent\", \"contains\" or \"containsMatching\""),
          mistake(
              "matchers are two",
              "\"is\": \"refs/heads/main\"",
              "\"is\": \"refs/heads/main\", \"matches\": \"refs/heads/*\"",
              "line 9, column 51, at /policies/0/require/0/matches: A requirement "
                  + "on a claim says one thing of it: put \"matches\" into another requirement; "
                  + "the first is at line 9, column 26"),
          mistake(
              "literal is null",
              "\"refs/heads/main\"",
              "null",
              "line 9, column 32, at /policies/0/require/0/is: \"is\" is a string, "
                  + "boolean or whole number; this is null"),
          mistake(
              "literal is a list",
              "\"refs/heads/main\"",
              "[\"refs/heads/main\"]",
              "line 9, column 32, at /policies/0/require/0/is: \"is\" is a string, "
                  + "boolean or whole number; this is an array; for several values there "
                  + "is \"isOneOf\""),
          mistake(
              "literal has a fraction",
              "\"refs/heads/main\"",
              "7.0",
              "line 9, column 32, at /policies/0/require/0/is: \"is\" is a whole "
                  + "number without quotes, fraction and exponent; this is the number "
                  + "7.0"),
          mistake(
              "literal is not normalized",
              "\"refs/heads/main\"",
              "\"cafe\\u0301\"",
              "line 9, column 32, at /policies/0/require/0/is: The literal \"café\" "
                  + "is not in Unicode normalization form C. Text is compared code point "
                  + "by code point, never normalized: write the composed form."),
          mistake(
              "list of literals is empty",
              "\"is\": \"refs/heads/main\"",
              "\"isOneOf\": []",
              "line 9, column 37, at /policies/0/require/0/isOneOf: \"isOneOf\" "
                  + "has at least one element; this array is empty"),
          mistake(
              "list of literals has one twice",
              "\"is\": \"refs/heads/main\"",
              "\"isOneOf\": [\"main\", \"main\"]",
              "line 9, column 46, at /policies/0/require/0/isOneOf/1: \"isOneOf\" "
                  + "lists \"main\" twice: remove one"),
          mistake(
              "list of literals has two types",
              "\"is\": \"refs/heads/main\"",
              "\"isOneOf\": [\"74\", 74]",
              "line 9, column 44, at /policies/0/require/0/isOneOf/1: \"isOneOf\" "
                  + "has values of one type; this is the number 74 behind others"),
          mistake(
              "list of literals is a string",
              "\"is\": \"refs/heads/main\"",
              "\"isNoneOf\": \"main\"",
              "line 9, column 38, at /policies/0/require/0/isNoneOf: \"isNoneOf\" "
                  + "is an array of values; this is the string \"main\""),
          mistake(
              "glob has no wildcard",
              "\"is\": \"refs/heads/main\"",
              "\"matches\": \"refs/heads/main\"",
              "line 9, column 37, at /policies/0/require/0/matches: The glob \"refs/heads/"
                  + "main\" "
                  + "has no wildcard: say is(...), or contains(...) for a list."),
          mistake(
              "glob is nothing but wildcards",
              "\"is\": \"refs/heads/main\"",
              "\"matches\": \"**\"",
              "line 9, column 37, at /policies/0/require/0/matches: The glob \"**\" "
                  + "has only wildcards and separators and would match anything of that "
                  + "shape: write the part that must not vary, or say isPresent() to accept "
                  + "any value."),
          mistake(
              "glob has three stars",
              "\"is\": \"refs/heads/main\"",
              "\"matches\": \"refs/***\"",
              "line 9, column 37, at /policies/0/require/0/matches: The glob \"refs/***\" "
                  + "has three stars in a row: write * to stop at / and :, or ** to cross "
                  + "/."),
          mistake(
              "glob of elements is none",
              "\"is\": \"refs/heads/main\"",
              "\"containsMatching\": \"team\"",
              "line 9, column 46, at /policies/0/require/0/containsMatching: The "
                  + "glob \"team\" has no wildcard: say is(...), or contains(...) for "
                  + "a list."),
          mistake(
              "type is missing",
              "\"is\": \"refs/heads/main\"",
              "\"isPresent\": true",
              "line 9, column 9, at /policies/0/require/0: \"isPresent\" needs the "
                  + "member \"type\" beside it, one of \"boolean\", \"integer\", \"string\" "
                  + "or \"strings\""),
          mistake(
              "type is misspelt",
              "\"is\": \"refs/heads/main\"",
              "\"isPresent\": true, \"type\": \"sting\"",
              "line 9, column 53, at /policies/0/require/0/type: There is no type "
                  + "\"sting\"; did you mean \"string\"?"),
          mistake(
              "type contradicts the value",
              "\"is\": \"refs/heads/main\"",
              "\"is\": \"refs/heads/main\", \"type\": \"integer\"",
              "line 9, column 59, at /policies/0/require/0/type: This \"type\" contradicts "
                  + "\"is\", which is for a value of type string: write the type that "
                  + "the issuer gives the claim into both, or leave \"type\" out"),
          mistake(
              "presence is false",
              "\"is\": \"refs/heads/main\"",
              "\"isPresent\": false, \"type\": \"string\"",
              "line 9, column 39, at /policies/0/require/0/isPresent: \"isPresent\" "
                  + "is true or left out; this is false"),
          mistake(
              "joint is empty",
              "{\"claim\": \"ref\", \"is\": \"refs/heads/main\"}",
              "{\"anyOf\": []}",
              "line 9, column 19, at /policies/0/require/0/anyOf: \"anyOf\" has "
                  + "at least one element; this array is empty"),
          mistake(
              "helper lacks a member",
              "{\"claim\": \"ref\", \"is\": \"refs/heads/main\"}",
              "{\"repository\": \"octo-org/octo-repo\", \"id\": 74}",
              "line 9, column 9, at /policies/0/require/0: \"repository\" and \"id\" "
                  + "need \"ownerId\" beside them"),
          mistake(
              "helper has a misspelt member",
              "{\"claim\": \"ref\", \"is\": \"refs/heads/main\"}",
              "{\"repository\": \"octo-org/octo-repo\", \"id\": 74, \"ownerID\": " + "65}",
              "line 9, column 56, at /policies/0/require/0/ownerID: A requirement "
                  + "has no member \"ownerID\"; did you mean \"ownerId\"?"),
          mistake(
              "helper has an id in quotes",
              "{\"claim\": \"ref\", \"is\": \"refs/heads/main\"}",
              "{\"repository\": \"octo-org/octo-repo\", \"id\": \"74\", \"ownerId\": " + "65}",
              "line 9, column 52, at /policies/0/require/0/id: \"id\" is a whole "
                  + "number without quotes, fraction and exponent; this is the string "
                  + "\"74\""),
          mistake(
              "helper has an id that is too large",
              "{\"claim\": \"ref\", \"is\": \"refs/heads/main\"}",
              "{\"repository\": \"octo-org/octo-repo\", \"id\": 9223372036854775808, "
                  + "\"ownerId\": 65}",
              "line 9, column 52, at /policies/0/require/0/id: \"id\" is a number "
                  + "of at most 64 bits; this is the number 9223372036854775808"),
          mistake(
              "helper has a name that is none",
              "{\"claim\": \"ref\", \"is\": \"refs/heads/main\"}",
              "{\"repository\": \"octo-repo\", \"id\": 74, \"ownerId\": 65}",
              "line 9, column 9, at /policies/0/require/0: A repository is named "
                  + "owner/name, such as \"octo-org/octo-repo\"; this is \"octo-repo\""),
          mistake(
              "helper is of another provider",
              "{\"claim\": \"ref\", \"is\": \"refs/heads/main\"}",
              "{\"protectedBranch\": \"main\"}",
              "line 9, column 10, at /policies/0/require/0/protectedBranch: \"protectedBra"
                  + "nch\" "
                  + "is of a helper of \"gitlab\", and the provider of this policy is "
                  + "\"github-actions\""),
          mistake(
              "helper is without a provider",
              "\"policies\": [\n"
                  + "    {\n"
                  + "      \"name\": \"deploy\",\n"
                  + "      \"provider\": \"github-actions\",\n"
                  + "      \"audience\": \"https://deploy.example.com\",\n"
                  + "      \"require\": [\n"
                  + "        {\"claim\": \"ref\", \"is\": \"refs/heads/main\"}",
              "\"issuers\": {\"ours\": {\"identifier\": \"https://ci.example.com\"}},\n"
                  + "  \"policies\": [\n"
                  + "    {\n"
                  + "      \"name\": \"deploy\",\n"
                  + "      \"issuer\": \"ours\",\n"
                  + "      \"audience\": \"https://deploy.example.com\",\n"
                  + "      \"require\": [\n"
                  + "        {\"repository\": \"octo-org/octo-repo\", \"id\": 74, \"ownerId\": "
                  + "65}",
              "line 10, column 10, at /policies/0/require/0/repository: \"repository\" "
                  + "is of a helper of \"bitbucket-pipelines\", and this policy has an "
                  + "\"issuer\" and no provider"));

  @ParameterizedTest
  @FieldSource("MISTAKES")
  void mistake_is_told_with_its_place(Mistaken mistake) {
    mistake.verify();
  }
}
