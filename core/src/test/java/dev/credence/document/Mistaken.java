package dev.credence.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * A document with one mistake in it.
 *
 * @param name what the mistake is
 * @param json the document
 * @param message what is said of it, in full
 */
record Mistaken(String name, String json, String message) {
  /** A document without a mistake. */
  static final String DOCUMENT =
      """
      {
        "version": 1,
        "policies": [
          {
            "name": "deploy",
            "provider": "github-actions",
            "audience": "https://deploy.example.com",
            "require": [
              {"claim": "ref", "is": "refs/heads/main"}
            ]
          }
        ]
      }
      """;

  /** The document with something replaced where it first occurs. */
  static Mistaken mistake(String name, String replaced, String by, String message) {
    int at = DOCUMENT.indexOf(replaced);
    assertThat(at).as("place of %s", replaced).isNotNegative();
    String json = DOCUMENT.substring(0, at) + by + DOCUMENT.substring(at + replaced.length());
    return new Mistaken(name, json, message);
  }

  void verify() {
    PolicyDocumentException refused =
        catchThrowableOfType(PolicyDocumentException.class, () -> PolicyDocument.read(json));
    assertThat(refused).as("refusal").isNotNull();
    assertThat(refused).hasMessage(message).hasNoCause();
    String place = "line " + refused.line() + ", column " + refused.column();
    String pointer = refused.pointer().isEmpty() ? "" : ", at " + refused.pointer();
    assertThat(refused.getMessage()).isEqualTo(place + pointer + ": " + refused.problem());
  }

  @Override
  public String toString() {
    return name;
  }
}
