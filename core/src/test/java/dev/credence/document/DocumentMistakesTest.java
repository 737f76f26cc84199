package dev.credence.document;

import static dev.credence.document.Mistaken.mistake;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What is wrong with a document as a whole, or with its JSON. */
class DocumentMistakesTest {
  static final List<Mistaken> MISTAKES =
      List.of(
          mistake(
              "member of the document is misspelt",
              "\"policies\"",
              "\"polices\"",
              "line 3, column 3, at /polices: A policy document has no member \"polices\"; "
                  + "did you mean \"policies\"?"),
          mistake(
              "member is given twice",
              "\"audience\"",
              "\"name\": \"again\",\n" + "      \"audience\"",
              "line 7, column 7, at /policies/0/name: The member \"name\" is given "
                  + "twice; the first is at line 5, column 7"),
          mistake(
              "member is given twice with an escape",
              "\"audience\"",
              "\"n\\u0061me\": \"again\",\n" + "      \"audience\"",
              "line 7, column 7, at /policies/0/name: The member \"name\" is given "
                  + "twice; the first is at line 5, column 7"),
          mistake(
              "version is missing",
              "  \"version\": 1,\n",
              "",
              "line 1, column 1: A policy document needs the member \"version\""),
          mistake(
              "version is another",
              "\"version\": 1",
              "\"version\": 2",
              "line 2, column 14, at /version: \"version\" is 1, the only one that "
                  + "there is; this is the number 2"),
          mistake(
              "version is a string",
              "\"version\": 1",
              "\"version\": \"1\"",
              "line 2, column 14, at /version: \"version\" is 1, the only one that "
                  + "there is; this is the string \"1\""),
          mistake(
              "two policies have one name",
              "    }\n" + "  ]",
              "    },\n"
                  + "    {\"name\": \"deploy\", \"provider\": \"gitlab\", \"audience\": "
                  + "\"a\", \"require\": [{\"claim\": \"ref\", \"is\": \"refs/heads/main\"}]}\n"
                  + "  ]",
              "line 12, column 14, at /policies/1/name: Two policies are named \"deploy\"; "
                  + "the first is at line 5, column 15"),
          mistake(
              "policies are empty",
              "[\n"
                  + "    {\n"
                  + "      \"name\": \"deploy\",\n"
                  + "      \"provider\": \"github-actions\",\n"
                  + "      \"audience\": \"https://deploy.example.com\",\n"
                  + "      \"require\": [\n"
                  + "        {\"claim\": \"ref\", \"is\": \"refs/heads/main\"}\n"
                  + "      ]\n"
                  + "    }\n"
                  + "  ]",
              "[]",
              "line 3, column 15, at /policies: \"policies\" has at least one element; "
                  + "this array is empty"),
          mistake(
              "document is an array",
              Mistaken.DOCUMENT,
              "[]",
              "line 1, column 1: A policy document is one JSON object; this text "
                  + "is not an object but an array"),
          mistake(
              "document is empty",
              Mistaken.DOCUMENT,
              "",
              "line 1, column 1: A policy document is one JSON object; this text " + "is empty"),
          mistake(
              "document is cut short",
              "    }\n" + "  ]\n" + "}\n",
              "",
              "line 11, column 1, at /policies/0/require: A policy document is one "
                  + "JSON object; this text is cut short"),
          mistake(
              "document has a comment",
              "\"policies\"",
              "// the roles\n" + "  \"policies\"",
              "line 3, column 3, at /version: A policy document is one JSON object; "
                  + "this text is not well-formed JSON here: it has double quotes, a comma "
                  + "between two members and none after the last, and no comments"),
          mistake(
              "document has a comma too many",
              "main\"}\n" + "      ]",
              "main\"}\n" + "      ],",
              "line 11, column 5, at /policies/0/require: A policy document is one "
                  + "JSON object; this text is not well-formed JSON here: it has double "
                  + "quotes, a comma between two members and none after the last, and "
                  + "no comments"),
          mistake(
              "document goes on",
              "  ]\n" + "}\n",
              "  ]\n" + "}\n" + "{}\n",
              "line 13, column 2: A policy document is one JSON object; this text "
                  + "has more text after the object"),
          mistake(
              "document has a byte order mark",
              "{\n" + "  \"version\"",
              "\uFEFF{\n" + "  \"version\"",
              "line 1, column 1: A policy document is one JSON object; this text "
                  + "starts with a byte order mark"),
          mistake(
              "document has a lone surrogate",
              "\"refs/heads/main\"",
              "\"refs/heads/\\ud800\"",
              "line 9, column 44: A policy document is one JSON object; this text "
                  + "has a lone surrogate"),
          mistake(
              "name is hostile",
              "\"audience\"",
              "\"aud\\u001b[31mience\"",
              "line 7, column 7, at /policies/0/aud\\u001b[31mience: A policy has "
                  + "no member \"aud\\u001b[31mience\"; it may have \"name\", \"provider\", "
                  + "\"issuer\", \"audience\", \"require\", \"grants\", \"clockSkew\", "
                  + "\"maxLifetime\", \"tolerateAudiences\" and \"onlyOnce\""));

  @ParameterizedTest
  @FieldSource("MISTAKES")
  void mistake_is_told_with_its_place(Mistaken mistake) {
    mistake.verify();
  }
}
