package dev.credence.document;

import static dev.credence.document.Mistaken.mistake;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Policies that could never trust a token, with both places. */
class ContradictionMistakesTest {
  private static final String REQUIREMENT = "{\"claim\": \"ref\", \"is\": \"refs/heads/main\"}";
  private static final String NEVER = ": The policy \"deploy\" could never trust a token: ";

  private static Mistaken requiring(String name, String requirements, String message) {
    return mistake(name, REQUIREMENT, requirements, message);
  }

  static final List<Mistaken> MISTAKES =
      List.of(
          requiring(
              "two values of one claim",
              REQUIREMENT + ",\n        {\"claim\": \"ref\", \"is\": \"refs/heads/dev\"}",
              "line 10, column 9, at /policies/0/require/1"
                  + NEVER
                  + "ref is \"refs/heads/main\" and ref is \"refs/heads/dev\" can never both hold;"
                  + " the first is at line 9, column 9"),
          requiring(
              "pattern that the value does not match",
              "{\"claim\": \"ref\", \"matches\": \"refs/tags/*\"},\n        " + REQUIREMENT,
              "line 10, column 9, at /policies/0/require/1"
                  + NEVER
                  + "ref matches \"refs/tags/*\" and ref is \"refs/heads/main\" can never both"
                  + " hold; the first is at line 9, column 9"),
          requiring(
              "value that is required and absent",
              "{\"claim\": \"environment\", \"isAbsent\": true},\n"
                  + "        {\"claim\": \"environment\", \"is\": \"production\"}",
              "line 10, column 9, at /policies/0/require/1"
                  + NEVER
                  + "environment is absent and environment is \"production\" can never both hold;"
                  + " the first is at line 9, column 9"),
          requiring(
              "alternatives that are all excluded",
              "{\"anyOf\": [{\"claim\": \"ref\", \"is\": \"refs/heads/a\"}, {\"claim\": \"ref\","
                  + " \"is\": \"refs/heads/b\"}]},\n        "
                  + REQUIREMENT,
              "line 10, column 9, at /policies/0/require/1"
                  + NEVER
                  + "any of (ref is \"refs/heads/a\"; ref is \"refs/heads/b\") and ref is"
                  + " \"refs/heads/main\" can never both hold; the first is at line 9, column 9"),
          requiring(
              "value inside another requirement",
              "{\"allOf\": ["
                  + REQUIREMENT
                  + ",\n          {\"claim\": \"ref\", \"isNot\": \"refs/heads/main\"}]}",
              "line 10, column 11, at /policies/0/require/0/allOf/1"
                  + NEVER
                  + "ref is \"refs/heads/main\" and ref is not \"refs/heads/main\" can never both"
                  + " hold; the first is at line 9, column 20"),
          requiring(
              "value beside a helper's",
              "{\"repository\": \"octo-org/octo-repo\", \"id\": 74, \"ownerId\": 65},\n"
                  + "        {\"claim\": \"repository_id\", \"is\": \"75\"}",
              "line 10, column 9, at /policies/0/require/1"
                  + NEVER
                  + "repository_id is \"74\" and repository_id is \"75\" can never both hold; the"
                  + " first is at line 9, column 9"),
          requiring(
              "number where the provider has a string",
              "{\"claim\": \"repository_id\", \"is\": 74}",
              "line 9, column 9, at /policies/0/require/0"
                  + NEVER
                  + "repository_id is 74 can never hold: repository_id is a string"),
          requiring(
              "branch without its prefix",
              "{\"claim\": \"ref\", \"is\": \"main\"}",
              "line 9, column 9, at /policies/0/require/0"
                  + NEVER
                  + "ref is \"main\" can never hold: ref starts with refs/, as in"
                  + " \"refs/heads/main\""),
          requiring(
              "value that the provider does not have",
              "{\"claim\": \"ref_type\", \"isOneOf\": [\"heads\", \"tags\"]}",
              "line 9, column 9, at /policies/0/require/0"
                  + NEVER
                  + "ref_type is one of \"heads\", \"tags\" can never hold: ref_type is \"branch\""
                  + " or \"tag\""),
          requiring(
              "another issuer than the policy's",
              "{\"claim\": \"iss\", \"is\": \"https://gitlab.com\"}",
              "line 9, column 9, at /policies/0/require/0"
                  + NEVER
                  + "iss is \"https://gitlab.com\" can never hold: the policy's issuer is"
                  + " \"https://token.actions.githubusercontent.com\""),
          requiring(
              "another audience than the policy's",
              "{\"claim\": \"aud\", \"is\": \"https://other.example.com\"}",
              "line 9, column 9, at /policies/0/require/0"
                  + NEVER
                  + "aud is \"https://other.example.com\" can never hold: the policy's audience is"
                  + " \"https://deploy.example.com\""),
          mistake(
              "two policies of one name",
              "\n    }\n  ]",
              "\n"
                  + "    },\n"
                  + "    {\n"
                  + "      \"name\": \"deploy\", \"provider\": \"gitlab\", \"audience\": \"x\",\n"
                  + "      \"require\": [{\"claim\": \"ref\", \"is\": \"main\"}]\n"
                  + "    }\n"
                  + "  ]",
              "line 13, column 15, at /policies/1/name: Two policies are named \"deploy\"; the"
                  + " first is at line 5, column 15"));

  @ParameterizedTest
  @FieldSource("MISTAKES")
  void contradiction_is_told_with_both_places(Mistaken mistake) {
    mistake.verify();
  }
}
